/** The set-up, in throwaway clones whose npm and Python are stand-ins: nothing is downloaded. */
// time limit: 600 s
import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { transformSync } from "esbuild";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { jupyterEnv } from "../../jupyter/environment.mjs";
import { explainCause } from "../../tools/failure.mjs";
import { root, state, venv } from "../../tools/paths.mjs";
import { findProblem, LONGEST_NAME } from "../../tools/setup/check-machine.mjs";
import { needs } from "../support/skip.js";
import { waitFor } from "../support/wait-for.js";

const unix = process.platform !== "win32";
const unixTest = needs(test, unix, "the stand-ins are shell scripts");
const userTest = needs(test, unix && process.getuid?.() !== 0, "root may write everywhere");

// Each stand-in writes to calls.txt what it is asked for, and fails as the environment says.

const npm = `
const fs = require("node:fs");
const path = require("node:path");
if (process.argv[2] === "config") {
  console.log("https://npm.school.example/");
  process.exit();
}
fs.appendFileSync("calls.txt", "npm\\n");
const project = process.argv.find((word) => word.startsWith("--prefix=")).slice(9);
const shrinkwrap = project + "/npm-shrinkwrap.json";
const addressed = fs.existsSync(shrinkwrap) && fs.readFileSync(shrinkwrap, "utf8");
fs.appendFileSync("addressed.txt", /npm\\.school\\.example.+\\.tgz/.test(addressed) + "\\n");
fs.writeFileSync("npm-arguments.txt", process.argv.slice(2).join("\\n"));
if (process.env.NPM_SAYS && !process.argv.some((word) => word.startsWith("--cache="))) {
  console.error(process.env.NPM_SAYS);
  process.exit(1);
}
const modules = project + "/node_modules/";
if (process.argv[2] === "ci") fs.rmSync(modules, { recursive: true, force: true });
setTimeout(() => {
  const real = process.env.REAL_MODULES + "/";
  // What is removed from a folder of several packages must not be removed from ours.
  const names = fs.readdirSync(real).flatMap((name) =>
    name.startsWith("@") ? fs.readdirSync(real + name).map((part) => name + "/" + part) : name,
  );
  for (const name of names) {
    if (name.startsWith(".") || name === "perceptron" || fs.existsSync(modules + name)) continue;
    fs.mkdirSync(path.dirname(modules + name), { recursive: true });
    fs.symlinkSync(real + name, modules + name);
  }
}, Number(process.env.NPM_TAKES ?? 0));
`;

const python = `#!/bin/sh
PATH=/bin:/usr/bin
case "$*" in
  *"-X utf8"*version_info*)
    echo "python \${VERSION:-3.11.0} \${BITS:-64} \${PLATFORM:-linux-x86_64} $0" ;;
  *"-m venv "*)
    echo venv >> calls.txt
    if [ "$VENV_SAYS" ]; then echo "$VENV_SAYS"; exit 1; fi
    mkdir -p "$5/bin" && cp "$0" "$5/bin/python" ;;
  *"pip install"*)
    echo pip >> calls.txt
    if [ "$PIP_SAYS" ]; then echo "$PIP_SAYS"; exit 1; fi ;;
esac
`;

const folders: string[] = [];
test.after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A clone without anything set up, in a folder whose name has what other people's have. */
function clone(name = "Jörg's clone #1 & 100 % (新) "): string {
  const folder = mkdtempSync(path.join(tmpdir(), name));
  folders.push(folder);
  for (const name of ["tools", "kernel", "src", "jupyter", "package.json", "package-lock.json"])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  cpSync(path.join(root, "tsconfig.json"), path.join(folder, "tsconfig.json"));
  // A smaller course, a command that only says it ran.
  rmSync(path.join(folder, "src"), { recursive: true });
  mkdirSync(path.join(folder, "src"));
  cpSync(path.join(root, "src", "tsconfig.json"), path.join(folder, "src", "tsconfig.json"));
  writeFileSync(path.join(folder, "src", "index.ts"), "export const answer: number = 42;\n");
  mkdirSync(path.join(folder, "handout", "page"), { recursive: true });
  for (const name of [
    "figures.ts",
    "contents.ts",
    "slides.ts",
    "page.ts",
    "on-demand.ts",
    "sandbox.ts",
    "worker.ts",
  ])
    writeFileSync(path.join(folder, "handout", "page", name), "export {};\n");
  writeFileSync(path.join(folder, "handout", "export-from-lab.ts"), "export {};\n");
  for (const name of ["grade", "ipynb"]) mkdirSync(path.join(folder, name));
  for (const name of ["sandboxed-runner.ts", "plan-worker.ts"])
    writeFileSync(path.join(folder, "grade", name), "export {};\n");
  writeFileSync(path.join(folder, "handout", "fonts.mjs"), "export const writeFonts = () => {};\n");
  writeFileSync(
    path.join(folder, "tools", "lab.mjs"),
    'import { setUp } from "./setup/setup.mjs";\nawait setUp("first");\n' +
      'console.log("ran:", ...process.argv.slice(2));\nprocess.exitCode = 7;\n',
  );
  mkdirSync(path.join(folder, "bin"));
  writeFileSync(path.join(folder, "bin", "npm-cli.js"), npm);
  writeFileSync(path.join(folder, "bin", "package.json"), '{ "type": "commonjs" }');
  writeFileSync(path.join(folder, "bin", "python3"), python, { mode: 0o755 });
  return folder;
}

