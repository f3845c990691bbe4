// TypeScript as the notebook kernel gets it: already compiled, reading fewer types, with less to do for each cell, and
// watching no packages. A kernel starts in half the time so, and needs 50 MB less.
//
// node tools/typescript.cjs <file>   writes the compiled code, as part of the build
const { readFileSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { runInNewContext, Script } = require("node:vm");

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

const OWN = '/// <reference no-default-lib="true"/>\n';

/**
 * The same TypeScript, with another way to make the program that tslab keeps changing, cell by cell.
 *
 * @param {TypeScript} ts
 * @returns {TypeScript} TypeScript is what its file exports, and there its functions can't be replaced one by one.
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
      const [earlier, cell] = files; // what earlier cells declared, and the cell
      const options = { ...asked, types: ["console"], typeRoots: [join(dist, "types")] };

      // Of all that TypeScript reads at the start, Node's types take it longest: they wait for a cell that needs them.
      const { readFile } = system;
      let needed = false;
      system.readFile = (path, encoding) => {
        const text = readFile(path, encoding);
        if (path !== earlier) return text;
        needed ||= namesNode(readFile(cell) ?? "");
        return needed ? `/// <reference types="node" />\n${text}` : text;
      };

      // tslab makes two programs of each cell, the first only to see which names it declares. A builder would, both
      // times, find out what depends on what.
      const createProgram = (
        /** @type {Parameters<typeof ts.createAbstractBuilder>} */ ...args
      ) => {
        const program = ts.createAbstractBuilder(...args);
        bindSourceFile(program.getSourceFile(cell), options);
        program.getAllDependencies = () => program.getSourceFiles().map((file) => file.fileName);
        return program;
      };
      return createWatchCompilerHost(files, options, system, createProgram, ...rest);
    },

    // The JavaScript of a cell becomes a CommonJS module here. TypeScript would check its types again, unless it
    // is part of the language's own declarations.
    transpileModule: (/** @type {string} */ code, /** @type {TranspileOptions} */ how) => {
      const compilerOptions = { ...how.compilerOptions, skipDefaultLibCheck: true };
      const output = transpileModule(OWN + code, { ...how, compilerOptions });
      return { ...output, outputText: output.outputText.replace(OWN, "") };
    },
  };
  return { ...ts, ...replaced };
}

const language = new Set(runInNewContext("Object.getOwnPropertyNames(globalThis)"));
const names = [
  ...Object.getOwnPropertyNames(globalThis).filter((name) => !language.has(name)),
  ...["NodeJS", "require", "module", "exports", "__dirname", "__filename"],
].join("|");
const modules = `node:|\\.{1,2}/|(${Module.builtinModules.join("|")})["']`;
const nodeNames = new RegExp(`(?<![\\w$])(${names})(?![\\w$])|["'](${modules})`);

/** Has a cell a name that Node adds to the language? Or in quotes a module of Node, or a file, which may have such names? */
const namesNode = (/** @type {string} */ code) => nodeNames.test(code);

const { module: typescript, script } = load();
watchNoPackages(typescript.exports);
typescript.exports = withLessToDo(typescript.exports);

if (require.main === module) {
  // A function is compiled when it is first called: so two cells run before.
  const { createConverter } = require("tslab/dist/converter.js");
  const converter = createConverter({});
  const { declOutput } = converter.convert("", "const x: number[] = [1]; x.map((a) => a + 1);");
  converter.convert(declOutput ?? "", "console.log(await x[0]);");
  converter.close();
  writeFileSync(process.argv[2], script.createCachedData());
}

module.exports = { isCompiled: script.cachedDataRejected === false, namesNode };
