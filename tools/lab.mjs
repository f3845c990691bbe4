// npm start: JupyterLab on the notebooks, until Ctrl-C. In JavaScript, because loading TypeScript would take 0.1 s.
import { spawn } from "node:child_process";
import { openSync, readFileSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { constants, setPriority } from "node:os";
import path, { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { findNotebook, noNotebook, notebooksIn } from "../ipynb/list.mjs";
import { jupyterEnv } from "../jupyter/environment.mjs";
import { parse } from "./arguments.mjs";
import { Failure, toFailure, UsageError } from "./failure.mjs";
import { makeFolder, notebooks, python, root, state } from "./paths.mjs";
import { stopAll } from "./process.mjs";
import { progress } from "./progress.mjs";
import { hasNodePackages } from "./setup/packages.mjs";
import { isSetUp, setUp } from "./setup/setup.mjs";

const { words, values, settings } = parse("lab", process.argv.slice(2));
const { port, ip } = values;

/** The value of a Jupyter setting among the arguments. */
const setting = (/** @type {string} */ name) =>
  settings.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

/** The notebook to open: the first, or the one named by number or name, as in `npm start -- 05`. */
function firstNotebook() {
  const files = notebooksIn(notebooks);
  const [word, more] = words;
  if (more) throw new UsageError(`one notebook can be opened first; got ${words.join(" ")}`);
  if (!word) return files[0];
  const found = findNotebook(files, path.parse(word).base);
  if (!found) throw new UsageError(noNotebook(files, word));
  return found;
}

/** Jupyter would silently take the next free port: a requested port that is in use is an error. */
async function checkPort(/** @type {string} */ port) {
  if (!/^\d+$/.test(port) || Number(port) > 65535) {
    throw new Failure(`--port must be a number up to 65535; got ${port || "nothing"}`);
  }
  const server = createServer();
  /** @type {NodeJS.ErrnoException | undefined} */
  const error = await new Promise((resolve) => {
    server
      .once("error", resolve)
      .listen(Number(port), ip ?? setting("ServerApp.ip") ?? "127.0.0.1", () => {
        server.close(() => resolve(undefined));
      });
  });
  if (error?.code === "EADDRINUSE") {
    throw new Failure(
      `Port ${port} is in use by another program, perhaps by an earlier npm start. Stop that one, ` +
        "ask for another port, or leave --port out: then a free one is found.",
    );
  }
  if (error?.code === "EACCES") {
    throw new Failure(`Port ${port} is reserved for the system: ask for one above 1023.`);
  }
}

/** Prints the errors of Jupyter's log, with their details. The whole log goes to a file. */
function showErrors(/** @type {string} */ line) {
  const level = line.match(/^\[([DIWEC]) /)?.[1];
  if (level) isInError = level === "E" || level === "C";
  if (!isInError || line.includes("received signal")) return;
  console.error(line);
  hasShownError = true;
}
let isInError = false;
let hasShownError = false;
let stopping = 0;

const first = firstNotebook();
const requestedPort = port ?? setting("ServerApp.port");
if (requestedPort !== undefined) await checkPort(requestedPort);
const logFile = join(state, "lab.log");
makeFolder(state);
const log = openSync(logFile, "w");

/** Starts JupyterLab. It loads for a second or two and then waits for a byte (see serve.py). */
function startServer() {
  const child = spawn(
    python,
    [
      join(root, "jupyter", "serve.py"),
      ...(setting("ServerApp.root_dir") ? [] : [`--ServerApp.root_dir=${notebooks}`]),
      ...(first ? [`--LabApp.default_url=/lab/tree/${encodeURIComponent(first)}`] : []),
      ...(requestedPort === undefined ? [] : ["--ServerApp.port_retries=0"]),
      ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
      ...(port === undefined ? [] : [`--port=${port}`]),
      ...(ip === undefined ? [] : [`--ip=${ip}`]),
      ...(values["no-browser"] ? ["--no-browser"] : []),
      ...settings,
    ],
    { cwd: notebooks, env: jupyterEnv(state), stdio: ["pipe", "inherit", "pipe"] },
  );
  child.stdin.on("error", () => {}); // it has ended: see below
  createInterface(child.stderr).on("line", (line) => {
    writeSync(log, `${line}\n`);
    showErrors(line);
  });
  return child;
}

/** @type {ReturnType<typeof startServer> | undefined} */
let startedServer;
await setUp("first", () => {
  startedServer = startServer();
});
const server = startedServer ?? startServer();
server.stdin.write("\n");
void setUpRest();

/** Installs and builds what later notebooks and exports need, at low priority: the first notebook is opening. */
async function setUpRest() {
  await sleep(5000);
  try {
    if (stopping || (await isSetUp("course"))) return;
    try {
      setPriority(constants.priority.PRIORITY_LOW);
    } catch {} // not every computer lets it
    progress.inPlace = false;
    await setUp("course");
    console.log("All is there: the course runs without a network now.");
  } catch (error) {
    if (stopping) return;
    console.error((toFailure(error) ?? /** @type {Error} */ (error)).message);
    const missing = hasNodePackages("course") ? "Exports" : "Tables (notebook 07) and exports";
    console.error(`${missing} do not work until that is mended and npm start runs again.`);
  }
}

// Closing its input stops the server and its kernels (see serve.py); so does the end of this one. A second Ctrl-C does not
// wait for it. npm may deliver one Ctrl-C twice.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (!stopping) {
      console.log("\nStopping … (once more: at once)");
      stopping = Date.now();
      server.stdin.end();
    } else if (Date.now() - stopping > 1000) {
      server.kill("SIGKILL");
      process.exit(130);
    }
  });
}
// A kernel holds the server's end of the pipe: after a crash of the server, "close" waits for the kernel to end.
const endSoon = (/** @type {Parameters<typeof onServerEnd>} */ ...how) =>
  setTimeout(() => onServerEnd(...how), 300);
server.on("exit", endSoon);
server.on("close", onServerEnd);
// It may have ended while the rest was set up.
if (server.exitCode !== null || server.signalCode) endSoon(server.exitCode, server.signalCode);

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function onServerEnd(code, signal) {
  stopAll(); // npm, for what comes later
  if (stopping) process.exit(0);
  if (code === 0) {
    console.log("JupyterLab was shut down, and its kernels with it.");
    process.exit(0);
  }
  if (!hasShownError)
    console.error(readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n"));
  const how = signal ? `was ended by ${signal}` : "stopped, see above";
  console.error(`\nJupyterLab ${how}; its kernels end with it. Its whole log is in ${logFile}`);
  process.exit(1);
}
