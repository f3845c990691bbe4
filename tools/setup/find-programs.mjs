// Finds the programs that the set-up needs: npm, a suitable Python, and uv if it is installed.
import { existsSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { Failure } from "../failure.mjs";
import { run } from "../process.mjs";

const windows = process.platform === "win32";

/** The script of this Node's own npm: Node runs it without a shell. */
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

/** The first suitable Python, or the one that the variable PYTHON names. */
export async function findPython(env = process.env) {
  const newest = Array.from({ length: 6 }, (_, i) => [`python3.${15 - i}`]);
  const candidates = env.PYTHON
    ? [[env.PYTHON]]
    : [["python3"], ["python"], ...(windows ? [["py", "-3"]] : newest)];
  /** @type {string[]} */
  const unsuitable = [];
  for (const [command, ...args] of candidates) {
    // In UTF-8, not the code page of Windows: the path may lie below C:\Users\Jörg.
    const answer = await run(command, [...args, "-X", "utf8", "-E", "-c", PROBE], env);
    const [, version, bits, platform, path] =
      answer.output.match(/^python (\d+\.\d+\.\d+) (\d+) (\S+) (.+?)\r?$/m) ?? [];
    if (answer.code !== 0 || !version) continue;
    const problem = problemOf(version, bits, platform);
    if (!problem) return { version, path };
    unsuitable.push(`Python ${version} (${path}) ${problem}`);
  }
  const advice =
    "Install a 64-bit Python from 3.10 to 3.15 (https://www.python.org, on Debian and Ubuntu: sudo apt " +
    "install python3-venv), open a new terminal and run the same command again. A Python that " +
    "is not on the PATH can be named in the variable PYTHON.";
  if (unsuitable.length) {
    throw new Failure(`No Python here will do: ${[...new Set(unsuitable)].join(", ")}. ${advice}`);
  }
  const what = env.PYTHON
    ? `The variable PYTHON says ${env.PYTHON}, and that does not run`
    : "Python was not found, and JupyterLab needs it";
  throw new Failure(`${what}. ${advice}`);
}

const PROBE =
  "import sys, sysconfig; print('python %d.%d.%d %d %s %s' % (sys.version_info[:3] + " +
  "(64 if sys.maxsize > 2**32 else 32, sysconfig.get_platform(), sys.executable)))";

/**
 * Why JupyterLab's packages can't be installed for this Python; nothing if they can.
 * @param {string} version
 * @param {string} bits
 * @param {string} platform
 */
function problemOf(version, bits, platform) {
  const [major, minor] = version.split(".").map(Number);
  if (major < 3 || (major === 3 && minor < 10)) return "is too old";
  if (major > 3 || minor > 15) return "is too new";
  if (bits !== "64") return "is a 32-bit one";
  if (platform === "win-arm64" && minor < 12) return "is for ARM, where 3.12 is the oldest";
}

/** uv, several times faster than pip, where it is installed. */
export async function findUv(env = process.env) {
  return (await run("uv", ["--version"], env)).code === 0 ? "uv" : undefined;
}
