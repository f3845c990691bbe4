// Builds dist/, in two parts. For notebooks: src/ as one CommonJS file, which the kernel can load, with its types; the kernel;
// the types of Node and of the language (lib/); TypeScript, precompiled; JupyterLab's extension. For handouts: the scripts of a
// page; the program by which JupyterLab exports one; and the programs with which grading reads and runs cells.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeLanguage, writeNodeTypes } from "../../kernel/write-declarations.mjs";
import { Failure } from "../failure.mjs";
import { cache, dist, kernelOptions, packageOfModule, root } from "../paths.mjs";
import { allSettled, run } from "../process.mjs";
import { fingerprint } from "./fingerprint.mjs";

/**
 * @typedef {object} Part
 * @property {string} stamp file with the fingerprint of the inputs and the names of the built files
 * @property {string[]} folders whose files it depends on
 * @property {(esbuild: typeof import("esbuild"), outdir: string) => Promise<unknown>[]} build
 */

/** @type {Record<"notebooks" | "handouts", Part>} */
const parts = {
  notebooks: {
    stamp: join(dist, ".stamp"),
    folders: ["src", "kernel", "jupyter/labextensions"],
    build: (esbuild, outdir) => [
      buildModule(esbuild, outdir),
      buildKernel(esbuild, outdir),
      buildLabExtension(esbuild, outdir),
    ],
  },
  handouts: {
    stamp: join(dist, ".stamp-handouts"),
    folders: ["src", "kernel", "ipynb", "handout", "grade"],
    build: (esbuild, outdir) => [buildPage(esbuild, outdir), ...buildPrograms(esbuild, outdir)],
  },
};

/** @param {string} folder */
const files = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();

/** @param {Part} part */
function inputs({ folders }) {
  const names = [
    "package-lock.json",
    "package.json", // what #display and #files mean
    "tsconfig.json",
    "tools/setup/build.mjs",
    "tools/setup/type-declarations.mjs",
  ];
  const all = names.map((name) => join(root, name));
  for (const name of folders) all.push(...files(join(root, name)));
  return fingerprint(
    process.version,
    ...kernelOptions, // under which TypeScript is compiled
    ...all.flatMap((file) => [file.slice(root.length).replaceAll("\\", "/"), readFileSync(file)]),
  );
}

/**
 * node_modules/perceptron, which notebooks import. Not the link that npm makes of "file:.": not every disk can hold links, and
 * one to its own parent folder sends programs that copy folders into an endless loop.
 */
const modulePackage = `${JSON.stringify({
  name: "perceptron",
  main: "../../dist/index.cjs",
  types: "../../dist/index.d.ts",
})}\n`;

export function writeModulePackage() {
  const folder = dirname(packageOfModule);
  rmSync(folder, { recursive: true, force: true }); // through a link we would write over our own package.json
  mkdirSync(folder, { recursive: true });
  writeFileSync(packageOfModule, modulePackage);
}

const hasContent = (/** @type {string} */ file, /** @type {string} */ text) =>
  existsSync(file) && readFileSync(file, "utf8") === text;

export const hasModulePackage = () => hasContent(packageOfModule, modulePackage);

/** @param {Part} part */
const readStamp = ({ stamp }) => (existsSync(stamp) ? readFileSync(stamp, "utf8").split("\n") : []);

/** @param {keyof typeof parts} name */
export const isBuilt = (name) => readStamp(parts[name])[0] === inputs(parts[name]);

/** Options for a file for Node with all that it imports. */
const nodeBundle = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
});