interface Run {
  child: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
}

function start(folder: string, env: NodeJS.ProcessEnv = {}, args = ["lab"]): Run {
  const child = spawn(process.execPath, [path.join(folder, "tools", "run.mjs"), ...args], {
    env: {
      PATH: path.join(folder, "bin"),
      HOME: folder,
      npm_execpath: path.join(folder, "bin", "npm-cli.js"),
      REAL_MODULES: path.join(root, "node_modules"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      output += data;
    });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, output }));
  });
  return { child, ended };
}

/** What was called, in the order of the alphabet: npm and Python's installer go side by side. */
const calls = (folder: string): string => {
  const file = path.join(folder, "calls.txt");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return lines.sort().join(" ");
};

async function whenCalled(folder: string, name: string): Promise<void> {
  await waitFor(() => calls(folder).includes(name), `${name} is called`);
}

/** What fails for people says what to do in one paragraph, and shows no stack trace. */
function assertFailure({ code, output }: { code: number | null; output: string }, words: RegExp) {
  assert.is(code, 1, output);
  assert.match(output, words);
  assert.not.match(output, /^ +at /m);
  assert.not.match(output, /ran:/);
}

unixTest(
  "a new clone is set up once, and the command gets its arguments and exit code",
  async () => {
    const folder = clone();
    const env = { LC_ALL: "C", NODE_OPTIONS: "--preserve-symlinks" };
    const first = await start(folder, env, ["lab", "05", "--port", "1"]).ended;
    assert.match(first.output, /ran: 05 --port 1/);
    assert.is(first.code, 7, first.output);
    assert.is(calls(folder), "npm pip venv");
    const { answer } = createRequire(path.join(folder, "notebooks", "a.ipynb"))("perceptron");
    assert.is(answer, 42);
    assert.is(readFileSync(path.join(folder, "addressed.txt"), "utf8"), "true\n");
    assert.not(existsSync(path.join(folder, "npm-shrinkwrap.json")));
    // Not every disk holds links.
    assert.not(lstatSync(path.join(folder, "node_modules", "perceptron")).isSymbolicLink());
    assert.match(readFileSync(path.join(folder, "dist", "index.d.ts"), "utf8"), /answer: number/);
    const spec = path.join(folder, ".venv/share/jupyter/kernels/tslab/kernel.json");
    assert.equal(JSON.parse(readFileSync(spec, "utf8")).argv, [
      process.execPath,
      "--no-force-async-hooks-checks",
      "--max-semi-space-size=2",
      "--heap-growing-percent=20",
      path.join(folder, "dist/kernel/start.cjs"),
      "{connection_file}",
    ]);
    // What the user's own settings of npm may say changes nothing.
    const words = readFileSync(path.join(folder, "npm-arguments.txt"), "utf8").split("\n");
    for (const word of [
      "--global=false",
      "--dry-run=false",
      "--install-strategy=hoisted",
      "--bin-links=false",
      "--before=null",
      "--min-release-age=0",
    ])
      assert.ok(words.includes(word), word);
    const second = await start(folder).ended;
    assert.is(second.output.trim(), "ran:");
    assert.is(calls(folder), "npm pip venv");
  },
);

