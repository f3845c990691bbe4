/** Computers that are not here: every pinned package has a build for each of them. Nothing is installed. */
// time limit: 300 s
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { explainCause } from "../../tools/failure.mjs";
import { cache, requirements, root } from "../../tools/paths.mjs";
import { run } from "../../tools/process.mjs";
import { findPython, findUv } from "../../tools/setup/find-programs.mjs";
import { needs } from "../support/skip.js";

const UV = "0.12.24";
/** What README promises, in the words of uv and in those of npm. */
const PYTHONS = ["3.10", "3.15"];
const PLATFORMS = [
  { uv: "x86_64-pc-windows-msvc", os: "win32", cpu: "x64", libc: "msvc" },
  { uv: "x86_64-apple-darwin", os: "darwin", cpu: "x64", libc: "libc" },
  { uv: "aarch64-apple-darwin", os: "darwin", cpu: "arm64", libc: "libc" },
  { uv: "x86_64-unknown-linux-gnu", os: "linux", cpu: "x64", libc: "glibc" },
  { uv: "aarch64-unknown-linux-gnu", os: "linux", cpu: "arm64", libc: "glibc" },
  { uv: "x86_64-unknown-linux-musl", os: "linux", cpu: "x64", libc: "musl" },
  { uv: "aarch64-unknown-linux-musl", os: "linux", cpu: "arm64", libc: "musl" },
  { uv: "aarch64-pc-windows-msvc", os: "win32", cpu: "arm64", libc: "msvc", from: "3.12" },
];

// Python packages

/** The uv of this computer, else one of our own below .cache. */
async function getUv(): Promise<string> {
  const found = await findUv();
  if (found) return found;
  const folder = path.join(cache, `uv-${UV}`);
  const windows = process.platform === "win32";
  const uv = path.join(folder, windows ? "Scripts" : "bin", windows ? "uv.exe" : "uv");
  if (existsSync(uv)) return uv;
  mkdirSync(cache, { recursive: true });
  const python = path.join(path.dirname(uv), windows ? "python.exe" : "python");
  const base = await findPython();
  for (const [command, ...args] of [
    [base.path, "-m", "venv", folder],
    [python, "-I", "-m", "pip", "install", "--only-binary", ":all:", `uv==${UV}`],
  ]) {
    const { code, output } = await run(command, args);
    if (code === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    throw new Error(output);
  }
  return uv;
}

async function dryRun(uv: string, platform: string, version: string, ...more: string[]) {
  const target = path.join(cache, "nothing-goes-here");
  const { code, output } = await run(uv, [
    ...["pip", "install", "--dry-run", "--target", target, "--no-deps", "--require-hashes"],
    ...["--only-binary", ":all:", "--python-platform", platform, "--python-version", version],
    ...["-r", requirements, ...more],
  ]);
  return { code, output };
}

/** Why no index can be asked, or what asks it. What else goes wrong is a failure. */
async function getAsker(): Promise<{ uv: string } | { reason: string }> {
  const offline = (output: string) => /network/.test(explainCause("it", output) ?? "");
  try {
    const uv = await getUv();
    const { output } = await dryRun(uv, PLATFORMS[3].uv, PYTHONS[0], "--no-cache");
    return offline(output) ? { reason: "no network: PyPI does not answer" } : { uv };
  } catch (error) {
    if (!offline((error as Error).message)) throw error;
    return { reason: "no network: uv could not be installed" };
  }
}

const asker = await getAsker();
const pythonTest = needs(test, "uv" in asker, "reason" in asker ? asker.reason : "");
const pins = [...readFileSync(requirements, "utf8").matchAll(/^[\w.-]+==/gm)].length;

for (const { uv, from } of PLATFORMS)
  for (const version of [from ?? PYTHONS[0], PYTHONS[1]])
    pythonTest(`every Python package has a wheel for ${uv} and Python ${version}`, async () => {
      const { code, output } = await dryRun((asker as { uv: string }).uv, uv, version);
      assert.is(code, 0, output);
      // Some pins are for other systems or versions, none is for no system.
      const found = [...output.matchAll(/^ \+ /gm)].length;
      assert.ok(found > pins * 0.8 && found <= pins, `${found} of ${pins} packages`);
    });

test("README promises these versions of Python", () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  assert.match(readme, `${PYTHONS[0]} to ${PYTHONS[1]}`);
});

// Node packages

interface Locked {
  version: string;
  integrity?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
const packages = Object.entries(lock.packages as Record<string, Locked>);
const require = createRequire(import.meta.url);

/** Packages that come as one program for each system: npm takes the one that fits. */
const families = packages.flatMap(([name, { optionalDependencies = {} }]) => {
  const members = Object.keys(optionalDependencies)
    .map((member) => lock.packages[`node_modules/${member}`] as Locked | undefined)
    .filter((member) => member?.cpu);
  return members.length > 0 ? [{ name: name.replace("node_modules/", ""), members }] : [];
});

test("the lock file holds the programs of esbuild, Biome and TypeScript for each system", () => {
  assert.equal(families.map(({ name }) => name).sort(), [
    "@biomejs/biome",
    "esbuild",
    "typescript",
  ]);
  for (const { name, members } of families)
    for (const { os, cpu, libc } of PLATFORMS) {
      const fits = members.filter(
        (member) =>
          member?.os?.includes(os) &&
          member.cpu?.includes(cpu) &&
          (member.libc?.includes(libc) ?? true),
      );
      assert.is(fits.length, 1, `${name} for ${os} ${cpu} ${libc}`);
      assert.ok(fits[0]?.integrity, `${name} for ${os} ${cpu} ${libc} has its checksum`);
    }
});

test("zeromq brings its builds along, and no other package would build anything", () => {
  const building = packages.filter(([, { hasInstallScript }]) => hasInstallScript);
  assert.equal(
    building.map(([name]) => name.replace("node_modules/", "")).sort(),
    // esbuild only checks its program
    ["esbuild", "zeromq"],
  );
  const folder = path.join(path.dirname(require.resolve("zeromq/package.json")), "build");
  const manifest: Record<string, string> = require(path.join(folder, "manifest.json"));
  for (const { os, cpu, libc } of PLATFORMS) {
    const builds = Object.entries(manifest).filter(([key]) => {
      const build = JSON.parse(key);
      return build.os === os && build.arch === cpu && build.libc === libc;
    });
    assert.ok(builds.length > 0, `zeromq for ${os} ${cpu} ${libc}`);
    for (const [, file] of builds)
      assert.ok(existsSync(path.join(folder, file.replaceAll("\\", "/"))), file);
  }
});

test.run();
