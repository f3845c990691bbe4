// The node packages: what package-lock.json says, in node_modules. A learner gets those that notebooks and handouts need;
// what tests, linter and browser drivers need (devDependencies) comes with the first command that uses it.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explain, fail, isUnwritable } from "./failure.mjs";
import { cache, root } from "./paths.mjs";
import { run } from "./process.mjs";
import { findNpm } from "./programs.mjs";
import { withProgress } from "./progress.mjs";
import { fingerprint } from "./stamp.mjs";

const folder = join(root, "node_modules");
const stamp = join(folder, ".perceptron-stamp");
const lock = join(root, "package-lock.json");
/** npm reads this one first, where it is there. */
const addressed = join(root, "npm-shrinkwrap.json");
/** What stands in kernel/ is copied, and npm goes by its version. */
const own = ["index.cjs", "package.json"].map((name) => join(root, "kernel", "tensorflow", name));
const inputs = () =>
  fingerprint(...[lock, ...own].map((file) => readFileSync(file)), process.platform, process.arch);
const ALL = "with those of contributors";

/** @param {boolean} all with those of contributors */
export function hasNodePackages(all) {
  const [made, which] = (existsSync(stamp) ? readFileSync(stamp, "utf8") : "").split("\n");
  return made === inputs() && (which === ALL || !all);
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

/** @param {boolean} all with those of contributors */
export async function installNodePackages(all) {
  const npm = findNpm();
  // A learner's packages stay where they are, for a kernel may run, and the others come in beside them.
  const how = hasNodePackages(false) ? ["install", "--no-save"] : ["ci"];
  const which = all ? "--include=dev" : "--omit=dev";
  const before = inputs();
  rmSync(stamp, { force: true });
  const ci = [npm, ...how, which, ...OPTIONS];
  const { code, output } = await withProgress(
    `Installing the node packages${all ? " of handouts and tests" : ""} (about ${all ? 20 : 15} seconds, ${all ? 380 : 250} MB on disk)`,
    async () => {
      const first = await withAddresses(npm, async () => {
        const one = await run(process.execPath, ci);
        if (one.code === 0 || !isUnwritable(one.output)) return one;
        // npm's cache lies in the home, where all clones share it; not every home can be written.
        return run(process.execPath, [...ci, `--cache=${join(cache, "npm")}`]);
      });
      if (first.code === 0 || explain("", first.output)) return first;
      return run(process.execPath, ci); // a registry may keep its packages elsewhere, and a scope may have its own
    },
    counter(all),
  );
  if (code !== 0) fail("the installation of the node packages", output);
  writeFileSync(stamp, all ? `${before}\n${ALL}` : before);
}

/**
 * The lock file names no registry, so that every school's own will do. But without an address npm asks for the document of each
 * package, with all its versions: 40 MB. So the addresses of this computer's registry stand beside it while npm works.
 * @template T
 * @param {string} npm
 * @param {() => Promise<T>} work
 */
async function withAddresses(npm, work) {
  rmSync(addressed, { force: true }); // of a set-up that was killed
  const { code, output } = await run(process.execPath, [npm, "config", "get", "registry"]);
  const [registry] = /^https?:\/\/\S+$/m.exec(output) ?? [];
  if (code !== 0 || !registry) return work();
  const locked = JSON.parse(readFileSync(lock, "utf8"));
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

/**
 * A lock file in which each package of a registry has its address there.
 * @param {{ packages: Record<string, { name?: string, version?: string, integrity?: string, resolved?: string }> }} locked
 * @param {string} registry
 */
export function addPackageAddresses(locked, registry) {
  const packages = Object.entries(locked.packages).map(([place, one]) => {
    if (one.resolved || !one.integrity) return [place, one];
    const name = one.name ?? place.slice(place.lastIndexOf("node_modules/") + 13);
    const file = `${name.slice(name.lastIndexOf("/") + 1)}-${one.version}.tgz`;
    return [place, { ...one, resolved: `${registry.replace(/\/$/, "")}/${name}/-/${file}` }];
  });
  return { ...locked, packages: Object.fromEntries(packages) };
}

export const removeNodePackages = () => rmSync(folder, { recursive: true, force: true });

/**
 * How many packages of the lock file are there. npm makes all folders first, then fills them.
 * @param {boolean} all
 */
function counter(all) {
  /** @type {{ packages: Record<string, { optional?: boolean, dev?: boolean }> }} */
  const { packages } = JSON.parse(readFileSync(lock, "utf8"));
  const wanted = Object.entries(packages).filter(
    ([name, { optional, dev }]) => name && !optional && (all || !dev),
  );
  return () => {
    const there = wanted.filter(([name]) => existsSync(join(root, name, "package.json")));
    return `${there.length} of ${wanted.length} packages`;
  };
}
