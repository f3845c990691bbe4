/**
 * Makes the programs of a cell in less time, and reads Node's types only when a cell needs them: they take longest of all
 * that TypeScript reads at the start. tslab makes two programs of each cell, the first only to see which names it declares;
 * its builder would, both times, compute all dependencies of every file.
 *
 * Not needed once tslab starts and runs a cell as fast without it: `npm run bench -- or cold`. Until then the kernel must give
 * the answers of the stock converter: test/full/typescript.test.ts.
 */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type {
  BuilderProgram,
  CompilerOptions,
  CreateProgram,
  SourceFile,
  System,
  WatchCompilerHostOfFilesAndCompilerOptions,
} from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./typescript.js";

const dist = join(__dirname, "..");
const NODE_REFERENCE = '/// <reference types="node" />\n';
let readsNodeTypes = false;

/**
 * From the next program on, TypeScript reads the types of Node.
 *
 * @returns whether it did not before
 */
export function readNodeTypes(): boolean {
  const isNew = !readsNodeTypes;
  readsNodeTypes = true;
  return isNew;
}

/** The latest program, and the file in it that declares the names of earlier cells. */
let latest: { program: BuilderProgram; earlierFile: string } | undefined;
export const latestProgram = () => latest;

/** The one of two signatures by which tslab calls it. */
type CreateWatchHost = (
  files: string[],
  options: CompilerOptions,
  system: System,
  createProgram: CreateProgram<BuilderProgram>,
  ...rest: unknown[]
) => WatchCompilerHostOfFilesAndCompilerOptions<BuilderProgram>;

export function fasterPrograms(ts: TypeScript): Partial<TypeScript> {
  const createStockHost = ts.createWatchCompilerHost as CreateWatchHost;
  const createWatchCompilerHost: CreateWatchHost = (files, options, system, _, ...rest) => {
    const [earlierFile, cellFile] = files;
    const ourOptions = {
      ...options,
      types: ["console"],
      typeRoots: [join(dist, "types")],
      inlineSourceMap: true, // for the lines of an error
      inlineSources: true,
    };
    const { readFile } = system;
    system.readFile = (path, encoding) => {
      const text = readFile(libraryFile(path), encoding);
      if (path !== earlierFile || !readsNodeTypes) return text;
      // The program writes the reference into its declarations, which are this file's next text.
      return NODE_REFERENCE + text?.replaceAll(NODE_REFERENCE, "");
    };
    const createProgram = (...args: Parameters<typeof ts.createAbstractBuilder>) => {
      const program = ts.createAbstractBuilder(...args);
      latest = { program, earlierFile };
      ts.bindSourceFile(program.getSourceFile(cellFile), ourOptions); // tslab reads its names
      program.getAllDependencies = (file) => importedFrom(file, program);
      return program;
    };
    return createStockHost(files, ourOptions, system, createProgram as typeof _, ...rest);
  };
  return {
    createWatchCompilerHost: createWatchCompilerHost as TypeScript["createWatchCompilerHost"],
  };
}

const library = dirname(require.resolve("@tslab/typescript-for-tslab"));

/** Our version of a file of the language's declarations: one file holds them all, the others are empty. */
function libraryFile(path: string): string {
  const ours = join(dist, "lib", basename(path));
  return resolve(dirname(path)) === library && existsSync(ours) ? ours : path;
}

/** What TypeScript keeps of a file's imports; it is not declared. */
interface WithImports {
  resolvedModules?: {
    forEach(visit: (found?: { resolvedModule?: Resolved } & Resolved) => void): void;
  };
}
interface Resolved {
  resolvedFileName?: string;
}

/** The files that a file imports, and those that they import. */
function importedFrom(file: SourceFile, program: BuilderProgram): string[] {
  const files = new Set([file]);
  for (const each of files)
    (each as WithImports).resolvedModules?.forEach((found) => {
      const { resolvedFileName = "" } = found?.resolvedModule ?? found ?? {};
      const imported = program.getSourceFile(resolvedFileName);
      if (imported) files.add(imported);
    });
  return [...files].map(({ fileName }) => fileName);
}
