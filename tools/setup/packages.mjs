// Installs the packages of package-lock.json into node_modules, in three steps. Those of the first notebook come first; the
// rest of the course's (danfojs alone has three quarters of all files) once JupyterLab runs; devDependencies (tests, linter,
// browser drivers) with the first command that uses them.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explainCause, failWithOutput, isWriteError } from "../failure.mjs";
import { cache, root } from "../paths.mjs";
import { run } from "../process.mjs";
import { withProgress } from "../progress.mjs";
import { findNpm } from "./find-programs.mjs";
import { fingerprint } from "./fingerprint.mjs";

/**
 * Which packages: for the first notebook, for the whole course, or also for contributors. Each includes the one before.
 * @typedef {"first" | "course" | "contributors"} Extent
 */

/** @type {Record<Extent, { what: string, room: string, npm: string }>} */
const EXTENTS = {
  first: {
    what: "the node packages of a first notebook",
    room: "about 5 seconds, 100 MB on disk",
    npm: "--omit=dev",
  },
  course: {
    what: "the node packages of the course",
    room: "about 15 seconds, 250 MB on disk",
    npm: "--omit=dev",
  },
  contributors: {
    what: "the node packages of handouts and tests",
    room: "about 20 seconds, 380 MB on disk",
    npm: "--include=dev",
  },
};

/** The packages that the kernel, the module and their build load; their dependencies are in package-lock.json. */
export const FIRST_PACKAGES = [
  "@tslab/typescript-for-tslab",
  "@types/node",
  "esbuild",
  "papaparse",
  "plotly.js-dist-min",
  "tslab",
  "zeromq",
];

const folder = join(root, "node_modules");
const stampFile = join(folder, ".perceptron-stamp");
/** The local package in kernel/ is copied, and npm would not notice a change under the same version. */
const localPackageFiles = ["index.cjs", "package.json"].map((name) =>
  join(root, "kernel", "tensorflow", name),
);
const inputs = () =>
  fingerprint(
    ...[join(root, "package-lock.json"), ...localPackageFiles].map((file) => readFileSync(file)),
    process.platform,
    process.arch,
  );

/** @param {Extent} extent */
export function hasNodePackages(extent) {
  const [stampText, which] = (existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "").split(
    "\n",
  );
  const order = Object.keys(EXTENTS);
  return stampText === inputs() && order.indexOf(which) >= order.indexOf(extent);
}

/**
 * @typedef {{ name?: string, version?: string, integrity?: string, resolved?: string, dev?: boolean,
 *   optional?: boolean, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Locked
 * @typedef {{ packages: Record<string, Locked> }} Lock
 */

/** @returns {Lock} */
const readLock = () => JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

/**
 * The part of a lock file with some packages and their dependencies, resolved as Node does.
 * @template {Lock} Whole
 * @param {Whole} whole
 * @param {string[]} names of packages
 * @returns {Whole}
 */
export function partOfLock(whole, names) {
  /** @type {Set<string>} */
  const places = new Set();
  /** @type {(from: string, name: string) => void} */
  const add = (from, name) => {
    const place = `${from}node_modules/${name}`;
    const found = whole.packages[place];
    if (!found && from) return add(from.slice(0, from.lastIndexOf("node_modules/")), name);
    if (!found || places.has(place)) return;
    places.add(place);
    for (const need of Object.keys({ ...found.dependencies, ...found.optionalDependencies }))
      add(`${place}/`, need);
  };
  for (const name of names) add("", name);
  const { "": top, ...rest } = whole.packages;
  const asked = Object.entries(top.dependencies ?? {}).filter(([name]) => names.includes(name));
  const kept = Object.entries(rest).filter(([place]) => places.has(place));
  const { name, version } = top;
  return {
    ...whole,
    packages: {
      "": { name, version, dependencies: Object.fromEntries(asked) },
      ...Object.fromEntries(kept),
    },
  };
}

/** Overrides a user's npm configuration. */
const OPTIONS = [
  "--global=false",
  "--location=project",
  "--dry-run=false",
  "--package-lock-only=false",
  "--ignore-scripts",
  "--include=optional",
  "--install-strategy=hoisted",
  "--install-links=true", // copies of what lies in kernel/: not every disk can hold links
  "--bin-links=false",
  "--before=null",
  "--min-release-age=0",
  "--prefer-offline",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=5000",
  "--no-audit",
  "--no-fund",
  "--loglevel=warn",
];

/** @type {Promise<string | undefined> | undefined} */
let registry;

/** The URL of npm's registry. Asking npm takes a third of a second: it is done once, while Python is looked for. */
export function findRegistry() {
  const ask = async (/** @type {string} */ npm) => {
    const { code, output } = await run(process.execPath, [npm, "config", "get", "registry"]);
    return code === 0 ? /^https?:\/\/\S+$/m.exec(output)?.[0] : undefined;
  };
  registry ??= ask(findNpm());
  return registry;
}

/**
 * The folder in which npm installs. The packages in use are not touched until it has succeeded.
 */
const project = join(cache, "packages");
const oldPackages = join(cache, "former-packages");