unixTest("only what changed is made again", async () => {
  const folder = clone();
  await start(folder).ended;
  writeFileSync(path.join(folder, "src", "index.ts"), "export const question = 6;\n");
  const changed = await start(folder).ended;
  assert.is(changed.code, 7, changed.output);
  assert.match(readFileSync(path.join(folder, "dist", "index.cjs"), "utf8"), /question/);
  assert.is(calls(folder), "npm pip venv");
  const requirements = path.join(folder, "jupyter", "requirements.txt");
  writeFileSync(requirements, `${readFileSync(requirements, "utf8")}# changed\n`);
  await start(folder).ended;
  assert.is(calls(folder), "npm pip pip venv venv");
  // An older set-up made a link to the clone: nothing is written through it.
  const link = path.join(folder, "node_modules", "perceptron");
  rmSync(link, { recursive: true });
  symlinkSync("..", link);
  const before = readFileSync(path.join(folder, "package.json"), "utf8");
  await start(folder).ended;
  assert.is(readFileSync(path.join(folder, "package.json"), "utf8"), before);
  assert.not(lstatSync(link).isSymbolicLink());
  writeFileSync(path.join(folder, "src", "index.ts"), "export const question = ;\n");
  const wrong = await start(folder).ended;
  assertFailure(wrong, /src\/index\.ts:1:24: [\s\S]*files in src\/ do not compile/);
});

unixTest("a learner gets no packages of contributors; these come beside the others", async () => {
  const folder = clone();
  writeFileSync(path.join(folder, "tools", "test.ts"), 'console.log("tested");\n');
  const asked = () => readFileSync(path.join(folder, "npm-arguments.txt"), "utf8").split("\n");
  await start(folder).ended;
  assert.is(asked()[0], "ci");
  assert.ok(asked().includes("--omit=dev"));
  assert.ok(asked().includes(`--prefix=${path.join(folder, ".cache", "packages")}`));
  assert.not(existsSync(path.join(folder, ".cache", "packages")), "they moved");
  const contributor = await start(folder, {}, ["test"]).ended;
  assert.match(contributor.output, /packages of handouts and tests[\s\S]*tested/);
  assert.equal(asked().slice(0, 2), ["ci", "--include=dev"]);
  await start(folder).ended;
  await start(folder, {}, ["test"]).ended;
  assert.is(calls(folder), "npm npm pip venv");
});

unixTest("what the later notebooks need comes beside what the first one needs", async () => {
  const folder = clone();
  await start(folder).ended;
  writeFileSync(path.join(folder, "tools", "notebooks.ts"), 'console.log("checked");\n');
  const ofFirst = path.join(folder, "node_modules", "tslab");
  const later = path.join(folder, "node_modules", "danfojs-node");
  rmSync(later); // the stand-in for npm brings all
  const { ino } = lstatSync(ofFirst);
  const check = (env = {}) => start(folder, env, ["notebooks", "--check"]).ended;
  const says = "npm error code ENOTFOUND\nnpm error network request failed";
  assertFailure(await check({ NPM_SAYS: says }), /network cannot be reached/);
  assert.is((await start(folder).ended).output.trim(), "ran:", "the first notebook runs as before");
  assert.not(existsSync(later));
  // A move that fails takes nothing away either.
  const scope = path.join(folder, "node_modules", "@codemirror");
  rmSync(scope, { recursive: true });
  writeFileSync(scope, "");
  assert.is((await check()).code, 1);
  rmSync(scope);
  assert.is((await start(folder).ended).output.trim(), "ran:");
  const { output } = await check();
  assert.match(output, /packages of the course[\s\S]*checked/);
  const asked = readFileSync(path.join(folder, "npm-arguments.txt"), "utf8").split("\n");
  assert.equal(asked.slice(0, 2), ["ci", "--omit=dev"]);
  assert.is(lstatSync(ofFirst).ino, ino, "a kernel may run");
  assert.ok(existsSync(later));
  assert.is((await check()).output.trim(), "checked");
});

unixTest("what handouts need is built for the commands that make some", async () => {
  const folder = clone();
  const exporter = path.join(folder, "dist", "handout.mjs");
  const learner = await start(folder).ended;
  assert.not.match(learner.output, "handouts need");
  assert.not(existsSync(exporter), "JupyterLab starts first: see start.test.ts");
  writeFileSync(path.join(folder, "tools", "handouts.ts"), 'console.log("made");\n');
  const teacher = await start(folder, {}, ["handouts"]).ended;
  assert.match(teacher.output, /Building what handouts need[\s\S]*made/);
  assert.ok(existsSync(exporter));
  assert.ok(existsSync(path.join(folder, "dist", "index.cjs")), "the other part stays");
  const again = await start(folder, {}, ["handouts"]).ended;
  assert.is(again.output.trim(), "made");
});

