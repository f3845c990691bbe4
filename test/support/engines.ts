/**
 * Firefox and WebKit, as far as the tests need them. Both speak WebDriver: Firefox by its own port ("Marionette"), so that
 * no other program is needed; WebKitGTK through the program WebKitWebDriver, on a screen that Xvfb stands for.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { launch } from "../../tools/browser.js";
import { cache } from "../../tools/paths.mjs";
import { endGroup } from "../../tools/process.mjs";
import { freePort } from "./port.js";

/** To a place of the window, or a button of the mouse. */
export type Act = [x: number, y: number] | "down" | "up";

export interface Engine {
  goto(url: string): Promise<unknown>;
  /** The value of an expression in the page, or of what it promises. */
  evaluate(expression: string): Promise<unknown>;
  /** What a mouse does, one after the other. */
  mouse(...acts: Act[]): Promise<unknown>;
  /** Presses keys into what has the focus. */
  type(text: string): Promise<unknown>;
  /** Selects all of it, by the keyboard. */
  selectAll(): Promise<unknown>;
  /** The file that the page gives when it is asked to. */
  download(ask: () => Promise<unknown>): Promise<string>;
  close(): Promise<void>;
}

const isThere = (...programs: string[]) =>
  process.platform === "linux" &&
  programs.every((program) => spawnSync("which", [program]).status === 0);

const firefoxName = () => ["firefox-esr", "firefox"].find((name) => isThere(name));
export const hasFirefox = (): boolean => firefoxName() !== undefined;
export const hasWebKit = (): boolean => isThere("WebKitWebDriver", "Xvfb", "xvfb-run");
export const NO_FIREFOX = "no Firefox found (Debian, Ubuntu: apt-get install firefox-esr)";
export const NO_WEBKIT =
  "no WebKitWebDriver and Xvfb found (Debian, Ubuntu: apt-get install webkit2gtk-driver xvfb)";