/** @param {Extent} extent */
export async function installNodePackages(extent) {
  const npm = findNpm();
  const { what, room, npm: which } = EXTENTS[extent];
  const newStamp = `${inputs()}\n${extent}`;
  makeProject(extent);
  const ci = [npm, "ci", which, ...OPTIONS, `--prefix=${project}`];
  const { code, output } = await withProgress(
    `Installing ${what} (${room})`,
    async () => {
      const first = await withPackageUrls(async () => {
        const result = await run(process.execPath, ci);
        if (result.code === 0 || !isWriteError(result.output)) return result;
        // npm's cache is in the user's home, which may be read-only.
        return run(process.execPath, [...ci, `--cache=${join(cache, "npm")}`]);
      });
      if (first.code === 0 || explainCause("", first.output)) return first;
      return run(process.execPath, ci); // a registry may keep its packages elsewhere, and a scope may have its own
    },
    installProgress(extent),
  );
  if (code !== 0) failWithOutput(`the installation of ${what}`, output);
  // Adding packages leaves the installed ones in place, so the old stamp stays valid until the end.
  const more = hasNodePackages("first");
  if (!more) await moveOldPackagesAway();
  for (const place of more ? packagePaths(extent) : ["node_modules"]) await moveIn(place);
  writeFileSync(stampFile, newStamp);
  removeProject();
}

/**
 * npm installs a whole lock file or nothing: for the first notebook the project has a smaller one.
 * @param {Extent} extent
 */
function makeProject(extent) {
  removeProject();
  mkdirSync(project, { recursive: true });
  const lock = lockFor(extent);
  const asked = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const top = extent === "first" ? { ...lock.packages[""], overrides: asked.overrides } : asked;
  const write = (/** @type {string} */ name, /** @type {object} */ value) =>
    writeFileSync(join(project, name), JSON.stringify(value));
  write("package.json", top);
  write("package-lock.json", lock);
  for (const name of [".npmrc", "kernel/nothing", "kernel/tensorflow"])
    if (existsSync(join(root, name)))
      cpSync(join(root, name), join(project, name), { recursive: true });
}

export function removeProject() {
  for (const name of [project, oldPackages])
    rmSync(name, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** By a rename: on Windows a file that another program holds open would stop a removal half way. */
async function moveOldPackagesAway() {
  rmSync(stampFile, { force: true });
  if (existsSync(folder)) await move(folder, oldPackages);
}

/**
 * Moves a folder, with its contents, from the project into the clone, unless it is there.
 * @param {string} place
 */
async function moveIn(place) {
  const [from, to] = [join(project, place), join(root, place)];
  if (!existsSync(from) || existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  await move(from, to);
}

/**
 * @param {string} from
 * @param {string} to
 */
async function move(from, to) {
  for (let attemptsLeft = 20; ; attemptsLeft--) {
    try {
      return await rename(from, to);
    } catch (error) {
      const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === "EXDEV") return cpSync(from, to, { recursive: true }); // a volume of its own
      if (attemptsLeft === 0 || !["EACCES", "EBUSY", "EPERM"].includes(code)) throw error;
      await sleep(250); // a virus scanner may still read what has just been written
    }
  }
}

/**
 * The lock file has no URLs, so that any registry can be used. But without URLs npm requests the metadata of each package,
 * with all its versions: 40 MB. So a copy with the URLs of this computer's registry is there while npm works.
 * @template T
 * @param {() => Promise<T>} work
 */
async function withPackageUrls(work) {
  const shrinkwrap = join(project, "npm-shrinkwrap.json"); // npm reads this one first, where it is there
  rmSync(shrinkwrap, { force: true }); // of a set-up that was killed
  const registry = await findRegistry();
  if (!registry) return work();
  const locked = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8"));
  try {
    writeFileSync(shrinkwrap, JSON.stringify(addPackageUrls(locked, registry)));
  } catch {
    rmSync(shrinkwrap, { force: true });
    return work(); // it says what can't be written
  }
  try {
    return await work();
  } finally {
    rmSync(shrinkwrap, { force: true });
  }
}

/**
 * The lock file for the first notebook, or the whole one: npm itself leaves out devDependencies.
 * @param {Extent} extent
 */
const lockFor = (extent) =>
  extent === "first" ? partOfLock(readLock(), FIRST_PACKAGES) : readLock();

/**
 * The paths of an extent's packages, including optional ones.
 * @param {Extent} extent
 */
const packagePaths = (extent) =>
  Object.entries(lockFor(extent).packages)
    .filter(([place, { dev }]) => place && (extent === "contributors" || !dev))
    .map(([place]) => place);

/**
 * Progress: how many packages are installed. npm makes all folders first, then fills them.
 * @param {Extent} extent
 */
function installProgress(extent) {
  const { packages } = readLock();
  const places = packagePaths(extent).filter((place) => !packages[place].optional);
  return () => {
    const installed = places.filter((place) => existsSync(join(project, place, "package.json")));
    return `${installed.length} of ${places.length} packages`;
  };
}

/**
 * A lock file in which each package has its URL in a registry.
 * @param {Lock} locked
 * @param {string} registry
 */
export function addPackageUrls(locked, registry) {
  const packages = Object.entries(locked.packages).map(([place, one]) => {
    if (one.resolved || !one.integrity) return [place, one];
    const name = one.name ?? place.slice(place.lastIndexOf("node_modules/") + 13);
    const file = `${name.slice(name.lastIndexOf("/") + 1)}-${one.version}.tgz`;
    return [place, { ...one, resolved: `${registry.replace(/\/$/, "")}/${name}/-/${file}` }];
  });
  return { ...locked, packages: Object.fromEntries(packages) };
}