unixTest("no Python, or only an old one", async () => {
  const folder = clone();
  await start(folder, { PYTHON: "/nowhere/python" }).ended; // the node packages
  const none = { PYTHON: "/nowhere/python" };
  assertFailure(await start(folder, none).ended, /PYTHON says \/nowhere\/python/);
  const advice = "Install a 64-bit Python from 3\\.10 to 3\\.15";
  for (const [env, fault] of [
    [{ VERSION: "3.9.18" }, "is too old"],
    [{ BITS: "32" }, "is a 32-bit one"],
    [{ VERSION: "3.11.9", PLATFORM: "win-arm64" }, "is for ARM, where 3.12 is the oldest"],
  ] as const) {
    const failure = await start(folder, env).ended;
    assertFailure(failure, new RegExp(`Python 3[.\\d]+ \\(.*python3\\) ${fault}.*${advice}`));
  }
  rmSync(path.join(folder, "bin", "python3"));
  assertFailure(await start(folder).ended, new RegExp(`Python was not found.*${advice}`));
  assert.is(calls(folder), "", "it is said before anything is downloaded");
  assert.not(existsSync(path.join(folder, "dist")));
});

test("a computer or a folder that cannot do is told so", () => {
  const machine = { platform: "win32", arch: "x64", folder: "C:\\perceptron", longPaths: false };
  const told = (more: Partial<typeof machine>) => findProblem({ ...machine, ...more }) ?? "";
  assert.is(told({}), "");
  for (const arch of ["ia32", "arm", "riscv64"])
    assert.match(told({ arch }), new RegExp(`^This is Node for win32 ${arch}.*64-bit Node`));
  assert.match(told({ platform: "freebsd" }), /^This is Node for freebsd x64/);
  const long = `C:\\${"x".repeat(96)}`;
  assert.match(
    told({ folder: long }),
    /^The name of this folder is 99 .* leaves room for 97: move/,
  );
  assert.is(told({ folder: long, longPaths: true }), "");
  assert.is(told({ folder: long, platform: "darwin" }), "");
});

test("no file of JupyterLab has a longer name than Windows is said to need", () => {
  const names = readdirSync(venv, { recursive: true, encoding: "utf8" }).map((name) =>
    name.replace(/^lib(64)?.python3\.\d+/, "Lib").replace(/^bin/, "Scripts"),
  );
  const longest = Math.max(...names.map((name) => ".venv/".length + name.length));
  assert.ok(longest > 100 && longest <= LONGEST_NAME, `${longest} characters`);
});

unixTest("a question mark in the folder's name is told, not traced", async () => {
  const failure = await start(clone("why? ")).ended;
  assertFailure(failure, /name has a question mark.*rename .*why\?/);
});

const uv = `#!/bin/sh
PATH=/bin:/usr/bin
case "$*" in
  --version) echo "uv 1" ;;
  *--cache-dir*/.cache/uv)
    echo "uv $1 $2" >> calls.txt
    if [ "$1" = venv ]; then mkdir -p "$5/bin" && cp "$4" "$5/bin/python"; fi ;;
  *) echo "Permission denied (os error 13)"; exit 2 ;;
esac
`;

unixTest("where the caches of npm and uv cannot be written, the clone has its own", async () => {
  const folder = clone();
  writeFileSync(path.join(folder, "bin", "uv"), uv, { mode: 0o755 });
  const says = "npm error code EACCES\nnpm error path /home/someone/.npm/_cacache";
  const { code, output } = await start(folder, { NPM_SAYS: says }).ended;
  assert.is(code, 7, output);
  const words = readFileSync(path.join(folder, "npm-arguments.txt"), "utf8");
  assert.match(words, `--cache=${path.join(folder, ".cache", "npm")}`);
  assert.is(calls(folder), "npm npm uv pip install uv venv --seed");
});

