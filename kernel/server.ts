/**
 * The kernel's server: a thread that speaks Jupyter's messaging while the main thread runs the cells. So it hears an
 * interrupt and a shutdown, and sends what a cell prints, also while the cell keeps the main thread busy; and it answers
 * while the main thread is still loading TypeScript.
 *
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { Router } from "zeromq";
import { type Described, INTERRUPTED } from "./errors/error-content.js";
import { History } from "./history.js";
import { kernelInfo } from "./info.js";
import { terminate } from "./interrupt.js";
import {
  type Execution,
  type FromCells,
  place,
  type Request,
  type Start,
  type ToCells,
} from "./messages.js";
import { endGroup, endOrphan } from "./orphan.js";
import { type Connection, Outlet, open } from "./sockets.js";
import { type Message, Wire } from "./wire.js";

const { connection, shared, answers } = workerData as Start;
const port = parentPort as NonNullable<typeof parentPort>;
const cells = (message: ToCells) => port.postMessage(message);

const info: Connection = JSON.parse(readFileSync(connection, "utf8"));
const wire = new Wire(info);
const sockets = open(info);
const outlets = {
  shell: new Outlet(sockets.shell),
  control: new Outlet(sockets.control),
  stdin: new Outlet(sockets.stdin),
  iopub: new Outlet(sockets.iopub),
};
type Channel = "shell" | "control";

// What goes to everybody

/** The request whose cell runs, or ran last: what is printed later belongs to it, too. */
let cell: Message | undefined;
let silent = false;
/** What was printed and is not sent yet: a loop that prints makes a few messages, not thousands. */
let printed: { name: string; text: string } | undefined;

function publish(type: string, content: object | string, parent?: Message) {
  flush();
  return outlets.iopub.send(wire.write(type, content, parent));
}

function print(name: string, text: string) {
  if (printed?.name === name) printed.text += text;
  else {
    flush();
    printed = { name, text };
    setImmediate(flush);
  }
}

function flush() {
  const content = printed;
  printed = undefined;
  if (content) publish("stream", content, cell);
}

// What the cells' thread is asked

let asked = 0;
let resolveAnswer: ((content: object) => void) | undefined;

/** Asks the cells' thread, which is asked one thing at a time. */
function ask(request: { type: Request["type"]; [name: string]: unknown }): Promise<object> {
  cells({ ...request, id: ++asked } as Request);
  return new Promise((resolve) => {
    resolveAnswer = resolve;
  });
}

function answer(content: object) {
  resolveAnswer?.(content);
  resolveAnswer = undefined;
}

port.on("message", (message: FromCells) => {
  if (message.type === "reply") {
    if (message.id === asked) answer(message.content);
    return;
  }
  if (message.type === "close") return close();
  Atomics.add(shared, place.taken, 1);
  Atomics.notify(shared, place.taken);
  if (message.type === "input") requestInput(message.prompt);
  else if (silent) return;
  else if (message.type === "stream") print(message.name, message.text);
  else publish(message.message, message.content, cell);
});

// Interrupts

/** So long a cell may take to end by itself once what it waits for was rejected. */
const PATIENCE = 100;
const STUCK =
  "The cell is in a call that cannot be interrupted, such as another program's. It stops when that call returns; " +
  "to stop it now, restart the kernel.\n";

let terminating: Promise<void> | undefined;

function interrupt() {
  if (!executing) return;
  Atomics.store(shared, place.interrupted, asked);
  cells({ type: "interrupt" });
  setTimeout(end, PATIENCE, asked);
}

/**
 * Ends a cell that is still running: its own code, not while TypeScript compiles it, which would never work again. That goes on,
 * and the cell does not run; nobody waits for it.
 */
async function end(id: number) {
  if (!executing || asked !== id || terminating) return;
  if (!Atomics.load(shared, place.running))
    return answer({ failure: INTERRUPTED, expressions: {} } satisfies Execution);
  terminating = endRunning();
  await terminating;
  terminating = undefined;
}

async function endRunning() {
  const stuck = setTimeout(print, 2000, "stderr", STUCK);
  const stack = await terminate(() => cells({ type: "nudge" }));
  clearTimeout(stuck);
  cells({ type: "reset" });
  Atomics.store(shared, place.running, 0);
  const answerCell = resolveAnswer;
  // Where the cell was is said if a timer of its does not keep the thread busy again.
  const late = new Promise<Described>((resolve) => setTimeout(resolve, 300, INTERRUPTED));
  const failure = (await Promise.race([ask({ type: "interrupted", stack }), late])) as Described;
  answerCell?.({ failure, expressions: {} } satisfies Execution);
}

// Input

function requestInput(prompt: string) {
  const content = { prompt, password: false };
  if (cell) outlets.stdin.send(wire.write("input_request", content, cell, cell.identities));
}

function takeInput({ header, content }: Message) {
  if (header.msg_type !== "input_reply") return;
  answers.postMessage(String(content.value));
  Atomics.add(shared, place.answers, 1);
  Atomics.notify(shared, place.answers);
}

// Requests

let count = 0;
let executing = false;
const history = new History();

