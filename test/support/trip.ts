/** A session in a handout (read, edit, run, save), the same in Chromium, Firefox and WebKit. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Test } from "uvu";
import * as assert from "uvu/assert";
import { findBrowser, NO_BROWSER } from "../../tools/browser.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { goBy } from "./draw.js";
import * as engines from "./engines.js";
import { end, handout, write } from "./live.js";
import { code } from "./notebook.js";
import { needs } from "./skip.js";

const known = {
  Chromium: { start: engines.chromium, there: findBrowser(), reason: NO_BROWSER },
  Firefox: { start: engines.firefox, there: engines.hasFirefox(), reason: engines.NO_FIREFOX },
  WebKit: { start: engines.webkit, there: engines.hasWebKit(), reason: engines.NO_WEBKIT },
};

const all = (selector: string) => `[...document.querySelectorAll(${JSON.stringify(selector)})]`;

/** A page that is used through its elements. */
export class Reader {
  constructor(readonly engine: engines.Engine) {}

  async open(address: string): Promise<void> {
    await this.engine.goto("about:blank");
    await this.engine.goto(address);
    await this.until("the bar", async () => (await this.count(".bar button")) > 0);
  }

  evaluate = (expression: string) => this.engine.evaluate(expression);

  text = async (selector: string) =>
    String(
      await this.evaluate(
        `[...document.querySelectorAll(${JSON.stringify(selector)})].map((e) => e.textContent).join("\\n")`,
      ),
    );

