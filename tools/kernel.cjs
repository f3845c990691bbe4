// Loaded into the kernel before tslab (see setup.mjs).
const compiling = require("node:module");
const { join } = require("node:path");

const root = join(__dirname, "..");
// Node 22 and newer keep the compiled code of TypeScript from one start to the next.
// @ts-expect-error: our types are those of Node 20
compiling.enableCompileCache?.(join(root, ".cache", "compiled"));

// TypeScript watches the folders in which it looks for packages, a thousand of them, and their package.json; after a
// change there, such as an npm install, tslab 1.0.22 answers every cell with nothing but "Unexpected pending
// rebuildTimer". Without the watch a kernel sees a new package once it is restarted.
const ts = require("@tslab/typescript-for-tslab");

const none = { close() {} };
const { watchFile } = ts.sys;
ts.sys.watchDirectory = () => none;
ts.sys.watchFile = (path, ...rest) =>
  path.endsWith("package.json") ? none : (watchFile?.(path, ...rest) ?? none);

// TypeScript would read every package in @types. Node's is enough, without comments (see nodetypes.mjs): the kernel
// starts a quarter sooner. TypeScript is what its file exports, and there its functions can't be replaced one by one.
const types = { types: ["node"], typeRoots: [join(root, "dist", "types")] };
/** @type {any} what has several signatures is no function for `Parameters` */
const watchHost = ts.createWatchCompilerHost;
const loaded = require.cache[require.resolve("@tslab/typescript-for-tslab")];
if (loaded)
  loaded.exports = {
    ...ts,
    createWatchCompilerHost: (
      /** @type {string[]} */ files,
      /** @type {ts.CompilerOptions} */ options,
      /** @type {unknown[]} */ ...rest
    ) => watchHost(files, { ...options, ...types }, ...rest),
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
