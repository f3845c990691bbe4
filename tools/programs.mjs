// Finds the programs the set-up needs: npm, Python 3.10 or newer, and uv where there is one.
import { existsSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { Failure } from "./failure.mjs";
import { run } from "./process.mjs";

const windows = process.platform === "win32";

/** npm's own script, for Node to run: this needs no shell, and it is the npm of this very Node. */
export function findNpm(env = process.env) {
  const here = dirname(process.execPath);
  const folders = (env.PATH ?? env.Path ?? "").split(delimiter);
  const cli = ["npm", "bin", "npm-cli.js"];
  const found = [
    env.npm_execpath ?? "",
    join(here, "node_modules", ...cli),
    join(here, "..", "lib", "node_modules", ...cli),
    ...folders.map((folder) => join(folder, windows ? join("node_modules", ...cli) : "npm")),
  ]
    .filter((path) => path && existsSync(path))
    .map((path) => realpathSync(path))
    .find((path) => basename(path) === "npm-cli.js");
  if (found) return found;
  throw new Failure(
    "npm was not found. It comes with Node: install Node's LTS version from https://nodejs.org " +
      "(on Debian and Ubuntu the package npm, too), open a new terminal and run npm start.",
  );
}

/** The first Python that is new enough, or the one that the variable PYTHON names. */
export async function findPython(env = process.env) {
  const newest = Array.from({ length: 6 }, (_, i) => [`python3.${15 - i}`]);
  const candidates = env.PYTHON
    ? [[env.PYTHON]]
    : [["python3"], ["python"], ...(windows ? [["py", "-3"]] : newest)];
  /** @type {string[]} */
  const old = [];
  for (const [command, ...args] of candidates) {
    const code =
      "import sys; print('python %d.%d.%d %s' % (sys.version_info[:3] + (sys.executable,)))";
    const asked = await run(command, [...args, "-E", "-c", code], env);
    const [, version, path] = asked.output.match(/^python (\d+\.\d+\.\d+) (.+?)\r?$/m) ?? [];
    if (asked.code !== 0 || !version) continue;
    const [major, minor] = version.split(".").map(Number);
    if (major > 3 || (major === 3 && minor >= 10)) return { version, path };
    old.push(`Python ${version} (${path})`);
  }
  const advice =
    "Install Python 3.10 or newer (https://www.python.org, on Debian and Ubuntu: sudo apt " +
    "install python3-venv), open a new terminal and run the same command again. A Python that " +
    "is not on the PATH can be named in the variable PYTHON.";
  if (old.length) {
    throw new Failure(`Only an old Python was found: ${[...new Set(old)].join(", ")}. ${advice}`);
  }
  const what = env.PYTHON
    ? `The variable PYTHON says ${env.PYTHON}, and that does not run`
    : "Python was not found, and JupyterLab needs it";
  throw new Failure(`${what}. ${advice}`);
}

/** uv, several times faster than pip, where it is installed. */
export async function findUv(env = process.env) {
  return (await run("uv", ["--version"], env)).code === 0 ? "uv" : undefined;
}
