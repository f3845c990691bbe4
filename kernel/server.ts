/**
 * The kernel's server: a thread that implements Jupyter's messaging, while the main thread, the executor, runs the cells. So
 * it receives interrupts and shutdowns, and sends output, also while a cell keeps the main thread busy; and it replies while
 * the main thread still loads TypeScript.
 *
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { Router } from "zeromq";
import { type ErrorContent, INTERRUPTED } from "./errors/error-content.js";
import { History } from "./history.js";
import { kernelInfo } from "./info.js";
import { terminateExecution } from "./interrupt.js";
import { logError } from "./log-error.js";
import {
  type ExecutionResult,
  type FromExecutor,
  type Request,
  type ServerData,
  SLOT,
  type ToExecutor,
} from "./messages.js";
import { exitWhenOrphaned, signalProcessGroup } from "./orphan.js";
import { type Connection, openSockets, SendQueue } from "./sockets.js";
import { type Message, Wire } from "./wire.js";

const { connectionFile, shared, promptAnswers } = workerData as ServerData;
const port = parentPort as NonNullable<typeof parentPort>;
const postToExecutor = (message: ToExecutor) => port.postMessage(message);

const connection: Connection = JSON.parse(readFileSync(connectionFile, "utf8"));
const wire = new Wire(connection);
const sockets = openSockets(connection);
const queues = {
  shell: new SendQueue(sockets.shell),
  control: new SendQueue(sockets.control),
  stdin: new SendQueue(sockets.stdin),
  iopub: new SendQueue(sockets.iopub),
};
type Channel = "shell" | "control";

// Output

/** The request whose cell runs, or ran last: later output belongs to it, too. */
let parentMessage: Message | undefined;
let isSilent = false;
/** Stream output that is not sent yet: a loop that prints makes a few messages, not thousands. */
let pendingStream: { name: string; text: string } | undefined;

function publish(type: string, content: object | string, parent?: Message) {
  flushStream();
  return queues.iopub.send(wire.write(type, content, parent));
}

function publishStream(name: string, text: string) {
  if (pendingStream?.name === name) pendingStream.text += text;
  else {
    flushStream();
    pendingStream = { name, text };
    setImmediate(flushStream);
  }
}

function flushStream() {
  const content = pendingStream;
  pendingStream = undefined;
  if (content) publish("stream", content, parentMessage);
}

// Requests to the executor

let requestId = 0;
let resolveReply: ((content: object) => void) | undefined;

type WithoutId<Each> = Each extends unknown ? Omit<Each, "id"> : never;

/** One request at a time: a reply to an earlier one is ignored. */
function askExecutor(request: WithoutId<Request>): Promise<object> {
  postToExecutor({ ...request, id: ++requestId });
  return new Promise((resolve) => {
    resolveReply = resolve;
  });
}

function receiveReply(content: object) {
  resolveReply?.(content);
  resolveReply = undefined;
}

port.on("message", (message: FromExecutor) => {
  if (message.type === "reply") {
    if (message.id === requestId) receiveReply(message.content);
    return;
  }
  if (message.type === "close") return closeSockets();
  Atomics.add(shared, SLOT.outputsTaken, 1);
  Atomics.notify(shared, SLOT.outputsTaken);
  if (message.type === "input") requestInput(message.prompt);
  else if (isSilent) return;
  else if (message.type === "stream") publishStream(message.name, message.text);
  else publish(message.message, message.content, parentMessage);
});

// Interrupts

/** After the promise that it awaits was rejected, a cell may take so long to end by itself. */
const GRACE_MS = 100;
const STUCK_WARNING =
  "The cell is in a call that cannot be interrupted, such as another program's. It stops when that call returns; " +
  "to stop it now, restart the kernel.\n";

let terminating: Promise<void> | undefined;

function interrupt() {
  if (!isExecuting) return;
  Atomics.store(shared, SLOT.interruptedRequest, requestId);
  postToExecutor({ type: "interrupt" });
  setTimeout(terminateCell, GRACE_MS, requestId);
}

