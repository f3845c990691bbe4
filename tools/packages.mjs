// The node packages: what package-lock.json says, in node_modules. A learner gets those that notebooks and handouts need;
// what tests, linter and browser drivers need (devDependencies) comes with the first command that uses it.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, isUnwritable } from "./failure.mjs";
import { cache, root } from "./paths.mjs";
import { run } from "./process.mjs";
import { findNpm } from "./programs.mjs";
import { withProgress } from "./progress.mjs";
import { fingerprint } from "./stamp.mjs";

const folder = join(root, "node_modules");
const stamp = join(folder, ".perceptron-stamp");
const lock = join(root, "package-lock.json");
const inputs = () => fingerprint(readFileSync(lock), process.platform, process.arch);
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
    `Installing the node packages ${all ? "of contributors " : ""}(about ${all ? 20 : 15} seconds, ${all ? 350 : 200} MB on disk)`,
    async () => {
      const first = await run(process.execPath, ci);
      if (first.code === 0 || !isUnwritable(first.output)) return first;
      // npm's cache lies in the home, where all clones share it; not every home can be written.
      return run(process.execPath, [...ci, `--cache=${join(cache, "npm")}`]);
    },
    counter(all),
  );
  if (code !== 0) fail("the installation of the node packages", output);
  writeFileSync(stamp, all ? `${before}\n${ALL}` : before);
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