/** @param {keyof typeof parts} name */
export async function build(name) {
  const part = parts[name];
  const before = inputs(part);
  const fresh = join(cache, `dist-${name}-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    await allSettled(part.build(await import("esbuild"), fresh));
    const writtenFiles = replaceFiles(part, fresh);
    writeFileSync(part.stamp, [before, ...writtenFiles].join("\n"));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * The module that notebooks import, and its types.
 *
 * @param {typeof import("esbuild")} esbuild
 * @param {string} outdir
 */
async function buildModule(esbuild, outdir) {
  const typing = run(process.execPath, [
    join(root, "tools", "setup", "type-declarations.mjs"),
    outdir,
  ]);
  try {
    await esbuild.build({
      ...nodeBundle,
      entryPoints: ["src/index.ts"],
      outfile: join(outdir, "index.cjs"),
      external: ["danfojs-node", "tslab"],
      logLevel: "silent",
    });
  } catch (error) {
    await typing;
    throw new Failure(
      `${/** @type {Error} */ (error).message.trim()}\n\nThe files in src/ do not compile: correct the lines above ` +
        "(or bring the files back with: git checkout src) and run the same command again.",
    );
  }
  const { code, output } = await typing;
  if (code !== 0) throw new Error(output);
}

/**
 * The kernel: start.cjs runs the cells, server.cjs speaks to Jupyter, cache-typescript.cjs is for this build; Node's types; and TypeScript,
 * compiled.
 *
 * @param {typeof import("esbuild")} esbuild
 * @param {string} outdir
 */
async function buildKernel(esbuild, outdir) {
  const typescript = join(root, "node_modules/@tslab/typescript-for-tslab/lib/typescript.js");
  const minified = esbuild.transform(readFileSync(typescript, "utf8"), { minify: true });
  await esbuild.build({
    ...nodeBundle,
    entryPoints: ["kernel/start.ts", "kernel/server.ts", "kernel/cache-typescript.ts"],
    outdir: join(outdir, "kernel"),
    outExtension: { ".js": ".cjs" },
    packages: "external",
  });
  writeFileSync(join(outdir, "typescript.js"), (await minified).code);
  writeLanguage(join(outdir, "lib"));
  const compiler = [join(outdir, "kernel", "cache-typescript.cjs"), join(outdir, "typescript.bin")];
  const compiling = run(process.execPath, [...kernelOptions, ...compiler]);
  writeNodeTypes(join(outdir, "types"));
  const compiled = await compiling;
  if (compiled.code !== 0) throw new Error(compiled.output);
}

/**
 * JupyterLab's extension, in a folder as JupyterLab expects it.
 *
 * @param {typeof import("esbuild")} esbuild
 * @param {string} outdir
 */
async function buildLabExtension(esbuild, outdir) {
  const name = join("labextensions", "perceptron-runs");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [join(root, "jupyter", name, "runs.ts")],
    outdir: join(outdir, name),
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
  });
  copyFileSync(join(root, "jupyter", name, "package.json"), join(outdir, name, "package.json"));
}

const PAGE_SCRIPTS = [
  ...["figures.ts", "contents.ts", "slides.ts", "page.ts"],
  ...["on-demand.ts", "sandbox.ts", "worker.ts"],
];

/**
 * The scripts of a handout: figures.js, contents.js, slides.js and page.js run at once, on-demand.js once the reader edits or runs,
 * worker.js runs the cells.
 *
 * @param {typeof import("esbuild")} esbuild
 * @param {string} folder
 */
async function buildPage(esbuild, folder) {
  const outdir = join(folder, "page");
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: PAGE_SCRIPTS.map((name) => join(root, "handout", "page", name)),
    outdir,
    bundle: true,
    minify: true,
    legalComments: "none", // every handout names the packages of packages.json with their licences
    metafile: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
  });
  const parts = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const packages = parts.flatMap(([file, { bytesInOutput }]) => {
    const [folder] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file) ?? [];
    return folder && bytesInOutput > 0 ? [folder] : [];
  });
  writeFileSync(join(outdir, "packages.json"), JSON.stringify([...new Set(packages)].sort()));
  const { writeFonts } = await import("../../handout/fonts.mjs"); // its packages are there only now
  await writeFonts(root, join(outdir, "fonts.css"));
}

/**
 * The programs that JupyterLab and grading start.
 *
 * @param {typeof import("esbuild")} esbuild
 * @param {string} outdir
 */
const buildPrograms = (esbuild, outdir) => [
  esbuild.build({
    ...nodeBundle,
    entryPoints: ["grade/sandboxed-runner.ts", "grade/plan-worker.ts"],
    outdir,
    outExtension: { ".js": ".cjs" },
    minify: true,
  }),
  esbuild.build({
    ...nodeBundle,
    entryPoints: ["handout/export-from-lab.ts"],
    outfile: join(outdir, "handout.mjs"),
    format: "esm",
    // CommonJS packages import Node's modules by require.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  }),
];

/**
 * Replaces the old files by the new ones, one rename each: a kernel that is loading finds them all.
 *
 * @param {Part} part
 * @param {string} fresh
 * @returns their names
 */
function replaceFiles(part, fresh) {
  const names = files(fresh).map((file) => file.slice(fresh.length + 1));
  const [, ...oldNames] = readStamp(part);
  rmSync(part.stamp, { force: true });
  for (const name of names) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    renameSync(join(fresh, name), join(dist, name));
  }
  for (const name of oldNames) if (!names.includes(name)) rmSync(join(dist, name), { force: true });
  return names;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await build("notebooks");
  await build("handouts");
}
