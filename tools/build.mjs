// Builds dist/: of src/ one CommonJS file, which the notebook kernel can load, and its types; the kernel; Node's types, the
// language's (lib/) and TypeScript, compiled; the scripts of a handout; the program by which JupyterLab exports one; and
// those that grading reads and runs cells in.
import {
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
import { writeLanguage, writeNodeTypes } from "../kernel/nodetypes.mjs";
import { Failure } from "./failure.mjs";
import { cache, dist, kernelOptions, packageOfModule, root } from "./paths.mjs";
import { run, together } from "./process.mjs";
import { fingerprint } from "./stamp.mjs";

const stamp = join(dist, ".stamp");

/** @param {string} folder */
const files = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();

/** What dist/ depends on. */
function inputs() {
  const names = [
    "package-lock.json",
    "package.json", // what #kernel and #files mean
    "tsconfig.json",
    "tools/build.mjs",
  ];
  const folders = ["src", "kernel", "handout", "grade"].map((name) => join(root, name));
  return fingerprint(
    process.version,
    ...kernelOptions, // under which TypeScript is compiled
    ...[...names.map((name) => join(root, name)), ...folders.flatMap(files)].flatMap((file) => [
      file.slice(root.length).replaceAll("\\", "/"),
      readFileSync(file),
    ]),
  );
}

/**
 * Where notebooks find the module. Not a link that npm would make of "file:.": not every disk can hold one, and one that
 * leads back to its own folder makes programs that copy folders go round for ever.
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

const holds = (/** @type {string} */ file, /** @type {string} */ text) =>
  existsSync(file) && readFileSync(file, "utf8") === text;

export const hasModulePackage = () => holds(packageOfModule, modulePackage);
export const isBuilt = () => holds(stamp, inputs());

/** One file for Node of all that it imports. */
const forNode = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
});

export async function build() {
  const before = inputs();
  const fresh = join(cache, `dist-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    const esbuild = await import("esbuild");
    await together([
      buildModule(esbuild, fresh),
      buildKernel(esbuild, fresh),
      buildPage(esbuild, join(fresh, "page")),
      esbuild.build({
        ...forNode,
        entryPoints: ["grade/answers.ts", "grade/plan-worker.ts"],
        outdir: fresh,
        outExtension: { ".js": ".cjs" },
        minify: true,
      }),
      esbuild.build({
        ...forNode,
        entryPoints: ["handout/export-from-lab.ts"],
        outfile: join(fresh, "handout.mjs"),
        format: "esm",
        // Packages in CommonJS ask for Node's own modules by require.
        banner: {
          js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
        },
      }),
    ]);
    replace(fresh);
    writeFileSync(stamp, before);
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
  const tsc = join(root, "node_modules", "@tslab", "typescript-for-tslab", "lib", "tsc.js");
  const typing = run(process.execPath, [tsc, "-p", "src", "--outDir", outdir]);
  await esbuild.build({
    ...forNode,
    entryPoints: ["src/index.ts"],
    outfile: join(outdir, "index.cjs"),
    external: ["danfojs-node", "tslab"],
  });
  const types = await typing;
  if (types.code !== 0) {
    throw new Failure(
      `${types.output.trim()}\n\nThe files in src/ do not compile: correct the lines above ` +
        "(or bring the files back with: git checkout src) and run the same command again.",
    );
  }
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
    ...forNode,
    entryPoints: ["kernel/start.ts", "kernel/server.ts", "kernel/cache-typescript.ts"],
    outdir: join(outdir, "kernel"),
    outExtension: { ".js": ".cjs" },
    packages: "external",
  });
  writeFileSync(join(outdir, "typescript.js"), (await minified).code);
  await writeLanguage(join(outdir, "lib"));
  const compiler = [join(outdir, "kernel", "cache-typescript.cjs"), join(outdir, "typescript.bin")];
  const compiling = run(process.execPath, [...kernelOptions, ...compiler]);
  await writeNodeTypes(join(outdir, "types"));
  const compiled = await compiling;
  if (compiled.code !== 0) throw new Error(compiled.output);
}

/**
 * The scripts of a handout: figures.js and page.js begin at once, on-demand.js when somebody edits or runs, worker.js runs the cells.
 *
 * @param {typeof import("esbuild")} esbuild
 * @param {string} outdir
 */
async function buildPage(esbuild, outdir) {
  const page = (/** @type {string} */ name) => join(root, "handout", "page", name);
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [
      ...["figures.ts", "page.ts", "on-demand.ts", "sandbox.ts", "worker.ts"].map(page),
    ],
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
  const { writeFonts } = await import("../handout/fonts.mjs"); // its packages are there only now
  await writeFonts(root, join(outdir, "fonts.css"));
}

/** Puts the new files over the old ones, one rename each: a kernel that loads now finds them all. */
function replace(/** @type {string} */ fresh) {
  const names = files(fresh).map((file) => file.slice(fresh.length));
  rmSync(stamp, { force: true });
  for (const name of names) {
    mkdirSync(dirname(dist + name), { recursive: true });
    renameSync(fresh + name, dist + name);
  }
  for (const file of files(dist)) {
    if (!names.includes(file.slice(dist.length))) rmSync(file);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await build();
