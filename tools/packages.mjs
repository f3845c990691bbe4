// The node packages: what package-lock.json says, in node_modules. What the first notebook needs is there soon; what a learner
// needs besides (danfojs alone has three quarters of all files) follows once JupyterLab runs; what tests, linter and browser
// drivers need (devDependencies) comes with the first command that uses it.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explain, fail, isUnwritable } from "./failure.mjs";
import { cache, root } from "./paths.mjs";
import { run } from "./process.mjs";
import { findNpm } from "./programs.mjs";
import { withProgress } from "./progress.mjs";
import { fingerprint } from "./stamp.mjs";

/**
 * Which packages: those of a first notebook, of the whole course, or also of contributors. Each has those of the one before.
 * @typedef {"first" | "course" | "contributors"} Extent
 */

/** @type {Record<Extent, { what: string, room: string, npm: string }>} */
const extents = {
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

/** What the kernel, the module and their build load; package-lock.json says what these need. */
export const FIRST = [
  "@tslab/typescript-for-tslab",
  "@types/node",
  "esbuild",
  "papaparse",
  "plotly.js-dist-min",
  "tslab",
  "zeromq",
];

const folder = join(root, "node_modules");
const stamp = join(folder, ".perceptron-stamp");
/** What stands in kernel/ is copied, and npm goes by its version. */
const own = ["index.cjs", "package.json"].map((name) => join(root, "kernel", "tensorflow", name));
const inputs = () =>
  fingerprint(
    ...[join(root, "package-lock.json"), ...own].map((file) => readFileSync(file)),
    process.platform,
    process.arch,
  );

/** @param {Extent} extent */
export function hasNodePackages(extent) {
  const [made, which] = (existsSync(stamp) ? readFileSync(stamp, "utf8") : "").split("\n");
  const order = Object.keys(extents);
  return made === inputs() && order.indexOf(which) >= order.indexOf(extent);
}

/**
 * @typedef {{ name?: string, version?: string, integrity?: string, resolved?: string, bin?: unknown, dev?: boolean,
 *   optional?: boolean, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Locked
 * @typedef {{ packages: Record<string, Locked> }} Lock
 */

/** @returns {Lock} */
const readLock = () => JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

/**
 * The part of a lock file that some packages need: each with what it asks for, as Node would find it.
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

/** Against what a user's own npm configuration may say: our packages are these, whole, here, and now. */
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

/** What the stamp said before an installation that adds to the packages that are there. */
let before = "";

/**
 * A learner's packages stay where they are, for a kernel may run, and others come in beside them.
 * @param {Extent} extent
 */
export async function installNodePackages(extent) {
  const npm = findNpm();
  const { what, room, npm: which } = extents[extent];
  const made = `${inputs()}\n${extent}`;
  before = hasNodePackages("first") ? readFileSync(stamp, "utf8") : "";
  rmSync(stamp, { force: true });
  const project = extent === "first" ? firstProject() : root;
  const how = before ? ["install", "--no-save"] : ["ci"];
  const command = [npm, ...how, which, ...OPTIONS, `--prefix=${project}`];
  const { code, output } = await withProgress(
    `Installing ${what} (${room})`,
    async () => {
      const first = await withAddresses(npm, project, async () => {
        const one = await run(process.execPath, command);
        if (one.code === 0 || !isUnwritable(one.output)) return one;
        // npm's cache lies in the home, where all clones share it; not every home can be written.
        return run(process.execPath, [...command, `--cache=${join(cache, "npm")}`]);
      });
      if (first.code === 0 || explain("", first.output)) return first;
      return run(process.execPath, command); // a registry may keep its packages elsewhere, and a scope may have its own
    },
    counter(extent, project),
  );
  if (code !== 0) fail(`the installation of ${what}`, output);
  if (project !== root) await moveIn(project);
  writeFileSync(stamp, made);
}

/** npm installs a whole lock file or nothing: so the part of a first notebook is a project of its own, whose packages move here. */
function firstProject() {
  const project = join(cache, "first-notebook");
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  const part = lockOf("first");
  const { overrides } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const write = (/** @type {string} */ name, /** @type {object} */ value) =>
    writeFileSync(join(project, name), JSON.stringify(value));
  write("package.json", { ...part.packages[""], overrides });
  write("package-lock.json", part);
  cpSync(join(root, "kernel", "nothing"), join(project, "kernel", "nothing"), { recursive: true });
  return project;
}

/** @param {string} project */
async function moveIn(project) {
  rmSync(folder, { recursive: true, force: true });
  for (let patience = 20; ; patience--) {
    try {
      await rename(join(project, "node_modules"), folder);
      break;
    } catch (error) {
      if (patience === 0) throw error;
      await sleep(250); // a virus scanner may still read what has just been written
    }
  }
  rmSync(project, { recursive: true, force: true });
}

/**
 * The lock file names no registry, so that every school's own will do. But without an address npm asks for the document of each
 * package, with all its versions: 40 MB. So the addresses of this computer's registry stand beside it while npm works.
 * @template T
 * @param {string} npm
 * @param {string} project
 * @param {() => Promise<T>} work
 */
async function withAddresses(npm, project, work) {
  const addressed = join(project, "npm-shrinkwrap.json"); // npm reads this one first, where it is there
  rmSync(addressed, { force: true }); // of a set-up that was killed
  const { code, output } = await run(process.execPath, [npm, "config", "get", "registry"]);
  const [registry] = /^https?:\/\/\S+$/m.exec(output) ?? [];
  if (code !== 0 || !registry) return work();
  const locked = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8"));
  try {
    writeFileSync(addressed, JSON.stringify(addPackageAddresses(locked, registry)));
  } catch {
    rmSync(addressed, { force: true });
    return work(); // it says what can't be written
  }
  try {
    return await work();
  } finally {
    rmSync(addressed, { force: true });
  }
}

/** @param {Extent} extent */
const lockOf = (extent) => (extent === "first" ? partOfLock(readLock(), FIRST) : readLock());

/**
 * Where its packages are, also those that only some computers get.
 * @param {Extent} extent
 */
const placesOf = (extent) =>
  Object.entries(lockOf(extent).packages)
    .filter(([place, { dev }]) => place && (extent === "contributors" || !dev))
    .map(([place]) => place);

/**
 * How many packages of the lock file are there. npm makes all folders first, then fills them.
 * @param {Extent} extent
 * @param {string} project
 */
function counter(extent, project) {
  const { packages } = readLock();
  const places = placesOf(extent).filter((place) => !packages[place].optional);
  return () => {
    const there = places.filter((place) => existsSync(join(project, place, "package.json")));
    return `${there.length} of ${places.length} packages`;
  };
}

/**
 * A lock file in which each package of a registry has its address there. Without the names of programs: we make none (not
 * every disk can hold links), and npm would install a package anew whose programs it misses, under a kernel that runs.
 * @param {Lock} locked
 * @param {string} registry
 */
export function addPackageAddresses(locked, registry) {
  const packages = Object.entries(locked.packages).map(([place, { bin, ...one }]) => {
    if (one.resolved || !one.integrity) return [place, one];
    const name = one.name ?? place.slice(place.lastIndexOf("node_modules/") + 13);
    const file = `${name.slice(name.lastIndexOf("/") + 1)}-${one.version}.tgz`;
    return [place, { ...one, resolved: `${registry.replace(/\/$/, "")}/${name}/-/${file}` }];
  });
  return { ...locked, packages: Object.fromEntries(packages) };
}

/**
 * What an installation that failed or was stopped has left. Those that were there before stay: a kernel may run.
 * @param {Extent} extent
 */
export function removeNodePackages(extent) {
  if (!before) return rmSync(folder, { recursive: true, force: true });
  const [, former] = before.split("\n");
  const stay = new Set(placesOf(/** @type {Extent} */ (former)));
  for (const place of placesOf(extent))
    if (!stay.has(place)) rmSync(join(root, place), { recursive: true, force: true });
  rmSync(join(folder, ".package-lock.json"), { force: true }); // npm looks for itself then
  writeFileSync(stamp, before);
}
