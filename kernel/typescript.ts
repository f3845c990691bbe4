/**
 * Loads the TypeScript that tslab uses, from V8's code cache and with our patches. A kernel starts in half the time, and needs
 * 70 MB less.
 */
import { readFileSync } from "node:fs";
import Module from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { fasterPrograms } from "./patches/program.js";
import { propertyNames } from "./patches/property-names.js";
import { quickInfo } from "./patches/quick-info.js";
import { uncheckedTranspile } from "./patches/transpile.js";
import type { TypeScript } from "./patches/typescript.js";

const dist = join(__dirname, "..");
const compiled = join(dist, "typescript.bin");

/**
 * Registers a prebuilt TypeScript in `require.cache`. Five characters outside Latin 1 would make V8 store the 8 MB of source as
 * UTF-16, in 16 MB, and V8 would compile them at each start. So the build escapes and minifies them to 3 MB and writes a code
 * cache. V8 rejects a cache that another version has made.
 */
function load() {
  const path = require.resolve("@tslab/typescript-for-tslab");
  const source = Module.wrap(readFileSync(join(dist, "typescript.js"), "latin1"));
  const script = new Script(source, { filename: path, cachedData: read(compiled) });
  const module = new Module(path);
  module.filename = path;
  require.cache[path] = module;
  const run = script.runInThisContext();
  run.call(module.exports, module.exports, Module.createRequire(path), module, path, dirname(path));
  module.loaded = true;
  return { module, script };
}

function read(file: string) {
  try {
    return readFileSync(file);
  } catch {} // the kernel starts slower then
}

/**
 * TypeScript watches the folders in which it looks for packages, a thousand of them, and their package.json; after a
 * change there, such as an npm install, tslab 1.0.22 answers every cell with nothing but "Unexpected pending
 * rebuildTimer". Without the watch a kernel sees a new package once it is restarted.
 */
function watchNoPackages(ts: TypeScript) {
  const none = { close() {} };
  const { watchFile } = ts.sys;
  ts.sys.watchDirectory = () => none;
  ts.sys.watchFile = (path, ...rest) =>
    path.endsWith("package.json") ? none : (watchFile?.(path, ...rest) ?? none);
}

const { module: typescript, script } = load();
watchNoPackages(typescript.exports);
// A copy: the functions of the module itself are read-only.
typescript.exports = Object.assign(
  { ...typescript.exports },
  ...[fasterPrograms, propertyNames, uncheckedTranspile, quickInfo].map((patch) =>
    patch(typescript.exports),
  ),
);

export const ts: TypeScript = typescript.exports;
/** Whether V8 took the compiled code. */
export const isCompiled = script.cachedDataRejected === false;
export const compiledCode = (): Buffer => script.createCachedData();
