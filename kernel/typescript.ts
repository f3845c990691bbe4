/**
 * TypeScript as the kernel gets it: already compiled, reading fewer types, with less to do for each cell, and watching no
 * packages. A kernel starts in half the time so, and needs 70 MB less.
 */
import { existsSync, readFileSync } from "node:fs";
import Module from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { Script } from "node:vm";
import type {
  BuilderProgram,
  CompilerOptions,
  Node,
  SourceFile,
  System,
  TranspileOptions,
  Visitor,
} from "@tslab/typescript-for-tslab";

import { splitSourceMap, withSourceUrl } from "./errors/stack.js";
import { withCalleeInfo } from "./inspect.js";

type TypeScript = typeof import("@tslab/typescript-for-tslab");

const dist = join(__dirname, "..");
const compiled = join(dist, "typescript.bin");

/**
 * Puts TypeScript where `require` finds it. It is 8 MB of JavaScript, which V8 would keep in 16 MB, for five of its letters
 * are not Latin, and compile anew at each start. The build has made 3 MB of it. What another version of V8 has
 * compiled, V8 leaves alone.
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
  } catch {} // then a kernel starts slower
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

// What marks a file as one of the language's own declarations, which TypeScript need not check.
const DEFAULT_LIB = '/// <reference no-default-lib="true"/>\n';

const NODE = '/// <reference types="node" />\n';
let readsNode = false;

/**
 * From the next program on, TypeScript reads the types of Node.
 *
 * @returns whether it did not before
 */
export function readNodeTypes(): boolean {
  const news = !readsNode;
  readsNode = true;
  return news;
}

const language = dirname(require.resolve("@tslab/typescript-for-tslab"));

/** Where our form of the language's declarations is: one file says all, and its parts are empty. */
function oneLanguage(path: string): string {
  const ours = join(dist, "lib", basename(path));
  return resolve(dirname(path)) === language && existsSync(ours) ? ours : path;
}

/** TypeScript, with another way to make the program that tslab keeps changing, cell by cell. */
function withLessToDo(ts: TypeScript): TypeScript {
  // biome-ignore lint/suspicious/noExplicitAny: not all is declared
  const { bindSourceFile, createWatchCompilerHost, ...other } = ts as any;
  let cell: { program: BuilderProgram; earlierFile: string } | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: one of them has two signatures, and tslab calls it by the one for files
  const replaced: any = {
    getQuickInfoAtPosition: withCalleeInfo(ts, other.getQuickInfoAtPosition),

    createWatchCompilerHost: (
      files: string[],
      asked: CompilerOptions,
      system: System,
      _createProgram: unknown,
      ...rest: unknown[]
    ) => {
      const [earlierFile, cellFile] = files; // what earlier cells declared, and the cell
      const options = {
        ...asked,
        types: ["console"],
        typeRoots: [join(dist, "types")],
        inlineSourceMap: true, // for the lines of an error
        inlineSources: true,
      };

      // Of all that TypeScript reads at the start, Node's types take it longest: they wait until a cell needs them.
      const { readFile } = system;
      system.readFile = (path, encoding) => {
        const text = readFile(oneLanguage(path), encoding);
        if (path !== earlierFile || !readsNode) return text;
        return NODE + text?.replaceAll(NODE, ""); // it comes out with the declarations, and in again with them
      };

      // tslab makes two programs of each cell, the first only to see which names it declares. A builder would, both
      // times, find out of every file what it depends on.
      const createProgram = (...args: Parameters<typeof ts.createAbstractBuilder>) => {
        const program = ts.createAbstractBuilder(...args);
        cell = { program, earlierFile };
        bindSourceFile(program.getSourceFile(cellFile), options);
        program.getAllDependencies = (file) => reachedFrom(file, program);
        return program;
      };
      return createWatchCompilerHost(files, options, system, createProgram, ...rest);
    },

    // tslab makes `exports.x` of an `x` that an earlier cell declares, but forgets the one in `{ x }`.
    visitEachChild: (node: Node, visitor: Visitor, context: unknown) => {
      if (ts.isShorthandPropertyAssignment(node)) {
        const { name, objectAssignmentInitializer: initial } = node;
        const checker = cell?.program.getProgram().getTypeChecker();
        const declared = checker?.getShorthandAssignmentValueSymbol(node)?.declarations ?? [];
        if (declared.some((one) => one.getSourceFile().fileName === cell?.earlierFile)) {
          const { factory } = ts;
          const x = factory.createPropertyAccessExpression(
            factory.createIdentifier("exports"),
            name,
          );
          return factory.createPropertyAssignment(
            name,
            initial ? factory.createAssignment(x, initial) : x,
          );
        }
      }
      // And it makes one of a property's name, as in `const { weights: w } = neuron`.
      const property = ts.isBindingElement(node)
        ? node.propertyName
        : ts.isPropertyAssignment(node) && node.name;
      if (!property || !ts.isIdentifier(property))
        return other.visitEachChild(node, visitor, context);
      const visit: Visitor = (child) => (child === property ? child : visitor(child));
      return other.visitEachChild(node, visit, context);
    },

    // The JavaScript of a cell becomes a CommonJS module here. TypeScript would check its types once more.
    transpileModule: (code: string, how: TranspileOptions) => {
      if (code.startsWith("#!")) return other.transpileModule(code, how); // which must stay the beginning
      const compilerOptions = {
        ...how.compilerOptions,
        skipDefaultLibCheck: true,
        inlineSourceMap: true,
      };
      const { text, map } = splitSourceMap(code);
      const output = other.transpileModule(DEFAULT_LIB + text, { ...how, compilerOptions });
      const last = splitSourceMap(output.outputText);
      return {
        ...output,
        outputText: withSourceUrl(last.text.replace(DEFAULT_LIB, "\n"), [last.map, map]),
      };
    },
  };
  // TypeScript is what its file exports, and there its functions can't be replaced one by one.
  return { ...ts, ...replaced };
}

/** The files that a file imports, and those that they import. */
function reachedFrom(file: SourceFile, program: BuilderProgram): string[] {
  const reached = new Set([file]);
  for (const one of reached) {
    // biome-ignore lint/suspicious/noExplicitAny: it is not declared
    (one as any).resolvedModules?.forEach((found: any) => {
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

export const ts: TypeScript = typescript.exports;
/** Whether V8 took the compiled code. */
export const isCompiled = script.cachedDataRejected === false;
export const compiledCode = (): Buffer => script.createCachedData();
