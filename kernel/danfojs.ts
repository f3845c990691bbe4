/**
 * danfojs with less to load: what only some of its functions need waits for the first of them. A first table from a CSV
 * file is there more than 0.6 s sooner so, and a kernel needs 60 MB less.
 */
import { existsSync } from "node:fs";
import Module from "node:module";
import { dirname, join } from "node:path";

const danfojs = join(dirname(dirname(require.resolve("tslab/package.json"))), "danfojs-node");
const theirs = Module.createRequire(join(danfojs, "package.json"));

/** For medians, tables of text, addresses, Excel and JSON files, drawings. */
const LATE = [
  ...["mathjs", "table", "request", "xlsx", "node-fetch"],
  ...["stream-json", "stream-json/streamers/StreamArray"],
  "./dist/danfojs-base/plotting",
];

type Load = () => Record<string, unknown>;

/** A frame first asks whether its data are a tensor: to say that an array is none, TensorFlow.js need not load. */
const ofTensorflow = (load: Load) => ({
  Tensor: {
    [Symbol.hasInstance]: (data: unknown) =>
      !Array.isArray(data) && data instanceof (load().Tensor as typeof Object),
  },
});

// The first `npm start` installs danfojs while notebooks already run. Until then not even a look: Node remembers what it did not find.
if (existsSync(danfojs))
  try {
    standIn("@tensorflow/tfjs-node", ofTensorflow);
    for (const name of LATE) standIn(name);
  } catch {} // half of it is there: this kernel will load it whole

/**
 * In the cache, and not by a loader of our own: that would stand between a package and what it loads, and Node, which asks
 * who loads `punycode`, would warn learners.
 */
function standIn(name: string, known: (load: Load) => object = () => ({})): void {
  const path = theirs.resolve(name);
  const module = new Module(path);
  module.filename = path;
  module.loaded = true;
  module.exports = later(known, () => {
    delete require.cache[path];
    return theirs(name);
  });
  require.cache[path] = module;
}

/** A module, or the function that it is, which loads when anything but what is known of it is first used. */
function later(known: (load: Load) => object, load: Load): object {
  let loaded: Record<string, unknown> | undefined;
  const get: Load = () => {
    loaded ??= load();
    return loaded;
  };
  const early = known(get);
  return new Proxy(() => {}, {
    get: (_, key) => {
      // TypeScript's helpers ask for this as they import, and what danfojs takes from these modules are their names.
      if (key === "__esModule") return undefined;
      return Reflect.get(!loaded && Object.hasOwn(early, key) ? early : get(), key);
    },
    has: (_, key) => Reflect.has(get(), key),
    apply: (_, self, given) => Reflect.apply(get() as unknown as () => unknown, self, given),
  });
}
