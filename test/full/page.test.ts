/** What a reader does with a handout whose cells run. */
// time limit: 500 s
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { prepareText } from "../../handout/print.js";
import { select } from "../../tools/course-notebooks.js";
import { findings } from "../support/axe.js";
import { drawFigures } from "../support/draw.js";
import {
  agree,
  begun,
  close,
  end,
  handout,
  look,
  open,
  reload,
  runAll,
  type Shown,
  said,
  shown,
  type,
  write,
} from "../support/live.js";
import { code } from "../support/notebook.js";
import { browserTest } from "../support/skip.js";
import { waitFor } from "../support/wait-for.js";

test.after(end);
const [two] = select(["02"]);

/** The value of a cell's last expression, as the page shows it. */
const resultOf = ({ bundles }: Shown): string =>
  bundles.map((bundle) => JSON.parse(bundle)["text/plain"]).join();

/** Whether anything was changed or has run: then the page can start again. */
const isTouched = (page: Page) =>
  page.locator(".bar button", { hasText: "Start again" }).isVisible();

browserTest(
  "errors are shown below their cell, with message and line; the rest can go on",
  async () => {
    const cases = [
      ["const a = 1;\n\nconst b = a.x.y;  // line 3"],
      ["const c = (\n  1 +\n);"],
      [`import { readFileSync } from "node:fs";`],
      ["process.exit(1);"],
      [
        "const f = () => {\n  throw new RangeError(`<img src=x onerror=alert(1)>`);\n};",
        "const works = 5;\nworks",
        "f();",
      ],
      ["throw 'text';"],
      ["let x = 1;\nlet x = 2;"],
      [`import { checkPositive } from "perceptron";\n\ncheckPositive("rate", -1);`],
      [`await Promise.reject(new Error("later"))`],
      [`const g = (): number => 1 + g();\ng()`],
      [`await import("./other.js")`],
      ["print(1)"],
      ["const a = 1;\nfor x in range(3):"],
    ];
    // A notebook each: none is kept from running by the failure of another.
    const notebooks = cases.map((cells, i) =>
      write(`${i + 10}-errors`, ...cells.map((c) => code(c))),
    );
    const opened = await open(handout(notebooks));
    const { page } = opened;
    const results: string[] = [];
    for (const i of cases.flat().keys()) {
      await page.locator(".run button", { hasText: "▶ Run" }).nth(i).click();
      await said(page, /^(Done|An error)/);
      await page.evaluate("document.querySelector('.bar [role=status]').textContent = ''");
      results.push((await page.locator(".outputs").nth(i).innerText()).trim());
    }
    const expected = [
      /^TypeError: undefined has no `y`: what stands before it[^\n]*\n\s+line 3: const b = a\.x\.y;/,
      /^SyntaxError: Unexpected token[^\n]*\n\s+line 3: \);/,
      /^SyntaxError: a page has no “node:fs”: open the notebook in JupyterLab for it\n\s+line 1: import/,
      /^ReferenceError: `process` is not defined: it belongs to Node/,
      /^$/,
      /^5$/,
      /^RangeError: <img src=x onerror=alert\(1\)>\n\s+line 2 of a cell above: throw/,
      /^Thrown: 'text'$/,
      /^SyntaxError: Identifier 'x' has already been declared\n\s+line 2: let x = 2;/,
      /^RangeError: rate must be a positive number; got -1\n\s+line 3: checkPositive/,
      /^Error: later\n\s+line 1: await/,
      /^RangeError: a function calls itself without an end/,
      /^SyntaxError: a page has no “.\/other.js”/,
      /^ReferenceError: `print` is Python's: in TypeScript write console\.log/,
      /^SyntaxError: `for` is Python's here[^\n]*\n\s+line 2: for x in/,
    ];
    for (const [i, pattern] of expected.entries()) assert.match(results[i], pattern, `cell ${i}`);
    await close(opened);
  },
);

