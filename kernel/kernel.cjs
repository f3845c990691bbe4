// Loaded into the kernel before tslab (see setup.mjs).
const { readNodeTypes } = require("./typescript.cjs");

// tslab sets its compiler up before it binds its sockets, for a third of a second in which Jupyter knocks in vain. So it
// gets one that is set up right after, or at the first request. It knows Node's types as soon as a cell is wrong
// without them, a module is written, or somebody asks with Tab what there is.
const converters = require("tslab/dist/converter.js");
const { createConverter } = converters;
converters.createConverter = (/** @type {Parameters<typeof createConverter>[0]} */ options) => {
  /** @type {ReturnType<typeof createConverter> | undefined} */
  let made;
  const converter = () => {
    made ??= createConverter(options);
    return made;
  };
  setImmediate(converter);
  return {
    convert(...cell) {
      const answer = converter().convert(...cell);
      if (answer.diagnostics.length === 0 || !readNodeTypes()) return answer;
      return converter().convert(...cell);
    },
    inspect(...place) {
      readNodeTypes();
      return converter().inspect(...place);
    },
    complete(...place) {
      readNodeTypes();
      return converter().complete(...place);
    },
    addModule(...module) {
      if (readNodeTypes()) converter().convert("", ""); // makes a program that has read them
      return converter().addModule(...module);
    },
    close: () => made?.close(),
  };
};

// Each 512th message is on its way for a while (zeromq 6), and a socket that is busy with one refuses the next: a cell
// would stop there without a word, or its answer would be lost. So the next ones wait.
const { Publisher, Reply, Router } = require("zeromq");

const sockets = Object.getPrototypeOf(Publisher.prototype);
const { send } = sockets;
/** @type {WeakMap<object, Promise<unknown>>} */
const sent = new WeakMap();
/** @type {WeakMap<object, Promise<unknown>>} */
const waiting = new WeakMap();

/** @this {object} @param {unknown} message */
function sendInTurn(message) {
  if (!waiting.has(this))
    try {
      const done = send.call(this, message);
      sent.set(this, done);
      return done;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EBUSY") throw error;
    }
  const before = waiting.get(this) ?? sent.get(this) ?? Promise.resolve();
  const done = before.then(() => send.call(this, message));
  const last = done.catch(() => {});
  waiting.set(this, last);
  last.then(() => waiting.get(this) === last && waiting.delete(this));
  return done;
}
Object.defineProperty(sockets, "send", { value: sendInTurn });

// While a socket binds, for a moment in another thread, it refuses to be read. A request that comes right then, as on a
// busy machine it does, ends tslab's reading for good: a kernel that never answers. Bound at once, there is no such moment.
for (const { prototype } of [Publisher, Reply, Router])
  Object.defineProperty(prototype, "bind", {
    /** @this {import("zeromq").Socket} @param {string} address */
    async value(address) {
      this.bindSync(address);
    },
  });

// No kernel outlives its server, however that ended: an orphan gets another parent, perhaps before it looks for the first time.
const { JPY_PARENT_PID } = process.env;
const parent = process.platform === "win32" ? process.ppid : Number(JPY_PARENT_PID);
if (JPY_PARENT_PID) setInterval(() => process.ppid === parent || process.exit(1), 1000).unref();