/**
 * Terminates the code of a cell. While TypeScript compiles the cell, the request is only answered: a termination would break
 * TypeScript for good. The compilation goes on, and the cell does not run then.
 */
async function terminateCell(id: number) {
  if (!isExecuting || requestId !== id || terminating) return;
  if (!Atomics.load(shared, SLOT.terminable))
    return receiveReply({ failure: INTERRUPTED, expressions: {} } satisfies ExecutionResult);
  terminating = terminateCode();
  await terminating;
  terminating = undefined;
}

async function terminateCode() {
  const stuck = setTimeout(publishStream, 2000, "stderr", STUCK_WARNING);
  const stack = await terminateExecution(() => postToExecutor({ type: "nudge" }));
  clearTimeout(stuck);
  postToExecutor({ type: "reset" });
  Atomics.store(shared, SLOT.terminable, 0);
  const resolveCell = resolveReply;
  // The error says where the cell was, unless a timer of the cell keeps the executor busy again.
  const fallback = new Promise<ErrorContent>((resolve) => setTimeout(resolve, 300, INTERRUPTED));
  const failure = (await Promise.race([
    askExecutor({ type: "interrupted", stack }),
    fallback,
  ])) as ErrorContent;
  resolveCell?.({ failure, expressions: {} } satisfies ExecutionResult);
}

// Input

function requestInput(prompt: string) {
  const content = { prompt, password: false };
  if (parentMessage)
    queues.stdin.send(
      wire.write("input_request", content, parentMessage, parentMessage.identities),
    );
}

function receiveInput({ header, content }: Message) {
  if (header.msg_type !== "input_reply") return;
  promptAnswers.postMessage(String(content.value));
  Atomics.add(shared, SLOT.promptAnswers, 1);
  Atomics.notify(shared, SLOT.promptAnswers);
}

// Requests of clients

let executionCount = 0;
let isExecuting = false;
const history = new History();

async function execute(request: Message) {
  const {
    code,
    user_expressions = {},
    allow_stdin = false,
    stop_on_error = true,
  } = request.content;
  parentMessage = request;
  isSilent = request.content.silent ?? false;
  const stored = !isSilent && (request.content.store_history ?? true);
  if (stored) executionCount++;
  if (!isSilent) publish("execute_input", { code, execution_count: executionCount }, request);
  isExecuting = true;
  const outcome = (await askExecutor({
    type: "execute",
    code,
    expressions: user_expressions,
    allowStdin: allow_stdin,
    earlierCells: history.inputs,
    cellId: request.metadata.cellId as string | undefined,
  })) as ExecutionResult;
  isExecuting = false;
  await terminating;
  const { failure, result, expressions } = outcome;
  if (stored) history.add(executionCount, code, result ?? null);
  if (failure) {
    if (!isSilent) publish("error", failure, request);
    if (stop_on_error) await abortQueued(request);
    return { status: "error", ...failure, ...replyFields(expressions) };
  }
  if (result !== undefined && !isSilent) {
    const data = { "text/plain": result };
    publish("execute_result", { execution_count: executionCount, data, metadata: {} }, request);
  }
  return { status: "ok", ...replyFields(expressions) };
}

const replyFields = (user_expressions: object) => ({
  execution_count: executionCount,
  user_expressions,
  payload: [],
});

/**
 * Aborts the requests that the client sent before it got the reply to the failed one: those that arrive within 20 ms. (tslab
 * aborts those of the next 200 ms, also a cell that a person runs again at once.)
 */
async function abortQueued(failedRequest: Message) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  failedRunSentAt = sentAt(failedRequest);
  for (const request of queue)
    if (request.message.header.msg_type === "execute_request") {
      request.aborted = true;
      failedRunSentAt = sentAt(request.message);
    }
}

/** When a cell was sent, by the client's clock; only for clients that send the cell's id, as JupyterLab does. */
const sentAt = ({ header, metadata }: Message): number | undefined =>
  metadata.cellId ? Date.parse(header.date) : undefined;

