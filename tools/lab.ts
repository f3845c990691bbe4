// npm start: JupyterLab on the notebooks, until Ctrl-C.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { explain, Failure } from "./failure.mjs";
import { jupyterEnv, notebooks, python, root, runtime } from "./paths.mjs";

const asked = process.argv.slice(2);

/** The value of an option, written `--name value` or `--name=value`. */
function option(name: string): string | undefined {
  const i = asked.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  return i < 0 ? undefined : asked[i].includes("=") ? asked[i].split("=")[1] : (asked[i + 1] ?? "");
}

/** The first notebook, or the one whose name begins as asked: `npm start -- 05`. */
function firstNotebook() {
  const names = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
  const wanted = /^\d+$/.test(asked[0] ?? "") ? asked.shift() : undefined;
  const found = names.sort().find((name) => name.startsWith(wanted ?? ""));
  if (found || !wanted) return found;
  throw new Failure(`No notebook begins with ${wanted}. There are: ${names.join(", ")}`);
}

/** Jupyter takes the next free port by itself, but a port that was asked for is meant. */
async function checkPort(port: string) {
  if (!/^\d+$/.test(port) || Number(port) > 65535) {
    throw new Failure(`--port must be a number up to 65535; got ${port || "nothing"}`);
  }
  const server = createServer();
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once("error", resolve).listen(Number(port), option("--ip") ?? "127.0.0.1", () => {
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

const first = firstNotebook();
const port = option("--port") ?? option("--ServerApp.port");
if (port !== undefined) await checkPort(port);
try {
  mkdirSync(runtime, { recursive: true });
} catch (error) {
  throw new Failure(explain("the start of JupyterLab", String(error)) ?? String(error));
}

const server = spawn(
  python,
  [
    join(root, "jupyter", "serve.py"),
    `--ServerApp.root_dir=${notebooks}`,
    ...(first ? [`--LabApp.default_url=/lab/tree/${encodeURIComponent(first)}`] : []),
    ...(port === undefined ? [] : ["--ServerApp.port_retries=0"]),
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    ...asked,
  ],
  { cwd: notebooks, env: jupyterEnv(), stdio: ["pipe", "inherit", "inherit"] },
);

// Closing its input stops the server and its kernels (see serve.py); so does the end of this one.
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (!stopping) console.log("\nStopping …");
    stopping = true;
    server.stdin.end();
  });
}
server.on("error", (error) => console.error(`JupyterLab could not be started: ${error.message}`));
server.on("close", (code) => {
  process.exitCode = stopping ? 0 : (code ?? 1);
});