  count = async (selector: string) =>
    Number(await this.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`));

  click = (selector: string, place = 0) =>
    this.evaluate(`document.querySelectorAll(${JSON.stringify(selector)})[${place}].click()`);

  /** The code of the cells, in an editor or not. */
  codes = async () =>
    (await this.evaluate(
      `${all(".code.live")}.map((code) => code.querySelector(".cm-content")
        ? [...code.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\\n")
        : code.querySelector("pre").textContent)`,
    )) as string[];

  /** The middle of an element, where a mouse can reach it. */
  middle = async (selector: string) =>
    (await this.evaluate(`((element) => {
      element.scrollIntoView({ block: "center" });
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    })(document.querySelector(${JSON.stringify(selector)}))`)) as [number, number];

  /** Goes into the code of a cell, as Tab does. */
  async enter(place: number): Promise<void> {
    await this.evaluate(`${all(".code.live")}[${place}].querySelector(".cm-content, pre").focus()`);
    await this.editor(place);
  }

  /** Waits for the editor of a cell. */
  editor = (place: number) =>
    this.until("the editor", async () => {
      const there = `${all(".code.live")}[${place}].querySelector(".cm-focused") !== null`;
      return (await this.evaluate(there)) === true;
    });

  /** Puts other code into a cell. */
  async write(place: number, code: string): Promise<void> {
    await this.enter(place);
    await this.engine.selectAll();
    await this.engine.type(code);
    await this.until("what was typed", async () => (await this.codes())[place] === code);
  }

  async until(what: string, there: () => Promise<boolean>, seconds = 120): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      if (await there()) return;
      await sleep(100);
    }
    assert.unreachable(`${what}; the page says: ${await this.text(".bar [role=status]")}`);
  }

  /** Waits until a list of faults is empty. */
  async none(what: string, expression: string): Promise<void> {
    let there: unknown;
    const end = Date.now() + 120_000;
    do there = await this.evaluate(expression);
    while ((there as unknown[]).length > 0 && Date.now() < end);
    assert.equal(there, [], what);
  }

  /** Waits for what the page says; an error that it says instead is one. */
  said = (pattern: RegExp) =>
    this.until(String(pattern), async () => {
      const text = await this.text(".bar [role=status]");
      assert.not.match(text, /^(An error|The cells cannot run|Ended)/);
      return pattern.test(text);
    });
}

const isSeen = "(element) => element.checkVisibility()";

/** Figures that are not drawn yet; they are when a reader scrolls to them. */
const undrawn = `(() => {
  const missing = ${all("main .figure:not(.leaving)")}.filter(${isSeen})
    .filter((figure) => !figure.querySelector(".plot .main-svg"));
  missing[0]?.scrollIntoView();
  return missing.map((figure) => figure.querySelector("figcaption").textContent);
})()`;

/** Formulas without a size, and fractions whose parts do not stand one above the other. */
const flatFormulas = `${all("main math")}.filter(${isSeen}).filter((math) => {
  const { width, height } = math.getBoundingClientRect();
  return width < 4 || height < 4 || [...math.querySelectorAll("mfrac")].some((fraction) => {
    const [above, below] = [...fraction.children].map((part) => part.getBoundingClientRect());
    return above.bottom > below.top + 2;
  });
}).map((math) => math.textContent)`;

const sliders = `${all("main .figure input[type=range]")}.filter(${isSeen})`;
/** What a slider says, and its picture. */
const state = `(range) => [range.getAttribute("aria-valuetext"),
  range.closest(".figure").querySelector(".plot .main-svg").innerHTML]`;
const moveSliders = `${sliders}.forEach((range) => {
  [range.saidBefore, range.drawnBefore] = (${state})(range);
  range.value = range.value === range.max ? range.min : range.max;
  range.dispatchEvent(new Event("input", { bubbles: true }));
})`;
/** Sliders that have not changed what they say and their picture. */
const stuckSliders = `${sliders}.filter((range) => {
  const [words, picture] = (${state})(range);
  return words === range.saidBefore || picture === range.drawnBefore;
}).map((range) => range.saidBefore)`;

/** A parameter and a value that is not the page's: its last digit is another. */
const preset = `(() => {
  const parameters = document.querySelector(".parameters pre").textContent;
  const [, name, value] = /const (\\w+) = (-?[\\d.]+);/.exec(parameters);
  return name + "=" + value.replace(/\\d$/, (digit) => digit === "9" ? 8 : Number(digit) + 1);
})()`;

const drawn = (page: Reader) => page.none("figures that are not drawn", undrawn);
const results = "main .outputs pre, main .outputs table";

/** Figures, sliders, formulas, a run and a link: what depends on where the page comes from, too. */
async function look(page: Reader): Promise<void> {
  await drawn(page);
  assert.equal(await page.evaluate(flatFormulas), [], "formulas that are not set");
  await page.evaluate(moveSliders);
  await page.none("sliders that move nothing", stuckSliders);
  const figures = await page.count(".figure");
  const made = await page.text(results);
  await page.click(".bar button");
  await page.said(/^Done/);
  assert.is(await page.count(".output.error"), 0);
  assert.is(await page.count(".figure:not(.leaving)"), figures);
  assert.is(await page.text(results), made, "the same results");
  await drawn(page);

  const wish = String(await page.evaluate(preset));
  await page.evaluate(`location.hash = ${JSON.stringify(wish)}`);
  await page.until("the link asks", async () => (await page.count(".asks.link")) === 1);
  await page.click(".asks.link button");
  await page.until("the link's run", async () =>
    /^A link changed/.test(await page.text(".bar .linked:not([hidden])")),
  );
  await page.said(/^Done/);
  assert.match(await page.text(".bar .linked"), wish.replace("=", " = "));
}

/** An endless loop is stopped, and is not begun again by a run of the first cell. */
async function stop(page: Reader): Promise<void> {
  // Nothing needs the last solution, which is folded.
  const isSolution = (await page.evaluate(
    `${all(".code.live")}.map((code) => code.closest("details.solution") !== null)`,
  )) as boolean[];
  const last = isSolution.lastIndexOf(true);
  const solutions = "details.solution > summary";
  await page.click(solutions, (await page.count(solutions)) - 1);
  await page.write(last, "for (;;) {}");
  await page.click(".code .run button:last-child", last);
  await page.until("the loop runs", async () =>
    /^Running/.test(await page.text(".bar [role=status]")),
  );
  await page.click(".bar button", 1);
  await page.said(/^Stopped/);
  await page.click(".code .run button:last-child", 0);
  await page.said(/^Done/);
}

/** A number is dragged and brought back; what is typed is kept, or the page warns; it is saved in both forms. */
async function own(page: Reader, address: string): Promise<void> {
  await page.open(address);
  await page.evaluate(goBy("figure.figure"));
  const number = ".code .tok-number"; // in its editor, once two clicks have opened that
  const { engine } = page;
  const first = async () => (await page.codes())[0];
  const [x, y] = await page.middle(number);
  await engine.mouse([x, y], "down", [x + 8, y], [x + 16, y], "up");
  await page.until("the number is dragged", async () => (await first()) === "const rate = 0.7;");
  await page.until("its results", async () => /rate 0.7/.test(await page.text(results)));
  // On a busy machine half a second may lie between two clicks; then a reader clicks twice again.
  await page.until("the number is back", async () => {
    await engine.mouse(await page.middle(number), "down", "up", "down", "up");
    await sleep(500);
    return (await first()) === "const rate = 0.5;";
  });
  await page.until("its results", async () => /rate 0.5/.test(await page.text(results)));

  await engine.mouse(await page.middle("main > .cell:nth-of-type(2) .code"), "down", "up");
  await page.editor(1);
  await engine.type(" // mine");
  await page.click(".bar button");
  await page.until("the run", async () => (await page.count(".cell.running")) === 0);
  await page.said(/^Done/);
  // A run's results come, and a saved file's work is taken, a moment after the page says that it is there.
  const mine = () =>
    page.until(
      "the work",
      async () =>
        String(await page.codes()).includes("// mine") &&
        (await page.text(results)).includes("rate 0.5"),
    );
  await mine();
  assert.match(await page.text(results), "origin null storage refused");

  const save = (which: string) =>
    engine.download(() =>
      page.evaluate(
        `${all(".save button")}.find((b) => b.textContent === ${JSON.stringify(which)}).click()`,
      ),
    );
  const asNotebook = JSON.parse(readFileSync(await save("As notebook"), "utf8"));
  assert.match(JSON.stringify(asNotebook.cells), "// mine");
  assert.match(JSON.stringify(asNotebook.cells), "rate 0.5");
  const isKept = (await page.count(".note.kept")) === 0;
  const warns = `!dispatchEvent(new Event("beforeunload", { cancelable: true }))`;
  if (isKept) {
    assert.is(await page.evaluate("localStorage.length > 0"), true);
    await page.open(address);
    await page.until("the work is back", async () =>
      /left them/.test(await page.text(".bar [role=status]")),
    );
    await mine();
  } else {
    await page.click(".code .run button:last-child", 0);
    await page.said(/^Done/);
    assert.is(await page.evaluate(warns), true, "a page that keeps nothing asks before it closes");
  }
  const saved = await save("As page");
  await page.said(/^Saved/);
  assert.is(await page.evaluate(warns), false, "what is saved may be closed");
  await page.open(pathToFileURL(saved).href);
  await mine();
  await page.enter(1); // with what the page knows, not only what its file shows
  await mine();
}

/** A cell that fills the memory ends with a sentence that names its line; the edits are there, and the page goes on. */
async function fill(page: Reader, address: string): Promise<void> {
  await page.open(address);
  await page.write(0, "const rate = 0.75;");
  await page.click(".code .run button:last-child", 1);
  await page.until("the end", async () => /^Ended/.test(await page.text(".bar [role=status]")));
  assert.match(
    await page.text(".output.error"),
    /RangeError: this code fills the memory: it holds \d+ million bytes.*\n {2}line 2: while/,
  );
  assert.match(String(await page.codes()), "rate = 0.75");
  await page.write(1, "console.log('rate', rate)");
  await page.click(".bar button");
  await page.until("the run after", async () => /rate 0.75/.test(await page.text(results)));
}

/** Registers a test for each notebook, from disk and from a web server. */
export function trips(test: Test, name: keyof typeof known): void {
  const { start, there, reason } = known[name];
  const engineTest = needs(test, there, reason);
  let page: Reader;
  const server = createServer(({ url = "" }, response) => {
    const html = path.basename(decodeURIComponent(new URL(url, "http://x").pathname));
    if (!pages.has(html)) return void response.writeHead(404).end();
    response.setHeader("content-type", "text/html").end(readFileSync(pages.get(html) ?? ""));
  });
  const pages = new Map<string, string>();
  test.before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    if (there) page = new Reader(await start());
  });
  test.after(async () => {
    await page?.engine.close();
    server.close();
    await end();
  });
  const served = (html: string) => {
    const { port } = server.address() as AddressInfo;
    const base = path.basename(html);
    pages.set(base, html);
    return `http://127.0.0.1:${port}/${encodeURIComponent(base)}`;
  };

  const ways = [
    ["from disk", (html: string) => pathToFileURL(html).href],
    ["from a web server", served],
  ] as const;
  const small = write(
    "31-own",
    code("const rate = 0.5;", "parameters"),
    code("console.log('rate', rate);"),
    code(`const web = globalThis as any;
console.log("origin", web.origin, await new Promise((done) => {
  try {
    const asked = web.indexedDB.open("site");
    asked.onsuccess = () => done("storage open");
    asked.onerror = () => done("storage refused");
  } catch {
    done("storage refused");
  }
}));`),
  );
  const bomb = write(
    "32-bomb",
    code("const rate = 0.5;", "parameters"),
    code("const a: number[][] = [];\nwhile (true) a.push(new Array(1e5).fill(1));"),
    code("1 + 1"),
  );
  engineTest(`${name}: a cell that fills the memory`, () =>
    fill(page, pathToFileURL(handout([bomb])).href),
  );
  for (const [how, address] of ways) {
    for (const entry of courseNotebooks())
      engineTest(`${name}: ${entry.name} ${how}`, async () => {
        await page.open(address(handout([entry])));
        await look(page);
        if (how === "from disk") await stop(page);
      });
    engineTest(`${name}: a reader's own work ${how}`, () => own(page, address(handout([small]))));
  }
}
