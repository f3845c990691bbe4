// TypeScript as the notebook kernel gets it: already compiled, reading fewer types, with less to do for each cell, and
// watching no packages. A kernel starts in half the time so, and needs 50 MB less.
//
// node kernel/typescript.cjs <file>   writes the compiled code, as part of the build
const { readFileSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

/** @typedef {typeof import("@tslab/typescript-for-tslab")} TypeScript */
/** @typedef {import("@tslab/typescript-for-tslab").CompilerOptions} CompilerOptions */
/** @typedef {import("@tslab/typescript-for-tslab").System} System */
/** @typedef {import("@tslab/typescript-for-tslab").TranspileOptions} TranspileOptions */

const dist = join(__dirname, "..", "dist");
const compiled = join(dist, "typescript.bin");

/**
 * Puts TypeScript where `require` finds it. It is 8 MB of JavaScript, which V8 would compile anew at each start. What
 * another version of V8 has compiled, V8 leaves alone.
 */
function load() {
  const path = require.resolve("@tslab/typescript-for-tslab");
  const source = Module.wrap(readFileSync(path, "utf8"));
  const script = new Script(source, { filename: path, cachedData: read(compiled) });
  const module = new Module(path);
  module.filename = path;
  require.cache[path] = module;
  const run = script.runInThisContext();
  run.call(module.exports, module.exports, Module.createRequire(path), module, path, dirname(path));
  module.loaded = true;
  return { module, script };
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file);
  } catch {} // then a kernel starts slower
}

/**
 * TypeScript watches the folders in which it looks for packages, a thousand of them, and their package.json; after a
 * change there, such as an npm install, tslab 1.0.22 answers every cell with nothing but "Unexpected pending
 * rebuildTimer". Without the watch a kernel sees a new package once it is restarted.
 */
function watchNoPackages(/** @type {TypeScript} */ ts) {
  const none = { close() {} };
  const { watchFile } = ts.sys;
  ts.sys.watchDirectory = () => none;
  ts.sys.watchFile = (path, ...rest) =>
    path.endsWith("package.json") ? none : (watchFile?.(path, ...rest) ?? none);
}

// What marks a file as one of the language's own declarations, which TypeScript need not check.
const DEFAULT_LIB = '/// <reference no-default-lib="true"/>\n';

const NODE = '/// <reference types="node" />\n';
let readsNode = false;

/**
 * From the next program on, TypeScript reads the types of Node.
 *
 * @returns {boolean} whether it did not before
 */
function readNodeTypes() {
  const news = !readsNode;
  readsNode = true;
  return news;
}

/**
 * TypeScript, with another way to make the program that tslab keeps changing, cell by cell.
 *
 * @param {TypeScript} ts
 * @returns {TypeScript}
 */
function withLessToDo(ts) {
  const { bindSourceFile, createWatchCompilerHost, transpileModule } =
    /** @type {any} not all is declared */ (ts);
  /** @type {any} it has two signatures, and tslab calls it by the one for files */
  const replaced = {
    createWatchCompilerHost: (
      /** @type {string[]} */ files,
      /** @type {CompilerOptions} */ asked,
      /** @type {System} */ system,
      /** @type {unknown} */ _createProgram,
      /** @type {unknown[]} */ ...rest
    ) => {
      const [earlierFile, cellFile] = files; // what earlier cells declared, and the cell
      const options = { ...asked, types: ["console"], typeRoots: [join(dist, "types")] };

      // Of all that TypeScript reads at the start, Node's types take it longest: they wait until a cell needs them.
      const { readFile } = system;
      system.readFile = (path, encoding) => {
        const text = readFile(path, encoding);
        if (path !== earlierFile || !readsNode) return text;
        return NODE + text?.replaceAll(NODE, ""); // it comes out with the declarations, and in again with them
      };

      // tslab makes two programs of each cell, the first only to see which names it declares. A builder would, both
      // times, find out of every file what it depends on.
      const createProgram = (
        /** @type {Parameters<typeof ts.createAbstractBuilder>} */ ...args
      ) => {
        const program = ts.createAbstractBuilder(...args);
        bindSourceFile(program.getSourceFile(cellFile), options);
        program.getAllDependencies = (file) => reachedFrom(file, program);
        return program;
      };
      return createWatchCompilerHost(files, options, system, createProgram, ...rest);
    },

    // The JavaScript of a cell becomes a CommonJS module here. TypeScript would check its types once more.
    transpileModule: (/** @type {string} */ code, /** @type {TranspileOptions} */ how) => {
      if (code.startsWith("#!")) return transpileModule(code, how); // which must stay the beginning
      const compilerOptions = { ...how.compilerOptions, skipDefaultLibCheck: true };
      const output = transpileModule(DEFAULT_LIB + code, { ...how, compilerOptions });
      return { ...output, outputText: output.outputText.replace(DEFAULT_LIB, "") };
    },
  };
  // TypeScript is what its file exports, and there its functions can't be replaced one by one.
  return { ...ts, ...replaced };
}

/**
 * The files that a file imports, and those that they import.
 *
 * @param {import("@tslab/typescript-for-tslab").SourceFile} file
 * @param {import("@tslab/typescript-for-tslab").BuilderProgram} program
 */
function reachedFrom(file, program) {
  const reached = new Set([file]);
  for (const one of reached) {
    /** @type {any} not declared */ (one).resolvedModules?.forEach((/** @type {any} */ found) => {
      const { resolvedFileName = "" } = found?.resolvedModule ?? found ?? {};
      const next = program.getSourceFile(resolvedFileName);
      if (next) reached.add(next);
    });
  }
  return [...reached].map(({ fileName }) => fileName);
}

const { module: typescript, script } = load();
watchNoPackages(typescript.exports);
typescript.exports = withLessToDo(typescript.exports);

if (require.main === module) {
  // A function is compiled when it is first called: so two cells run before.
  const { createConverter } = require("tslab/dist/converter.js");
  const converter = createConverter({});
  let declared = "";
  for (const cell of ["const x: number[] = [1]; x.map((a) => a + 1);", "await x[0];"]) {
    const { declOutput, diagnostics } = converter.convert(declared, cell);
    if (declOutput === undefined) throw new Error(JSON.stringify(diagnostics));
    declared = declOutput;
  }
  converter.close();
  writeFileSync(process.argv[2], script.createCachedData());
}

module.exports = { isCompiled: script.cachedDataRejected === false, readNodeTypes };