browserTest(
  "an endless loop is stopped, also one that prints, and the next run starts at the top",
  async () => {
    const source = write(
      "endless",
      code("const on = true;"),
      code("let i = 0;\nwhile (on) i++;"),
      code("while (on) console.log('x'.repeat(1000));"),
      code("on"),
    );
    const opened = await open(handout([source]));
    const { page } = opened;
    for (const i of [1, 2]) {
      await page.locator(".run button", { hasText: "▶ Run" }).nth(i).click();
      // The cells above run first, which a slow machine takes long for.
      await page.locator(".cell").nth(i).and(page.locator(".running")).waitFor();
      await page.waitForTimeout(500);
      await page.locator(".bar button", { hasText: "Stop" }).click();
      assert.match(await said(page, /^Stopped/), "The next run starts at the top");
      assert.match(await page.locator(".outputs").nth(i).innerText(), "Stopped.");
      if (i === 2) break;
      await type(page, 1, "let i = 1;"); // the endless cell itself no more
    }
    await close(opened);
  },
);

browserTest(
  "change W = 3 to W = 5, Shift+Enter: all that depends on it follows; Reset brings the original back",
  async () => {
    const opened = await open(handout([two]));
    const { page } = opened;
    const parameters = page.locator(".cell:has(.parameters)");
    const texts = () => look(page);
    const before = await texts();
    await parameters.locator("pre").click();
    await parameters.locator(".cm-content").waitFor();
    await page.keyboard.press("Control+f").catch(() => {});
    await parameters.locator(".cm-line", { hasText: "const first" }).click();
    await page.keyboard.press("Home");
    for (let i = 0; i < "const first = ".length; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Delete");
    await page.keyboard.type("5");
    assert.ok(
      (await page.locator(".cell.stale").count()) > 10,
      "what depends on it looks out of date",
    );
    await page.keyboard.press("Shift+Enter");
    assert.match(await said(page, /^Done/), /^Done/);
    assert.is(await page.locator(".cell.stale").count(), 0);
    const after = await texts();
    assert.match(after.join("\n"), "With <i>W</i>&nbsp;=&nbsp;5");
    assert.match(after.join("\n"), "At W = 5, E = 63.");
    assert.match(await page.innerText(".bar .linked"), "Changed: first = 5 instead of 3.");
    assert.match(String(await page.textContent(".preset")), "first = 5 instead of 3");
    assert.match(page.url(), /#first=5$/);
    // A link of the table of contents leaves the values where they are.
    await page.locator("nav a").nth(2).click();
    await waitFor(() => /#s-[\w-]+&first=5$/.test(page.url()), "the address has both");
    assert.match(await page.innerText(".bar .linked"), "first = 5");
    await parameters.locator("button.reset").click();
    await said(page, /as it was/);
    await drawFigures(page);
    assert.equal(await texts(), before);
    assert.is(await page.locator(".preset, .bar .linked:visible").count(), 0);
    assert.match(page.url(), /#s-[\w-]+$/);
    await close(opened);
  },
);

browserTest(
  "what is said of a change moves nothing on the page; on paper it is at the head",
  async () => {
    const opened = await open(handout([two]));
    const { page } = opened;
    await begun(page);
    const number = page.locator(".parameters pre .tok-number[data-number=first]");
    await number.focus();
    await page.evaluate("scrollTo(0, 0)");
    const place = async () => (await number.boundingBox())?.y;
    const before = await place();
    await page.keyboard.press("ArrowUp");
    await page.locator(".bar .linked:visible", { hasText: "Changed: first = 4" }).waitFor();
    assert.is(await place(), before);
    await page.emulateMedia({ media: "print" });
    assert.match(
      await page.locator("header .preset:visible").innerText(),
      "first = 4 instead of 3",
    );
    await close(opened);
  },
);

browserTest("by keyboard alone: into a cell, out of it with Tab, run it, run all", async () => {
  const source = write("keys", code("const a = 1;\na"), code("a + 1"), code("a + 2"));
  const opened = await open(handout([source]));
  const { page } = opened;
  const active = () =>
    page.evaluate(
      "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
    );
  await page.locator("pre").first().focus();
  await page.locator(".cm-content").waitFor();
  const isIn = (name: string) =>
    waitFor(async () => String(await active()).includes(name), `the focus is in ${name}`);
  await isIn("code cell 1");
  await page.keyboard.type("/* x */");
  await page.keyboard.press("Control+Enter");
  await said(page, /^Done/);
  assert.match(String(await active()), "code cell 1");
  await page.keyboard.press("Shift+Enter");
  await said(page, /^Done/);
  await isIn("code cell 2");
  const seen = new Set<string>();
  for (let i = 0; i < 16; i++) {
    await page.keyboard.press("Tab");
    await page.waitForTimeout(50);
    seen.add(String(await active()));
  }
  for (const name of ["Run code cell 2", "Run code cell 3", "Run all: every cell from the top"])
    assert.ok(seen.has(name), `${name} is not among ${[...seen].join(", ")}`);
  await page.locator(".bar button").first().focus();
  await page.keyboard.press("Enter");
  await said(page, /^Done: 3 cells/);
  assert.equal((await shown(page)).map(resultOf), ["1", "2", "3"]);
  await close(opened);
});

browserTest("an address brings numbers and nothing else", async () => {
  const html = handout([two]);
  const bad: [fragment: string, message: string][] = [
    ["learningRate=fast", "learningRate: it must be a number, as in 0.02."],
    ["learningRate=1e999", "it must be a number"],
    ["learningRate=[0.1]", "it must be a number"],
    ["learningRate=0.1;alert(1)", "it must be a number"],
    [
      "x=[1,2,%22%3Cimg src=x onerror=alert(1)%3E%22]",
      "it must be a list of the same kind, as in [0, 1, 2, 3].",
    ],
    ["x=[[1]]", "it must be a list"],
    ["x={%22a%22:1}", "it must be a list"],
    [
      "speed=1",
      "there is no such parameter here, only x, targets, first, higher, lower, learningRate, steps.",
    ],
    ["__proto__=1&constructor=1", "there is no such parameter"],
    ["%3Cscript%3Ealert(1)%3C/script%3E=1", "there is no such parameter"],
    ["first=%E0%A4%A", "first: it must be a number"],
    ["first=alert`1`", "it must be a number"],
    [`first=${"9".repeat(5000)}`, "it must be a number"],
  ];
  for (const [fragment, message] of bad) {
    const opened = await open(html, `#${fragment}`);
    await opened.page.locator(".refused").waitFor();
    assert.ok(
      (await opened.page.innerText(".refused")).includes(message),
      `${fragment}: ${await opened.page.innerText(".refused")}`,
    );
    assert.is(await opened.page.locator(".asks").count(), 0);
    assert.is(await isTouched(opened.page), false, "nothing ran");
    await close(opened);
  }
  // A value of the right kind that the notebook itself refuses; and a good one beside a bad one.
  const opened = await open(html, "#s-the-data&learningRate=-1&steps=many");
  const { page } = opened;
  await agree(page);
  await said(page, /^An error/);
  assert.match(
    await page.innerText("main"),
    /RangeError: learningRate must be a positive number[^;]*; got -1/,
  );
  assert.match(await page.innerText(".refused"), "steps: it must be a number");
  await page.evaluate(`location.hash = "first=4"`);
  await page.locator(".asks", { hasText: "first = 4" }).waitFor();
  await agree(page);
  await said(page, /^Done/);
  assert.match(await page.innerText(".bar .linked"), "A link changed first = 4 instead of 3.");
  assert.not.match(await page.innerText(".bar .linked"), "learningRate");
  await close(opened);
  const anchor = await open(html, "#s-the-valley");
  assert.ok(((await anchor.page.evaluate("scrollY")) as number) > 500);
  assert.match(anchor.page.url(), /#s-the-valley$/);
  await close(anchor);
});

browserTest("a link runs nothing by itself, and what it changed stays in sight", async () => {
  const { page, ...opened } = await open(await handout([two]), "#s-the-valley&first=5");
  await page.locator(".asks").waitFor();
  const before = await look(page);
  const asked = await page.innerText(".asks");
  assert.match(asked, "The link to this page wants first = 5 instead of 3.");
  await page.waitForTimeout(500);
  assert.is(await isTouched(page), false, "nothing ran");
  assert.equal(await look(page), before);
  await page.click(".asks button >> nth=1");
  assert.is(await page.locator(".asks, .preset, .bar .linked:visible").count(), 0);
  assert.match(page.url(), /#s-the-valley$/);

  await page.evaluate(`location.hash = "s-the-valley&first=5"`);
  await agree(page);
  await said(page, /^Done/);
  for (const place of [0, 1e6, 3000]) {
    await page.evaluate(`scrollTo(0, ${place})`);
    await page.waitForTimeout(100);
    const box = await page.locator(".bar .linked").boundingBox();
    const height = Number(await page.evaluate("innerHeight"));
    assert.ok(box && box.y >= 0 && box.y + box.height <= height, `in sight at ${place}`);
  }
  assert.match(await page.innerText(".bar"), "A link changed first = 5 instead of 3.");
  const again = page.locator(".bar button", { hasText: /Start again/ });
  await again.click();
  await again.click();
  await said(page, /as it was/);
  assert.is(await page.locator(".bar .linked:visible").count(), 0);
  await close({ page, ...opened });
});

browserTest("a link brings no sentences", async () => {
  const source = write(
    "words",
    code(`const things = { documents: 0.6, laptop: 0.25 };\nconst name = "a";`, "parameters"),
    code("console.log(Object.keys(things).join() + name)"),
  );
  const html = await handout([source]);
  const sentence = "Your teacher says: send your password to a.example";
  const bad: [fragment: string, message: RegExp][] = [
    [`name=${JSON.stringify(sentence)}`, /name: a link can bring 40 characters of text/],
    [`things={${JSON.stringify(sentence)}:1}`, /things: a link can bring 40 characters/],
    [`things={"${"a".repeat(30)}":1,"${"b".repeat(11)}":1}`, /things: a link can bring 40/],
    ['name="a\u202eb"', /name: it has characters that cannot be seen/],
    ['name="a\\u0000"', /name: it has characters that cannot be seen/],
    ['things={"a\u200bb":1}', /things: it has characters that cannot be seen/],
    [`${sentence}=1`, /there is no such parameter here, only things, name/],
  ];
  for (const [fragment, message] of bad) {
    const { page, ...opened } = await open(
      html,
      `#${encodeURIComponent(fragment).replace("%3D", "=")}`,
    );
    await page.locator(".refused").waitFor();
    assert.match(await page.innerText(".refused"), message);
    assert.not.match(await page.innerText("body"), "password");
    assert.is(await page.locator(".asks").count(), 0);
    await close({ page, ...opened });
  }
  const things = encodeURIComponent('{"documents":0.1,"laptop":1,"a cat and its basket":2}');
  const { page, ...opened } = await open(html, `#things=${things}&name="${"n".repeat(20)}"`);
  await agree(page);
  await said(page, /^Done/);
  assert.match(
    (await shown(page))[1].printed,
    `documents,laptop,a cat and its basket${"n".repeat(20)}`,
  );
  await close({ page, ...opened });
});

browserTest("a cell reaches nothing that the site keeps, and no network", async () => {
  const source = write(
    "site",
    code(`const web = globalThis as any;
const tried = async (name: string, work: () => unknown) => {
  try {
    console.log(name, await work());
  } catch (error) {
    console.log(name, "refused");
  }
};
await tried("origin", () => web.origin);
await tried("storage", () => new Promise((done, fail) => {
  const asked = web.indexedDB.open("site");
  asked.onsuccess = () => done("open");
  asked.onerror = fail;
}));
await tried("caches", async () => (await web.caches.keys()).length);
await tried("network", () => web.fetch("/secret.txt"));
new web.BroadcastChannel("site").postMessage("from a cell");
await new Promise((done) => setTimeout(done, 200));`),
  );
  const html = readFileSync(await handout([source]));
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.setHeader("content-type", "text/html").end(html);
  });
  const asked: string[] = [];
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const opened = await open(await handout([source]), "", { offline: false });
  const { page } = opened;
  await page.goto(`http://127.0.0.1:${port}/page.html`);
  await page.evaluate(`indexedDB.open("site"); caches.open("site");
    globalThis.heard = []; new BroadcastChannel("site").onmessage = ({ data }) => heard.push(data); undefined`);
  await runAll(page);
  await said(page, /^Done/);
  const [{ printed }] = await shown(page);
  assert.is(printed, "origin null\nstorage refused\ncaches refused\nnetwork refused\n");
  assert.equal(await page.evaluate("heard"), []);
  assert.equal(
    asked.filter((url) => !/page.html|favicon/.test(url)),
    [],
  );
  await page.context().close();
  server.close();
});

browserTest("a file of the reader's own is chosen, and checked as in the kernel", async () => {
  const source = write(
    "own",
    code(
      `import { readDataset, table } from "perceptron";\nconst known = await readDataset("data/virus.csv", { target: "positive" });\nknown.inputs.length`,
    ),
    code(
      `const own = await readDataset("mine.csv", { target: "y" });\ntable(own.frame, own.name);`,
    ),
  );
  const opened = await open(handout([source]));
  const { page } = opened;
  const give = async (text: string | Buffer) => {
    const input = page.locator(".output.file input");
    await input.waitFor();
    await input.setInputFiles({
      name: "mine.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(text),
    });
    return said(page, /^(Done|An error)/);
  };
  await runAll(page);
  await give("a;y\n1;0\n2;x\n");
  assert.match(
    await page.innerText("main"),
    "RangeError: mine.csv: row 3, column B (y) must be 0 or 1",
  );
  await runAll(page);
  await give('"<b>a</b>";y\n1.5;0\n2;1\n');
  assert.equal(await page.locator("main table tr").allInnerTexts(), [
    "<b>a</b>\ty",
    "1.5\t0",
    "2\t1",
  ]);
  await runAll(page);
  await page.locator("button", { hasText: "No file" }).click();
  await said(page, /^An error/);
  assert.match(await page.innerText("main"), "none was chosen for mine.csv");
  await close(opened);
});

browserTest("hostile outputs come out as text or not at all", async () => {
  const attacks = [
    `</script><script>hacked = 1</script><img src=x onerror="hacked = 1">`,
    `<svg onload="hacked = 1"><script>hacked = 1</script></svg>`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=hacked=1>">`,
    `[a](javascript:hacked=1) <a href="javascript:hacked=1" id="plotly" name="handout">b</a>`,
    `![a $x$" onerror="hacked=1](x.png) ![b](https://a.example/b.png "t $y$")`,
    `<form action="https://a.example"><button formaction="javascript:hacked=1">c</button></form>`,
    `$\\href{javascript:hacked=1}{x} \\text{</math><img src=x onerror=hacked=1>}$`,
    `<p style="background: url(https://a.example/c.png)">e</p><link rel=stylesheet href="https://a.example/a.css">`,
    "\ue0000\ue001",
  ];
  const source = write(
    "hostile",
    code(`import { claim, figure, md, show, table, text } from "perceptron";
const attacks: string[] = ${JSON.stringify(attacks)};
attacks.forEach((attack) => md\`\${attack}\`);
attacks.forEach((attack) => claim(false, text\`\${attack}\`, attack));
table({ a: attacks, [attacks[0]]: attacks }, attacks[0]);
attacks.forEach((attack) => show(figure([{ x: [1], y: [1], text: [attack], mode: "text", name: attack }], { title: attack, alt: attack, x: attack })));
console.log(attacks.join("\\n"));`),
    code(`// not through the module
const post = (globalThis as unknown as { postMessage(message: unknown): void }).postMessage;
for (const attack of attacks) for (const kind of ["text/html", "text/markdown", "text/plain"]) post({ type: "bundle", bundle: { [kind]: attack } });
await new Promise((done) => setTimeout(done, 50));`),
  );
  const opened = await open(handout([source]));
  const { page } = opened;
  await runAll(page);
  await said(page, /^(Done|An error)/);
  await drawFigures(page);
  await page.evaluate("handout.preparePrint()");
  await page.evaluate(`[...document.querySelectorAll("main a")].filter((a) => /^\\s*javascript:/i.test(a.getAttribute("href") ?? a.getAttribute("xlink:href")))
      .forEach((a) => a.dispatchEvent(new MouseEvent("click", { bubbles: true })))`);
  assert.is(await page.evaluate("typeof hacked"), "undefined");
  assert.is(
    await page
      .locator(
        "main script:not([type='application/json']), main [onerror], main [onload], main form, main iframe, main [style*='a.example']",
      )
      .count(),
    0,
  );
  // Chromium says so when it refuses a handler in HTML that is still to be cleaned; Plotly has no MathJax.
  opened.complaints = opened.complaints.filter(
    (text) => !/Executing inline event handler violates|MathJax is not loaded/.test(text),
  );
  await close(opened);
});

browserTest(
  "axe-core finds nothing serious: at rest, edited, run, failed; light, dark and on a phone",
  async () => {
    for (const options of [
      {},
      { colorScheme: "dark" as const },
      { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true },
    ]) {
      const opened = await open(handout([two]), "#first=5&steps=x", options);
      const { page } = opened;
      await page.locator(".asks").waitFor();
      assert.equal(await findings(page), []);
      await agree(page);
      await said(page, /^Done/);
      await page.locator(".parameters pre").first().focus();
      await page.locator(".parameters .cm-content").waitFor();
      assert.equal(await findings(page), []);
      assert.is(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
      await page.keyboard.press("Control+a");
      await page.keyboard.type("const x = 1;");
      await page.keyboard.press("Shift+Enter");
      await said(page, /^An error/);
      assert.equal(await findings(page), []);
      await close(opened);
    }
  },
);

browserTest("a trace that the page's plotly.js lacks is refused, not drawn as a line", async () => {
  const draw = (type: string) =>
    code(`show(figure([{ type: "${type}", z: [[1, 2], [3, 4]] }], { title: "A", alt: "a" }));`);
  const names = code(`import { figure, show } from "perceptron";`);
  const opened = await open(handout([write("types", names, draw("heatmap"), draw("surface"))]));
  const { page, complaints } = opened;
  await runAll(page);
  await said(page, /^Done/);
  await page.locator(".plot .main-svg").first().waitFor();
  const refused = page.locator(".frame > [role=status]");
  await refused.waitFor();
  assert.match(
    await refused.innerText(),
    /^This figure could not be drawn: type must be one of scatter, bar, .*; got surface\./,
  );
  await page.evaluate("handout.preparePrint()");
  assert.equal(
    await page.evaluate(
      `[...document.querySelectorAll(".printed")].map(({ children }) => children.length)`,
    ),
    [1, 0],
    "a refused figure is not printed as a line",
  );
  assert.is(await page.locator(".plot:has(.main-svg)").count(), 1);
  assert.is(complaints.length, 1);
  assert.match(complaints.splice(0).join(), "A could not be drawn");
  await close(opened);
});

browserTest(
  "a run from a cell leaves folded what is to be guessed; run by itself or with all, a cell shows it",
  async () => {
    const guessed = (n: number) => {
      const output = { output_type: "stream", name: "stdout", text: `old ${n}\n` };
      const cell = code(`console.log("new ${n}", a);`);
      return { ...cell, metadata: { jupyter: { outputs_hidden: true } }, outputs: [output] };
    };
    const cells = [code("const a = 3;\na"), guessed(1), guessed(2), guessed(3)];
    const opened = await open(handout([write("guessed", ...cells)]));
    const { page } = opened;
    await begun(page);
    const folds = page.locator("details.outcome");
    const areOpen = () =>
      page.evaluate("[...document.querySelectorAll('details.outcome')].map((fold) => fold.open)");
    const press = async (name: string, i: number) => {
      await page.locator(".run button", { hasText: name }).nth(i).click();
      await said(page, /^Done/);
    };
    await press("Run from here", 0);
    assert.equal(await areOpen(), [false, false, false]);
    await press("▶ Run", 1);
    assert.equal(await areOpen(), [true, false, false]);
    await folds.nth(1).locator("summary").click();
    assert.match(await folds.nth(1).innerText(), "new 2 3"); // it was made anew all the same
    await runAll(page);
    await said(page, /^Done: 4/);
    assert.equal(await areOpen(), [true, true, true]);
    await close(opened);
  },
);

browserTest("what a reader has opened is open when the page comes back", async () => {
  const hidden = {
    ...code("2"),
    id: "hidden",
    metadata: { jupyter: { outputs_hidden: true } },
    outputs: [{ output_type: "stream", name: "stdout", text: "two\n" }],
  };
  const solutions = ["one", "other"].map((id) => ({ ...code("1", "solution"), id }));
  const cells = [hidden, ...solutions];
  const opened = await open(handout([write("folds", ...cells)]));
  const { page } = opened;
  const areOpen = () =>
    page.evaluate(
      "[...document.querySelectorAll('.cell details, details.cell')].map((d) => d.open)",
    );
  await begun(page);
  assert.equal(await areOpen(), [false, false, false]);
  await page.locator(".outcome > summary").click();
  await page.locator(".solution > summary").nth(1).click();
  await reload(page);
  await begun(page);
  assert.equal(await areOpen(), [true, false, true]);
  await page.locator(".outcome > summary").click();
  await reload(page);
  await begun(page);
  assert.equal(await areOpen(), [false, false, true]);
  await close(opened);
});

browserTest("a figure that a run makes far away is drawn when it comes near", async () => {
  const draw = `show(figure([{ y: [1, 2] }], { title: "A", alt: "a" }));`;
  const cells = [
    code(`import { figure, show } from "perceptron";`),
    code(draw),
    ...Array.from({ length: 8 }, () => code("console.log('x\\n'.repeat(40));")),
    code(draw),
  ];
  const opened = await open(handout([write("far", ...cells)]));
  const { page } = opened;
  for (let i = 0; i < 2; i++) {
    await page.evaluate("scrollTo(0, 0)");
    await runAll(page);
    await said(page, /^Done/);
    await page.locator(".plot:has(.main-svg)").first().waitFor();
    assert.is(await page.locator("main .figure").count(), 2);
    if (i === 0) assert.is(await page.locator(".plot:has(.main-svg)").count(), 1);
    await page.locator("main .figure").last().scrollIntoViewIfNeeded();
    await page.locator("main .figure >> nth=1").locator(".main-svg").first().waitFor();
  }
  await close(opened);
});

browserTest(
  "on paper long code breaks between statements, and leaves no few lines alone; 20 lines stay whole",
  async () => {
    const loop = ["for (const a of [1, 2]) {", "  if (a > 1)", "    break;", "}"];
    const list = ["const list = [", ...Array.from({ length: 9 }, (_, i) => `  ${i},`), "];"];
    const lines = ["let b = 1;", "b++;", ...loop, "b--;", "", ...list, "b += 2;", ...loop, "b;"];
    const whole = Array.from({ length: 20 }, (_, i) => `const c${i} = ${i};`);
    const cells = [lines, whole].map((each) => code(each.join("\n")));
    const opened = await open(handout([write("breaks", ...cells)]));
    const { page } = opened;
    await page.evaluate("globalThis.__name = (each) => each");
    await page.evaluate(prepareText);
    await page.emulateMedia({ media: "print" });
    const parts: [string, number, string][] =
      await page.evaluate(`[...document.querySelectorAll("main pre:not(.whole) > code > span")].map((part) =>
      [part.textContent.split("\\n")[0], part.textContent.trimEnd().split("\\n").length, getComputedStyle(part).breakInside])`);
    assert.equal(parts, [
      ["let b = 1;", 6, "avoid"],
      ["b--;", 1, "avoid"],
      ["const list = [", 5, "avoid"], // half a page may be one statement
      ["  4,", 1, "avoid"],
      ["  5,", 5, "avoid"],
      ["b += 2;", 1, "avoid"],
      [loop[0], 5, "avoid"],
    ]);
    const inWhole = "getComputedStyle(document.querySelector('main pre.whole')).breakInside";
    assert.is(await page.evaluate(inWhole), "avoid");
    // In a line, blocks would all go to the next page where the last of them lacks room.
    const display = "getComputedStyle(document.querySelector('main pre > code')).display";
    assert.is(await page.evaluate(display), "block");
    await close(opened);
  },
);

browserTest(
  "who prints before the figures are drawn has their still pictures on paper",
  async () => {
    const opened = await open(handout(select(["05"])));
    const { page } = opened;
    const during = await page.evaluate(`(() => {
    const figures = [...document.querySelectorAll("figure.figure")];
    for (const figure of figures) figure.classList.remove("prepared"); // nothing was made in advance
    const isThere = (figure) => figure.querySelector(".plot-container, .frame > img[src^=data]") !== null;
    return [figures.filter(isThere).length, figures.length, document.querySelectorAll(".frame > img").length];
  })()`);
    const [there, all, still] = during as number[];
    assert.is(there, all);
    assert.ok(still > 0, "some were not drawn yet");
    await drawFigures(page);
    assert.is(await page.locator(".frame > img").count(), 0, "what is drawn takes their place");
    await close(opened);
  },
);

browserTest("the contents mark where the reader is, also after a jump", async () => {
  const opened = await open(handout([two]), "", { viewport: { width: 1440, height: 900 } });
  const { page } = opened;
  const go = async (heading: string) => {
    await page.evaluate(`(() => {
      const all = [...document.querySelectorAll("h2")];
      const { y } = all.find((each) => each.textContent === "${heading}").getBoundingClientRect();
      scrollBy(0, y + 500); // no heading is in sight, nor was one
    })()`);
    const marked = page.locator("nav [aria-current]");
    const isMarked = async () => String(await marked.allInnerTexts()) === heading;
    await waitFor(isMarked, `“${heading}” is marked in the contents`);
  };
  for (const heading of ["Gradient descent", "The smallest neuron", "Exercises"]) await go(heading);
  await close(opened);
});

browserTest("without JavaScript the handout is the full document, without buttons", async () => {
  const opened = await open(handout([two]), "", { javaScriptEnabled: false });
  const { page } = opened;
  assert.is(await page.locator("button").count(), 0);
  assert.ok((await page.locator(".output").count()) > 10);
  assert.ok(await page.locator(".frame > img").first().isVisible());
  assert.match(await page.innerText("header noscript"), "runs no JavaScript");
  assert.is(await page.locator(".handling:visible, .hint:visible, .toc:visible").count(), 0);
  await close(opened);
});

browserTest("the document of several notebooks runs each by itself", async () => {
  const first = write("01-a", code("const a = 1;", "parameters"), code("a"));
  const second = write("02-b", code("const a = 'two';", "parameters"), code("a"));
  const opened = await open(handout([first, second]), "#02.a=%22three%22&a=5");
  const { page } = opened;
  await agree(page);
  await said(page, /^Done/);
  assert.match(await page.innerText(".refused"), "must say of which notebook");
  assert.equal((await shown(page)).map(resultOf), ["", "", "", "three"]);
  await runAll(page);
  await said(page, /^Done: 4 cells of 2 notebooks/);
  assert.equal((await shown(page)).map(resultOf), ["", "1", "", "three"]);
  assert.match(page.url(), /#02.a=%22three%22$/);
  await close(opened);
});

test.run();