unixTest("a Python without venv: the message names Debian's package", async () => {
  const says = "The virtual environment was not created because ensurepip is not available.";
  const failure = await start(clone(), { VENV_SAYS: says }).ended;
  assertFailure(failure, /sudo apt install python3\.11-venv/);
});

unixTest("no network, for npm and for pip", async () => {
  const folder = clone();
  const npmSays = "npm error code ENOTFOUND\nnpm error network request failed";
  const words = /network cannot be reached.*run the same command again/;
  assertFailure(await start(folder, { NPM_SAYS: npmSays }).ended, words);
  assert.is((await start(folder).ended).code, 7);
  assert.is(calls(folder), "npm npm pip venv", "what pip had made stays");
  const other = clone();
  const pipSays = "NewConnectionError: Temporary failure in name resolution";
  assertFailure(await start(other, { PIP_SAYS: pipSays }).ended, words);
  assert.not(existsSync(path.join(other, ".venv")), "nothing half made is left");
  assert.is((await start(other).ended).code, 7);
  assert.is(calls(other), "npm pip pip venv venv", "what npm had made stays");
  const none = { NPM_SAYS: npmSays, PIP_SAYS: pipSays };
  assertFailure(await start(clone(), none).ended, words);
});

unixTest("a failure that we do not know shows the end of what the program said", async () => {
  const folder = clone();
  const failure = await start(folder, { NPM_SAYS: "npm error strange things" }).ended;
  assertFailure(
    failure,
    /strange things[\s\S]*installation of the node packages of a first notebook failed, see above/,
  );
  // The registry may keep its packages elsewhere: the second time npm asks it.
  assert.is(readFileSync(path.join(folder, "addressed.txt"), "utf8"), "true\nfalse\n");
  assert.not(existsSync(path.join(folder, "npm-shrinkwrap.json")));
});

userTest("a folder that is not set up and may not be written", async () => {
  const folder = clone();
  const { chmodSync } = await import("node:fs");
  chmodSync(folder, 0o555);
  assertFailure(await start(folder).ended, /not set up, and you may not write there/);
  chmodSync(folder, 0o755);
});

unixTest("Ctrl-C stops the set-up at once, and the next one continues", async () => {
  const folder = clone();
  const { child, ended } = start(folder, { NPM_TAKES: "60000" });
  await whenCalled(folder, "npm");
  child.kill("SIGINT");
  const { code, output } = await ended;
  assert.is(code, 130);
  assert.match(output, /Stopped\. The same command continues the set-up/);
  assert.not(existsSync(path.join(folder, "node_modules")));
  assert.not(existsSync(path.join(folder, ".cache", "packages")), "nothing half made is left");
  assert.is((await start(folder).ended).code, 7);
  assert.match(calls(folder), /^npm npm pip/);
});

unixTest(
  "after a kill, the next set-up waits for the npm left behind, then begins anew",
  async () => {
    const folder = clone();
    const { child, ended } = start(folder, { NPM_TAKES: "1500" });
    await whenCalled(folder, "npm");
    child.kill("SIGKILL");
    child.stdout?.destroy(); // the npm left behind holds it
    child.stderr?.destroy();
    await ended;
    const { code, output } = await start(folder).ended;
    assert.match(output, /waiting for it/);
    assert.is(code, 7, output);
    assert.match(calls(folder), /^npm npm pip/);
  },
);

unixTest("of two commands at the same time one sets up, and the other waits", async () => {
  const folder = clone();
  const both = [start(folder, { NPM_TAKES: "1000" }), start(folder, { NPM_TAKES: "1000" })];
  const outcomes = await Promise.all(both.map(({ ended }) => ended));
  assert.equal(
    outcomes.map(({ code }) => code),
    [7, 7],
    outcomes.map(({ output }) => output).join("\n"),
  );
  assert.is(calls(folder), "npm pip venv");
});

unixTest("--help explains each command and sets nothing up", async () => {
  const folder = clone();
  for (const command of ["lab", "test", "notebooks"]) {
    const { code, output } = await start(folder, {}, [command, "--help"]).ended;
    assert.is(code, 0);
    assert.match(output, /^npm /);
  }
  const unknown = await start(folder, {}, ["tset"]).ended;
  assert.is(unknown.code, 2);
  assert.match(unknown.output, /lab \| test \| notebooks/);
  assert.is(calls(folder), "");
  assert.not(existsSync(path.join(folder, ".cache")));
});