/** When the client sent the last known cell of a run that has failed. */
let failedRunSentAt: number | undefined;

/**
 * JupyterLab sends all cells of a run without waiting for replies, and clears the outputs of each before: the first may have
 * failed long before the last is sent. The cells of a run follow one another closely by the client's clock; a person who
 * reads the error first is not so fast.
 */
function belongsToFailedRun(message: Message): boolean {
  const sent = sentAt(message);
  if (failedRunSentAt === undefined || sent === undefined) return false;
  const follows = sent - failedRunSentAt < 300;
  failedRunSentAt = follows ? sent : undefined;
  return follows;
}

const errorReply = (evalue: string): ErrorContent & { status: string } => ({
  status: "error",
  ename: "Error",
  evalue,
  traceback: [evalue],
});

const handlers: Record<string, (request: Message) => object | undefined | Promise<object>> = {
  kernel_info_request: () => kernelInfo(),
  execute_request: execute,
  is_complete_request: ({ content: { code } }) => askExecutor({ type: "is_complete", code }),
  complete_request: ({ content: { code, cursor_pos: cursor } }) =>
    askExecutor({ type: "complete", code, cursor }),
  inspect_request: ({ content: { code, cursor_pos: cursor } }) =>
    askExecutor({ type: "inspect", code, cursor }),
  history_request: ({ content }) => ({ status: "ok", history: history.find(content) }),
  comm_info_request: () => ({ status: "ok", comms: {} }),
  comm_open: (request) => {
    publish("comm_close", { comm_id: request.content.comm_id, data: {} }, request);
    return undefined; // this kernel has no widgets
  },
  interrupt_request: () => {
    interrupt();
    return { status: "ok" };
  },
  shutdown_request: (request) => {
    const content = { status: "ok", restart: request.content.restart ?? false };
    publish("shutdown_reply", content, request);
    setTimeout(exitKernel, 50); // after the replies
    return content;
  },
};

function closeSockets() {
  for (const socket of Object.values(sockets)) socket.close();
  Atomics.store(shared, SLOT.socketsClosed, 1);
  Atomics.notify(shared, SLOT.socketsClosed);
}

function exitKernel() {
  postToExecutor({ type: "exit" });
  // A busy executor does not receive it, nor does a program that it waits for.
  setTimeout(() => {
    signalProcessGroup("SIGKILL");
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
    else if (msg_type.endsWith("_request"))
      content = errorReply(`this kernel knows no ${msg_type}`);
  } catch (error) {
    logError(`the kernel failed at ${msg_type}`, error);
    content = errorReply(String(error));
  }
  const type = msg_type.replace(/_request$/, "_reply");
  if (content) await queues[channel].send(wire.write(type, content, request, request.identities));
  publish("status", { execution_state: "idle" }, request);
}

// Incoming messages

const queue: { message: Message; aborted?: boolean }[] = [];

async function listen(socket: Router, onMessage: (message: Message) => void) {
  for await (const frames of socket) {
    const message = wire.read(frames);
    if (message) onMessage(message);
  }
}

let isHandling = false;

/** Handles the shell's requests one after the other. */
async function handleQueue() {
  if (isHandling) return;
  isHandling = true;
  for (let next = queue.shift(); next; next = queue.shift())
    await handle("shell", next.message, next.aborted);
  isHandling = false;
}

async function echoHeartbeats() {
  for await (const frames of sockets.hb) await sockets.hb.send(frames);
}

/** Tells a client that its subscription works: what was published before did not reach it. */
async function welcomeSubscribers() {
  for await (const [[subscribes, ...topic]] of sockets.iopub)
    if (subscribes) publish("iopub_welcome", { subscription: Buffer.from(topic).toString() });
}

listen(sockets.shell, (message) => {
  queue.push({ message, aborted: belongsToFailedRun(message) });
  handleQueue();
});
listen(sockets.control, (message) => handle("control", message));
listen(sockets.stdin, receiveInput);
echoHeartbeats();
welcomeSubscribers();
exitWhenOrphaned();
publish("status", { execution_state: "starting" });