async function execute(request: Message) {
  const {
    code,
    user_expressions = {},
    allow_stdin = false,
    stop_on_error = true,
  } = request.content;
  cell = request;
  silent = request.content.silent ?? false;
  const stored = !silent && (request.content.store_history ?? true);
  if (stored) count++;
  if (!silent) publish("execute_input", { code, execution_count: count }, request);
  executing = true;
  const outcome = (await ask({
    type: "execute",
    code,
    expressions: user_expressions,
    canAsk: allow_stdin,
    cells: history.inputs,
    cellId: request.metadata.cellId as string | undefined,
  })) as Execution;
  executing = false;
  await terminating;
  const { failure, result, expressions } = outcome;
  if (stored) history.add(count, code, result ?? null);
  if (failure) {
    if (!silent) publish("error", failure, request);
    if (stop_on_error) await abort(request);
    return { status: "error", ...failure, ...counted(expressions) };
  }
  if (result !== undefined && !silent) {
    const data = { "text/plain": result };
    publish("execute_result", { execution_count: count, data, metadata: {} }, request);
  }
  return { status: "ok", ...counted(expressions) };
}

const counted = (user_expressions: object) => ({
  execution_count: count,
  user_expressions,
  payload: [],
});

/**
 * Marks the requests that were sent before the reply to the one that failed. tslab marks those of the next 200 ms, also
 * what a person runs again at once; what has left the client by now is here in a moment.
 */
async function abort(failed: Message) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  lastOfRun = sentAt(failed);
  for (const request of queue)
    if (request.message.header.msg_type === "execute_request") {
      request.aborted = true;
      lastOfRun = sentAt(request.message);
    }
}

/** For a cell on a page, which gives its id: when it was sent, by the page's own clock. */
const sentAt = ({ header, metadata }: Message): number | undefined =>
  metadata.cellId ? Date.parse(header.date) : undefined;

/** When a page sent the last cell, as far as is known, of a run that has failed. */
let lastOfRun: number | undefined;

/**
 * JupyterLab sends all cells of a run without waiting for replies, and empties the outputs of each before: the first may have failed
 * long before the last is sent. They follow one another closely by the page's own clock; nobody is so fast who reads the error first.
 */
function isOfFailedRun(message: Message): boolean {
  const sent = sentAt(message);
  if (lastOfRun === undefined || sent === undefined) return false;
  const follows = sent - lastOfRun < 300;
  lastOfRun = follows ? sent : undefined;
  return follows;
}

const failed = (evalue: string): Described & { status: string } => ({
  status: "error",
  ename: "Error",
  evalue,
  traceback: [evalue],
});

const handlers: Record<string, (request: Message) => object | undefined | Promise<object>> = {
  kernel_info_request: () => kernelInfo(),
  execute_request: execute,
  is_complete_request: ({ content: { code } }) => ask({ type: "is_complete", code }),
  complete_request: ({ content: { code, cursor_pos: cursor } }) =>
    ask({ type: "complete", code, cursor }),
  inspect_request: ({ content: { code, cursor_pos: cursor } }) =>
    ask({ type: "inspect", code, cursor }),
  history_request: ({ content }) => ({ status: "ok", history: history.find(content) }),
  comm_info_request: () => ({ status: "ok", comms: {} }),
  comm_open: (request) => {
    publish("comm_close", { comm_id: request.content.comm_id, data: {} }, request);
    return undefined; // no widget lives here
  },
  interrupt_request: () => {
    interrupt();
    return { status: "ok" };
  },
  shutdown_request: (request) => {
    const content = { status: "ok", restart: request.content.restart ?? false };
    publish("shutdown_reply", content, request);
    setTimeout(exit, 50); // after the replies
    return content;
  },
};

function close() {
  for (const socket of Object.values(sockets)) socket.close();
  Atomics.store(shared, place.closed, 1);
  Atomics.notify(shared, place.closed);
}

function exit() {
  cells({ type: "exit" });
  // A busy cell does not hear it, nor does a program that it waits for.
  setTimeout(() => {
    endGroup("SIGKILL");
    process.kill(process.pid, "SIGKILL");
  }, 300);
}

async function handle(channel: Channel, request: Message, aborted = false) {
  const { msg_type } = request.header;
  publish("status", { execution_state: "busy" }, request);
  let content: object | undefined;
  try {
    if (aborted) content = { status: "aborted" };
    else if (Object.hasOwn(handlers, msg_type)) content = await handlers[msg_type](request);
    else if (msg_type.endsWith("_request")) content = failed(`this kernel knows no ${msg_type}`);
  } catch (error) {
    content = failed(String(error));
  }
  const type = msg_type.replace(/_request$/, "_reply");
  if (content) await outlets[channel].send(wire.write(type, content, request, request.identities));
  publish("status", { execution_state: "idle" }, request);
}

// What comes in

const queue: { message: Message; aborted?: boolean }[] = [];

async function listen(socket: Router, heard: (message: Message) => void) {
  for await (const frames of socket) {
    const message = wire.read(frames);
    if (message) heard(message);
  }
}

let working = false;

/** Handles the shell's requests one after the other. */
async function work() {
  if (working) return;
  working = true;
  for (let next = queue.shift(); next; next = queue.shift())
    await handle("shell", next.message, next.aborted);
  working = false;
}

async function echo() {
  for await (const frames of sockets.hb) await sockets.hb.send(frames);
}

/** Who listens is told so: what came before is lost to them. */
async function welcome() {
  for await (const [[listens, ...topic]] of sockets.iopub)
    if (listens) publish("iopub_welcome", { subscription: Buffer.from(topic).toString() });
}

listen(sockets.shell, (message) => {
  queue.push({ message, aborted: isOfFailedRun(message) });
  work();
});
listen(sockets.control, (message) => handle("control", message));
listen(sockets.stdin, takeInput);
echo();
welcome();
endOrphan();
publish("status", { execution_state: "starting" });