test("an old Node is told so", async () => {
  const source = readFileSync(path.join(root, "tools", "run.mjs"), "utf8");
  const parsedBy = (target: string) => transformSync(source, { target, format: "esm" }).code;
  assert.is(parsedBy("node14.0.0"), parsedBy("esnext"), "run.mjs uses syntax that Node 14 lacks");
  assert.not.match(source, /^import /m, "nor does it import what Node 14 lacks");
  const old =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"18.20.4"}})';
  const child = spawn(process.execPath, ["--import", old, "tools/run.mjs", "lab"], { cwd: root });
  let output = "";
  child.stderr.on("data", (data) => {
    output += data;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  assert.is(code, 1);
  assert.match(output, /^This is Node 18\.20\.4, and version 20\.6 or newer is needed\. Install/);
});

unixTest("a port that is in use, or is none", async () => {
  const folder = clone();
  for (const name of ["tools/lab.mjs", "ipynb/list.mjs"])
    cpSync(path.join(root, name), path.join(folder, name));
  mkdirSync(path.join(folder, "notebooks"));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const taken = await start(folder, {}, ["lab", "--port", String(port)]).ended;
  server.close();
  assertFailure(taken, new RegExp(`Port ${port} is in use by another program.*leave --port out`));
  const none = await start(folder, {}, ["lab", "--port=many"]).ended;
  assertFailure(none, /--port must be a number up to 65535; got many/);
});

test("explain(what, output) knows the words of npm, pip, uv and Node", () => {
  const cases: [RegExp, string[]][] = [
    [
      /^The disk is full: x failed/,
      [
        "npm error code ENOSPC",
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "Caused by: failed to write to file: No space left on device (os error 28)",
        "There is not enough space on the disk.",
      ],
    ],
    [
      /^This disk is read-only/,
      ["EROFS: read-only file system, mkdir", "[Errno 30] Read-only file system"],
    ],
    [
      /^The network cannot be reached/,
      [
        "npm error code EAI_AGAIN\nnpm error syscall getaddrinfo",
        "npm error code ECONNREFUSED",
        "NewConnectionError('Failed to establish a new connection: [Errno -3]')",
        "error sending request for url\n  cause: dns error",
      ],
    ],
    [
      /^A secure connection was refused/,
      [
        "npm error code SELF_SIGNED_CERT_IN_CHAIN\nnpm error request failed",
        "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))",
      ],
    ],
    [
      /^This disk holds no links: x failed/,
      ["Error: [Errno 1] Operation not permitted: 'lib' -> '/media/stick/perceptron/.venv/lib64'"],
    ],
    [
      /^A file or folder may not be written/,
      ["npm error code EACCES", "[Errno 13] Permission denied"],
    ],
  ];
  for (const [message, outputs] of cases)
    for (const output of outputs) assert.match(explainCause("x", output) ?? output, message);
  assert.is(explainCause("x", "npm error code ERESOLVE"), undefined);
});

test("jupyterEnv(state) keeps all that Jupyter reads and writes in the clone", () => {
  const given = Object.freeze({
    HOME: "/home/someone",
    JUPYTER_PATH: "/opt/jupyter",
    JUPYTER_CONFIG_DIR: "/home/someone/.jupyter",
    PYTHONPATH: "/opt/lib",
  });
  const env = jupyterEnv(state, given);
  assert.is(env.HOME, "/home/someone");
  assert.is(env.JUPYTER_PATH, undefined);
  assert.is(env.PYTHONUTF8, "1", "Python and Node write paths alike");
  assert.is(env.PYTHONPATH, undefined);
  for (const [name, value] of Object.entries(env))
    if (/^(JUPYTER_(CONFIG|DATA|RUNTIME)_|IPYTHONDIR)/.test(name))
      assert.ok(value?.startsWith(root + path.sep), `${name}=${value}`);
});

test("every Python requirement is pinned and hashed, and names no place", () => {
  const text = readFileSync(path.join(root, "jupyter", "requirements.txt"), "utf8");
  assert.not.match(text, /https?:|file:|--index|--find-links/);
  const entries = text.split(/\n(?=[a-z])/i).filter((entry) => !entry.startsWith("#"));
  assert.ok(entries.length > 50);
  for (const entry of entries)
    assert.match(entry, /^[\w.-]+==[\w.]+[\s\S]*--hash=sha256:[0-9a-f]{64}/);
});

test.run();
