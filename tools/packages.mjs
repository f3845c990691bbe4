// The node packages: what package-lock.json says, in node_modules.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

export const hasNodePackages = () => existsSync(stamp) && readFileSync(stamp, "utf8") === inputs();

/** Against what a user's own npm configuration may say: our packages are these, whole, here, and now. */
const OPTIONS = [
  "--global=false",
  "--location=project",
  "--dry-run=false",
  "--package-lock-only=false",
  "--ignore-scripts",
  "--include=dev",
  "--include=optional",
  "--install-strategy=hoisted",
  "--install-links=false",
  "--bin-links=false", // not every disk can hold links
  "--before=null",
  "--min-release-age=0",
  "--prefer-offline",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=5000",
  "--no-audit",
  "--no-fund",
  "--loglevel=warn",
];

export async function installNodePackages() {
  const npm = findNpm();
  rmSync(stamp, { force: true });
  const before = inputs();
  const ci = [npm, "ci", ...OPTIONS];
  const { code, output } = await withProgress(
    "Installing the node packages (about 20 seconds, 370 MB on disk)",
    async () => {
      const first = await run(process.execPath, ci);
      if (first.code === 0 || !isUnwritable(first.output)) return first;
      // npm's cache lies in the home, where all clones share it; not every home can be written.
      return run(process.execPath, [...ci, `--cache=${join(cache, "npm")}`]);
    },
    counter(),
  );
  if (code !== 0) fail("the installation of the node packages", output);
  dropMaps(join(folder, "@tensorflow"));
  writeFileSync(stamp, before);
}

export const removeNodePackages = () => rmSync(folder, { recursive: true, force: true });

/** How many packages of the lock file are there. npm makes all folders first, then fills them. */
function counter() {
  /** @type {{ packages: Record<string, { optional?: boolean }> }} */
  const { packages } = JSON.parse(readFileSync(lock, "utf8"));
  const wanted = Object.entries(packages).filter(([name, { optional }]) => name && !optional);
  return () => {
    const there = wanted.filter(([name]) => existsSync(join(root, name, "package.json")));
    return `${there.length} of ${wanted.length} packages`;
  };
}

/**
 * Two fifths of all that was installed only help to debug TensorFlow.js.
 * @param {string} folder
 */
function dropMaps(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".map")) rmSync(join(folder, name));
}