export async function chromium(): Promise<Engine> {
  const browser = await launch();
  const page = await browser.newPage();
  const folder = mkdtempSync(path.join(cache, "chromium-"));
  return {
    goto: (url) => page.goto(url),
    evaluate: (expression) => page.evaluate(expression),
    async mouse(...acts) {
      // Presses follow each other at once: two clicks are a double click only if little time lies between them.
      let presses: Promise<void>[] = [];
      for (const act of acts)
        if (typeof act === "string") presses.push(page.mouse[act]());
        else {
          await Promise.all(presses);
          presses = [];
          await page.mouse.move(...act);
        }
      await Promise.all(presses);
    },
    type: (text) => page.keyboard.type(text),
    selectAll: () => page.keyboard.press("Control+a"),
    async download(ask) {
      const [got] = await Promise.all([page.waitForEvent("download"), ask()]);
      const file = path.join(folder, got.suggestedFilename()); // without its ending, it would be no page
      await got.saveAs(file);
      return file;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The same as WebDriver tells it. */
const pointer = (acts: Act[]) => ({
  type: "pointer",
  id: "mouse",
  parameters: { pointerType: "mouse" },
  actions: acts.map((act) =>
    typeof act === "string"
      ? { type: act === "down" ? "pointerDown" : "pointerUp", button: 0 }
      : { type: "pointerMove", x: Math.round(act[0]), y: Math.round(act[1]), duration: 0 },
  ),
});
const keyboard = (...presses: { type: "keyDown" | "keyUp"; value: string }[]) => ({
  type: "key",
  id: "keyboard",
  actions: presses,
});
const down = (value: string) => ({ type: "keyDown", value }) as const;
const up = (value: string) => ({ type: "keyUp", value }) as const;
const keys = (text: string) => keyboard(...[...text].flatMap((key) => [down(key), up(key)]));
const CONTROL = "\ue009";
const controlA = keyboard(down(CONTROL), down("a"), up("a"), up(CONTROL));

/** A file that comes into a folder. */
async function arrival(folder: string, ask: () => Promise<unknown>): Promise<string> {
  const came = () => readdirSync(folder).find((name) => /\.(html|ipynb)$/.test(name));
  for (let old = came(); old; old = came()) rmSync(path.join(folder, old));
  await ask();
  const name = await until("the file", async () => came());
  await sleep(500); // until all of it is there
  return path.join(folder, name);
}

/** Tries until there is something, for a minute. */
async function until<Value>(what: string, get: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 600; tries++) {
    const value = await get();
    if (value !== undefined) return value;
    await sleep(100);
  }
  throw new Error(`${what} does not answer`);
}

function start(program: string, ...args: string[]): ChildProcess {
  return spawn(program, args, { stdio: "ignore", detached: true });
}

export async function firefox(): Promise<Engine> {
  const port = await freePort();
  const profile = mkdtempSync(path.join(cache, "firefox-"));
  const preferences = {
    "marionette.port": port,
    "browser.download.folderList": 2, // the folder named next
    "browser.download.dir": profile,
  };
  writeFileSync(
    path.join(profile, "user.js"),
    Object.entries(preferences)
      .map((pair) => `user_pref(${pair.map((each) => JSON.stringify(each)).join()});\n`)
      .join(""),
  );
  const options = ["--marionette", "--headless", "--no-remote", "--profile", profile];
  const child = start(firefoxName() ?? "", ...options);
  const socket = await until("Firefox", () => reached(port));
  const command = commands(socket);
  await command("WebDriver:NewSession", {});
  return {
    goto: (url) => command("WebDriver:Navigate", { url }),
    async evaluate(expression) {
      const asked = { script: `return (${expression})`, args: [] };
      return ((await command("WebDriver:ExecuteScript", asked)) as { value: unknown }).value;
    },
    mouse: (...acts) => command("WebDriver:PerformActions", { actions: [pointer(acts)] }),
    type: (text) => command("WebDriver:PerformActions", { actions: [keys(text)] }),
    selectAll: () => command("WebDriver:PerformActions", { actions: [controlA] }),
    download: (ask) => arrival(profile, ask),
    async close() {
      socket.destroy();
      endGroup(child);
      await sleep(500); // it writes to its profile until it is gone
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const reached = (port: number) =>
  new Promise<Socket | undefined>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(socket)).once("error", () => resolve(undefined));
  });

/** Marionette: a message is its length in bytes, a colon, and [type, id, error or name, result or parameters]. */
function commands(socket: Socket) {
  type Answer = [type: number, id: number, error: { message: string } | null, result: unknown];
  const waiting = new Map<number, (answer: Answer) => void>();
  let received = Buffer.alloc(0);
  let count = 0;
  socket.on("data", (data) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const colon = received.indexOf(":");
      const end = colon + 1 + Number(received.subarray(0, colon));
      if (colon < 0 || received.length < end) return;
      const message = JSON.parse(received.subarray(colon + 1, end).toString());
      received = received.subarray(end);
      if (Array.isArray(message)) waiting.get(message[1])?.(message as Answer);
    }
  });
  return (name: string, parameters: object) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify([0, ++count, name, parameters]);
      waiting.set(count, ([, , error, result]) =>
        error ? reject(new Error(error.message)) : resolve(result),
      );
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

export async function webkit(): Promise<Engine> {
  const port = await freePort();
  const home = mkdtempSync(path.join(cache, "webkit-"));
  const child = start("xvfb-run", "-a", "env", `HOME=${home}`, "WebKitWebDriver", `--port=${port}`);
  const call = async (name: string, body?: object) => {
    const options = body && { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(`http://127.0.0.1:${port}${name}`, options);
    const { value } = (await answer.json()) as { value: { message?: string } };
    if (!answer.ok) throw new Error(value.message);
    return value;
  };
  await until("WebKitWebDriver", () => call("/status").catch(() => undefined));
  const { sessionId } = (await call("/session", { capabilities: {} })) as { sessionId: string };
  const session = `/session/${sessionId}`;
  return {
    goto: (url) => call(`${session}/url`, { url }),
    evaluate: (expression) =>
      call(`${session}/execute/sync`, { script: `return (${expression})`, args: [] }),
    mouse: (...acts) => call(`${session}/actions`, { actions: [pointer(acts)] }),
    type: (text) => call(`${session}/actions`, { actions: [keys(text)] }),
    selectAll: () => call(`${session}/actions`, { actions: [controlA] }),
    download: (ask) => arrival(home, ask),
    async close() {
      endGroup(child);
      await sleep(500);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
