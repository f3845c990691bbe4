/**
 * Loads danfojs's dependencies lazily, each when a function first uses it. The first table from a CSV file comes more than
 * 0.6 s sooner, and a kernel needs 60 MB less.
 */
import { existsSync } from "node:fs";
import Module from "node:module";
import { dirname, join } from "node:path";

const danfojs = join(dirname(dirname(require.resolve("tslab/package.json"))), "danfojs-node");
const requireFromDanfojs = Module.createRequire(join(danfojs, "package.json"));

/** Used for medians, printed tables, URLs, Excel and JSON files, plots. */
const LAZY_MODULES = [
  ...["mathjs", "table", "request", "xlsx", "node-fetch"],
  ...["stream-json", "stream-json/streamers/StreamArray"],
  "./dist/danfojs-base/plotting",
];

type Load = () => Record<string, unknown>;

/** A new frame checks whether its data are a tensor; for an array the answer needs no TensorFlow.js. */
const tensorflowStub = (load: Load) => ({
  Tensor: {
    [Symbol.hasInstance]: (data: unknown) =>
      !Array.isArray(data) && data instanceof (load().Tensor as typeof Object),
  },
});

// The first `npm start` installs danfojs while notebooks already run. Do not resolve it before: Node caches failed look-ups.
if (existsSync(danfojs))
  try {
    loadLazily("@tensorflow/tfjs-node", tensorflowStub);
    for (const name of LAZY_MODULES) loadLazily(name);
  } catch {} // it is installed in part: this kernel will load it as it is

/**
 * Puts a stub into the cache of modules. A replaced loader would be the caller of each `require`, and Node, which warns when
 * code outside of node_modules loads `punycode`, would warn learners.
 */
function loadLazily(name: string, createStub: (load: Load) => object = () => ({})): void {
  const path = requireFromDanfojs.resolve(name);
  const module = new Module(path);
  module.filename = path;
  module.loaded = true;
  module.exports = lazyModule(createStub, () => {
    delete require.cache[path];
    return requireFromDanfojs(name);
  });
  require.cache[path] = module;
}

/** Stands for a module, which may be a function; loads it when anything that the stub lacks is used. */
function lazyModule(createStub: (load: Load) => object, load: Load): object {
  let loaded: Record<string, unknown> | undefined;
  const ensureLoaded: Load = () => {
    loaded ??= load();
    return loaded;
  };
  const stub = createStub(ensureLoaded);
  return new Proxy(() => {}, {
    get: (_, key) => {
      // Read by TypeScript's import helpers; danfojs imports these modules by name, never their default.
      if (key === "__esModule") return undefined;
      return Reflect.get(!loaded && Object.hasOwn(stub, key) ? stub : ensureLoaded(), key);
    },
    has: (_, key) => Reflect.has(ensureLoaded(), key),
    apply: (_, self, given) =>
      Reflect.apply(ensureLoaded() as unknown as () => unknown, self, given),
  });
}
