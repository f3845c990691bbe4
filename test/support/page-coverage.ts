/**
 * Loaded before a test of handouts, which knows nothing of it: notes what of a page's own scripts Chromium runs, as V8 counts
 * it, in the page, in its sandboxed frames and in their workers. At the end of the process a file in the folder that
 * PAGE_COVERAGE names says, for each script, which of its characters ran.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { type Reached, scripts } from "./page-scripts.js";

// biome-ignore lint/suspicious/noExplicitAny: messages of the DevTools protocol
type Message = any;

const reached = new Map(
  Object.entries(scripts).map(([name, { length }]) => [name, new Uint8Array(length)]),
);

/** What runs scripts: a page with its frames, or a worker of it. */
class Target {
  /** of the scripts that are ours */
  private names = new Map<string, Promise<string | undefined>>();
  private inner = new Map<string, Target>();
  private answers = new Map<number, (result?: Message) => void>();
  private count = 0;

  constructor(private post: (message: { id: number; method: string; params: object }) => void) {}

  private send(method: string, params: object = {}): Promise<Message> {
    const id = ++this.count;
    return new Promise((resolve) => {
      this.answers.set(id, resolve);
      this.post({ id, method, params });
    });
  }

  async begin(): Promise<void> {
    const attach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: false };
    await Promise.all([
      this.send("Debugger.enable"),
      this.send("Profiler.enable"),
      this.send("Profiler.startPreciseCoverage", { callCount: true, detailed: true }),
      this.send("Target.setAutoAttach", attach),
      this.send("Runtime.runIfWaitingForDebugger"),
    ]);
  }

  hear({ id, result, method, params }: Message): void {
    this.answers.get(id)?.(result);
    this.answers.delete(id);
    const { sessionId, scriptId, length, message } = params ?? {};
    if (method === "Debugger.scriptParsed") {
      if (Object.values(scripts).some((text) => text.length === length))
        this.names.set(scriptId, this.nameOf(scriptId));
    } else if (method === "Target.attachedToTarget") {
      const target: Target = new Target((message) => {
        const sent = { sessionId, message: JSON.stringify(message) };
        void this.send("Target.sendMessageToTarget", sent).then((done) => done ?? target.end());
      });
      this.inner.set(sessionId, target);
      void target.begin();
    } else if (method === "Target.receivedMessageFromTarget")
      this.inner.get(sessionId)?.hear(JSON.parse(message));
    else if (method === "Target.detachedFromTarget") {
      this.inner.get(sessionId)?.end();
      this.inner.delete(sessionId);
    }
  }

  private async nameOf(scriptId: string): Promise<string | undefined> {
    const { scriptSource } = (await this.send("Debugger.getScriptSource", { scriptId })) ?? {};
    return Object.keys(scripts).find((name) => scripts[name] === scriptSource);
  }

  /** It answers nothing any more. */
  end(): void {
    for (const answer of this.answers.values()) answer();
    this.answers.clear();
  }

  /** Notes what has run since the last time. */
  async take(): Promise<void> {
    const inner = [...this.inner.values()].map((target) => target.take());
    const { result = [] } = (await this.send("Profiler.takePreciseCoverage")) ?? {};
    for (const { scriptId, functions } of result) {
      const all = reached.get((await this.names.get(scriptId)) ?? "");
      if (!all) continue;
      // A function comes before those inside it, and a range before its parts.
      const now = new Uint8Array(all.length);
      for (const { ranges } of functions)
        for (const { startOffset, endOffset, count } of ranges)
          now.fill(count > 0 ? 1 : 0, startOffset, endOffset);
      for (let i = 0; i < now.length; i++) all[i] |= now[i];
    }
    await Promise.all(inner);
  }
}

const PAUSE = 200; // milliseconds: a worker that ends takes with it what it ran since the last look

/** Follows a page to its end. */
async function follow(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const target: Target = new Target(({ id, method, params }) => {
    const answer = (result?: unknown) => target.hear({ id, result });
    session.send(method as "Profiler.enable", params as never).then(answer, () => answer());
  });
  session.on("event", (message) => target.hear(message));
  await target.begin();
  let taking: Promise<void> | undefined;
  const take = () => {
    taking ??= target.take().finally(() => {
      taking = undefined;
    });
    return taking;
  };
  const timer = setInterval(take, PAUSE).unref();
  session.on("close", () => {
    clearInterval(timer);
    target.end();
  });
  return async () => {
    await taking;
    await take();
  };
}

/** Before the object closes, what it ran is noted. */
function beforeClose<Closing extends { close(): Promise<void> }>(
  closing: Closing,
  take: () => Promise<unknown>,
): void {
  const close: () => Promise<void> = closing.close.bind(closing);
  closing.close = async () => {
    await take();
    await close();
  };
}

function watch(context: BrowserContext): () => Promise<unknown> {
  const pages: (() => Promise<void>)[] = [];
  const open = context.newPage.bind(context);
  context.newPage = async () => {
    const page = await open();
    const take = await follow(page);
    pages.push(take);
    beforeClose(page, take);
    return page;
  };
  const all = () => Promise.all(pages.map((take) => take()));
  beforeClose(context, all);
  return all;
}

const launch = chromium.launch.bind(chromium);
chromium.launch = async (options) => {
  // With a process of its own a sandboxed frame, and its worker, would begin before we look.
  const args = [...(options?.args ?? []), "--disable-features=IsolateSandboxedIframes"];
  const browser = await launch({ ...options, args });
  const contexts: (() => Promise<unknown>)[] = [];
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    contexts.push(watch(context));
    return context;
  };
  beforeClose(browser, () => Promise.all(contexts.map((take) => take())));
  return browser;
};

const runs = (all: Uint8Array): [number, number][] => {
  const found: [number, number][] = [];
  for (let from = all.indexOf(1); from >= 0; ) {
    const end = all.indexOf(0, from);
    const to = end < 0 ? all.length : end;
    found.push([from, to]);
    from = all.indexOf(1, to);
  }
  return found;
};

process.on("exit", () => {
  const found: Reached = Object.fromEntries([...reached].map(([name, all]) => [name, runs(all)]));
  writeFileSync(
    path.join(process.env.PAGE_COVERAGE ?? "", `${process.pid}.json`),
    JSON.stringify(found),
  );
});
