/** The course in other versions of Node, with the oldest and the newest Python that this computer has. */
// time limit: 1600 s
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readNotebook, writeNotebook } from "../../ipynb/notebook-file.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { run } from "../../tools/process.mjs";
import { findNpm, findPython } from "../../tools/setup/find-programs.mjs";
import { copyClone } from "../support/copy.js";
import { code, notebook } from "../support/notebook.js";
import { needs } from "../support/skip.js";

const windows = process.platform === "win32";
const folder = mkdtempSync(path.join(tmpdir(), "other versions "));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** A file of a package from npm, in a folder of its own. */
async function get(name: string, version: string, file: string): Promise<string | undefined> {
  const prefix = path.join(folder, `${name} ${version}`);
  const install = ["install", "--ignore-scripts", "--no-audit", "--prefix", prefix];
  await run(process.execPath, [findNpm(), ...install, `${name}@${version}`]);
  const found = path.join(prefix, "node_modules", name, file);
  return existsSync(found) ? found : undefined;
}

/** A Node from npm, which has one for most systems: it is what the package `node` would install. */
const getNode = (version: string) =>
  get(
    `node-${windows ? "win" : process.platform}-${process.arch}`,
    version,
    path.join("bin", windows ? "node.exe" : "node"),
  );

/** What people have in their own settings of npm for other work. */
const HOSTILE = `before=2020-01-01
dry-run=true
install-strategy=linked
omit[]=optional
omit[]=dev
`;

interface Python {
  version: string;
  path: string;
}

/** Every Python that the set-up could use, the oldest first: on the path, or one of pyenv's. */
async function findPythons(): Promise<Python[]> {
  const pyenv = path.join(process.env.PYENV_ROOT ?? path.join(homedir(), ".pyenv"), "versions");
  const kept = existsSync(pyenv) ? readdirSync(pyenv) : [];
  const names = [
    ...["python", "python3", ...[10, 11, 12, 13, 14, 15].map((minor) => `python3.${minor}`)],
    ...kept.map((version) => path.join(pyenv, version, "bin", "python")),
  ];
  const found = names.map(async (name) => {
    const python = await findPython({ ...process.env, PYTHON: name }).catch(() => undefined);
    return python && (await run(python.path, ["-c", "import ensurepip"])).code === 0
      ? [python]
      : [];
  });
  return (await Promise.all(found))
    .flat()
    .sort((a, b) => a.version.localeCompare(b.version, "en", { numeric: true }));
}

const versionNotebook = notebook(code("process.version"));

async function tryOut(version: string, node: string, npm: string, python: Python): Promise<void> {
  const clone = path.join(folder, `Jörg's clone for ${version}`);
  copyClone(clone);
  const npmrc = path.join(folder, `npmrc for ${version}`);
  writeFileSync(npmrc, HOSTILE);
  const env = {
    ...process.env,
    LC_ALL: "C",
    PYTHON: python.path,
    npm_execpath: npm,
    npm_config_userconfig: npmrc,
  };
  const notebooks = async (...args: string[]) => {
    const program = [path.join(clone, "tools", "run.mjs"), "notebooks", ...args];
    const { code, output } = await run(node, program, env);
    assert.is(code, 0, output);
    return output;
  };
  const checked = await notebooks("--check");
  for (const { name } of courseNotebooks()) assert.match(checked, `${name} … `);

  // It was this Node and this Python.
  const asked = path.join(clone, "version.ipynb");
  writeNotebook(asked, versionNotebook);
  await notebooks(asked);
  assert.match(JSON.stringify(readNotebook(asked).cells[0].outputs?.[0].data), `v${version}.`);
  const environment = readFileSync(path.join(clone, ".venv", "pyvenv.cfg"), "utf8");
  assert.match(environment, new RegExp(`^version\\w* = ${python.version}`, "m"));
  rmSync(clone, { recursive: true, force: true });
}

const pythons = await findPythons();
const [oldest, newest] = [pythons.at(0), pythons.at(-1)];
const pairs = [
  ["20.6", "9", oldest],
  ["22", "10", newest],
  ["24", "11", newest],
  ["26", "11", newest],
] as const;

// Two at a time: a set-up waits for the disk and the network more than it computes.
const running: Promise<void>[] = [];
for (const [version, npmVersion, python] of pairs) {
  const node = await getNode(version);
  const npm = await get("npm", npmVersion, path.join("bin", "npm-cli.js"));
  const reason = python ? `npm gives no Node ${version} here` : "no Python here has ensurepip";
  const turn = Promise.allSettled([running.at(-2)]).then(async () => {
    if (node && npm && python) await tryOut(version, node, npm, python);
  });
  turn.catch(() => {}); // its test tells
  running.push(turn);
  needs(
    test,
    node && npm && python,
    reason,
  )(
    `a new clone gives the committed outputs with Node ${version}, npm ${npmVersion} and Python ${python?.version}`,
    () => turn,
  );
}

test.run();
