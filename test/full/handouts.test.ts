/** `npm run handouts`: every kind of file, opened in a browser without a network. */
// time limit: 900 s
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { COURSE, citation } from "../../handout/course.js";
import type { About, Edition } from "../../handout/document.js";
import { type Form, handout } from "../../handout/handout.js";
import { CARTESIAN_TRACES } from "../../handout/plotly.js";
import { inspect, type Printed, Printer, putOutcomesLast } from "../../handout/print.js";
import { addTeaching } from "../../handout/teaching.js";
import { suffix } from "../../handout/write.js";
import { type Cell, FIGURE, hasTag, join, type Output } from "../../ipynb/nbformat.js";
import { readNotebook, writeNotebook } from "../../ipynb/notebook-file.js";
import { launch, NO_BROWSER } from "../../tools/browser.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { cache, loader, notebooks, python, root } from "../../tools/paths.mjs";
import { figureOutputs } from "../../tools/still-pictures.js";
import { run } from "../../tools/suite.js";
import { findings } from "../support/axe.js";
import { drawFigures } from "../support/draw.js";
import { hostile } from "../support/hostile.js";
import { close, end, open } from "../support/live.js";
import { code, markdown, notebook, printed, shown } from "../support/notebook.js";
import { browserTest } from "../support/skip.js";

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "handouts test "));
test.after(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true });
});

const file = (...names: string[]) => path.join(folder, ...names);
const committed = (name: string) => ({ name, path: path.join(notebooks, `${name}.ipynb`) });
const two = committed("02-one-weight-by-hand");
const five = committed("05-or-gate");

/** What `npm run handouts` does with notebooks that are executed already. */
function exported(
  form: Form,
  edition: Edition,
  sources: { name: string; path: string }[],
  parameters: About["parameters"] = [],
): string {
  const several = sources.length > 1;
  const target = file(
    `${form}-${edition}-${several ? "course" : sources[0].name.slice(0, 2)}.html`,
  );
  const about = { name: several ? "the whole course" : sources[0].name, edition, parameters };
  const documents = sources.map(({ path }) => addTeaching(path, readNotebook(path)));
  writeFileSync(target, handout(form, documents, { ...about, ...(several && { title: "All" }) }));
  return target;
}

const figuresOf = (...sources: { path: string }[]) =>
  sources.flatMap((source) => figureOutputs(readNotebook(source.path)));

/** What holds of every handout: nothing asked for, nothing complained of, all figures drawn, sliders that move. */
async function examine(html: string, figures: Output[]): Promise<void> {
  const opened = await open(html);
  const { page } = opened;
  await drawFigures(page);
  assert.is(await page.locator("figure.figure").count(), figures.length);
  assert.is(await page.locator(".plot.js-plotly-plot").count(), figures.length);
  const sliders = figures.filter(
    ({ data }) => (data as { [FIGURE]: { layout: { sliders?: unknown } } })[FIGURE].layout.sliders,
  );
  const ranges = page.locator("input[type=range]");
  assert.is(await ranges.count(), sliders.length);
  for (let i = 0; i < sliders.length; i++) {
    const state = `[...document.querySelectorAll("figure:has(input[type=range])")][${i}].querySelector(".cartesianlayer").innerHTML`;
    const before = await page.evaluate(state);
    const said = await ranges.nth(i).getAttribute("aria-valuetext");
    // A slide that is not shown cannot have the focus; there, the event alone.
    const active = Number(await ranges.nth(i).inputValue());
    await ranges.nth(i).evaluate(
      (range, value) => {
        const input = range as unknown as { value: string; dispatchEvent(event: Event): void };
        input.value = String(value);
        input.dispatchEvent(new Event("input"));
      },
      active > 0 ? active - 1 : 1,
    );
    const hasMoved = async () =>
      (await ranges.nth(i).getAttribute("aria-valuetext")) !== said &&
      (await page.evaluate(state)) !== before;
    await waitFor(hasMoved, `slider ${i} moves its figure`);
  }
  const levels: number[] = await page.evaluate(
    `[...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((heading) => Number(heading.tagName[1]))`,
  );
  assert.is(levels.filter((level) => level === 1).length, 1, "one h1");
  assert.ok(
    levels.every((level, i) => level <= (levels[i - 1] ?? 0) + 1),
    "headings in order",
  );
  assert.is(await page.locator("html").getAttribute("lang"), "en");
  assert.is(await page.locator("main").count(), 1);
  assert.equal(opened.requests, []);
  assert.equal(opened.complaints, []);
  await close(opened);
}

browserTest("a handout stands alone, in both editions", async () => {
  for (const edition of ["student", "instructor"] as const) {
    const html = exported("html", edition, [two]);
    assert.ok(readFileSync(html).length < 3e6, "at most 3 MB");
    await examine(html, figuresOf(two));
  }
});

browserTest(
  "the document of several notebooks has one title, and their headings below it",
  async () => {
    const html = exported("html", "student", [two, five]);
    await examine(html, figuresOf(two, five));
    const opened = await open(html);
    assert.is(await opened.page.locator("h1").textContent(), "All");
    const titles = await opened.page.locator("h2").allTextContents();
    assert.equal(titles, ["02 · One weight by hand", "05 · The OR gate"]);
    const broken = await opened.page.evaluate(
      `[...document.querySelectorAll("nav a")].filter((a) => !document.querySelector(a.hash)).length`,
    );
    assert.is(broken, 0);
    await close(opened);
  },
);

browserTest("slides stand alone, and the speaker has notes", async () => {
  const html = exported("slides", "instructor", [two]);
  const { cells, ...rest } = readNotebook(two.path);
  // The valley stands on three slides.
  const valley = figureOutputs({ ...rest, cells: cells.filter(({ id }) => id === "89b3d760") });
  await examine(html, [...figuresOf(two), ...valley, ...valley]);
  const opened = await open(html, "", { viewport: { width: 1280, height: 720 } });
  const { page } = opened;
  const popup = page.waitForEvent("popup");
  await page.waitForFunction("Reveal.isReady()");
  await page.keyboard.press("s");
  const speaker = await popup;
  for (const text of ["For the instructor.", "Solution"]) {
    await page.evaluate(`(() => {
      const slides = [...document.querySelectorAll(".slides section:has(aside.notes)")];
      Reveal.slide(Reveal.getIndices(slides.find((s) => s.textContent.includes("${text}"))).h);
    })()`);
    assert.match((await speaker.textContent("body")) ?? "", text);
  }
  assert.equal(await findings(page), []);
  assert.equal([...opened.requests, ...opened.complaints], []);
  await close(opened);
  const student = readFileSync(exported("slides", "student", [two]), "utf8");
  assert.not.match(student, "For the instructor.");
});

browserTest("dark slides are dark; their code and their answers can be read", async () => {
  const slides = [
    { id: "", heading: "Title", text: "" },
    { id: "9b15f017", heading: "Code", text: "![code](#9b15f017)\n\n---\n\n**Yes.**" },
  ];
  const html = file("dark.html");
  const source = { name: five.name, notebook: readNotebook(five.path), slides };
  const about: About = { name: five.name, edition: "student", parameters: [] };
  writeFileSync(html, handout("slides", [source], about));
  const opened = await open(html, "", {
    colorScheme: "dark",
    viewport: { width: 1280, height: 720 },
  });
  const { page } = opened;
  await page.waitForFunction("Reveal.isReady()");
  await page.evaluate("Reveal.slide(1, 0, 1)");
  assert.ok(await page.locator(".present .code .tok-keyword").first().isVisible());
  assert.ok(await page.locator(".present .fragment strong").isVisible());
  const ground = "getComputedStyle(document.body).backgroundColor";
  assert.is(await page.evaluate(ground), "rgb(18, 18, 18)");
  assert.equal(await findings(page), []);
  await close(opened);
});

for (const colorScheme of ["light", "dark"] as const)
  browserTest(`axe finds nothing serious in a ${colorScheme} handout`, async () => {
    const opened = await open(exported("html", "student", [five]), "", { colorScheme });
    await drawFigures(opened.page);
    await opened.page.evaluate(
      `document.querySelectorAll("details").forEach((details) => { details.open = true; })`,
    );
    assert.equal(await findings(opened.page), []);
    await close(opened);
  });

browserTest("on a phone nothing is wider than the page", async () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const opened = await open(exported("html", "student", [five]), "", phone);
  await drawFigures(opened.page);
  assert.is(await opened.page.evaluate("document.documentElement.scrollWidth"), 390);
  await close(opened);
});

browserTest("the text keeps its place while figures are drawn", async () => {
  const html = exported("html", "student", [five]);
  const opened = await open(html);
  const { page } = opened;
  await page.waitForFunction(`performance.getEntriesByName("first figure").length > 0`);
  await drawFigures(page, "figure.figure:not(details:not([open]) *)");
  const shift = await page.evaluate(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 300);
  })`);
  // The typefaces are there before the text: 0. Without that it was 0.077; 0.1 is what readers notice.
  assert.ok((shift as number) < 0.02, `layout shift ${shift}`);
  await close(opened);
});

browserTest("a legend names a line only while it is in the picture", async () => {
  const opened = await open(exported("html", "student", [five]));
  const { page } = opened;
  await drawFigures(page);
  const figure = page.locator("figure:has(input[type=range])").first();
  const line = figure.locator(".legend .traces", { hasText: "output ½" });
  const points = figure.locator(".legend .traces", { hasText: "target 1" });
  const place = async () => (await points.boundingBox())?.x ?? 0;
  const seen = (expected: boolean) =>
    line.waitFor({ state: expected ? "visible" : "hidden", timeout: 5000 });
  await seen(false);
  assert.is(await points.isVisible(), true);
  const first = await place();
  await figure.locator("input[type=range]").fill("6");
  await seen(true);
  assert.ok((await place()) > first + 50, "the others leave no gap where it is not");
  const zoom = (range: number[]) =>
    page.evaluate(
      `Plotly.relayout(document.querySelector("figure:has(input[type=range]) .plot"), { "xaxis2.range": ${JSON.stringify(range)} })`,
    );
  await zoom([30, 31]);
  await seen(false);
  assert.is(await place(), first);
  await zoom([-0.5, 1.5]);
  await seen(true);
  await close(opened);
});

browserTest(
  "without scripts still pictures stand in the frames, above their captions",
  async () => {
    const opened = await open(exported("html", "student", [five]), "", {
      javaScriptEnabled: false,
    });
    const pictures = opened.page.locator(".frame > img");
    const captions = opened.page.locator("figcaption");
    assert.is(await pictures.count(), figuresOf(five).length);
    for (let i = 0; i < figuresOf(five).length; i++) {
      const [picture, caption] = [
        await pictures.nth(i).boundingBox(),
        await captions.nth(i).boundingBox(),
      ];
      assert.ok(picture && picture.width > 600 && picture.height > 200, `picture ${i} is seen`);
      assert.ok(
        caption && picture.y + picture.height <= caption.y + 1,
        `picture ${i} covers no text`,
      );
    }
    await close(opened);
  },
);

browserTest("without scripts slides are one below the other", async () => {
  const opened = await open(exported("slides", "student", [two]), "", { javaScriptEnabled: false });
  const slides = opened.page.locator(".content");
  let below = 0;
  for (let i = 0; i < (await slides.count()); i++) {
    const box = await slides.nth(i).boundingBox();
    assert.ok(box && box.height > 20 && box.y >= below - 1, `slide ${i} is seen`);
    below = box.y + box.height;
  }
  await close(opened);
});

browserTest(
  "code is never cut: a line that is too long wraps, in the page and in its editor",
  async () => {
    const phone = { viewport: { width: 360, height: 800 } };
    const { page, ...opened } = await open(exported("html", "student", [five]), "", phone);
    const cut = `[...document.querySelectorAll(".code pre, .text pre, .cm-scroller")]
    .filter((code) => code.scrollWidth > code.clientWidth).length`;
    assert.is(await page.evaluate(cut), 0);
    await page.locator(".parameters pre").focus();
    await page.locator(".cm-scroller").waitFor();
    assert.is(await page.evaluate(cut), 0);
    await close({ page, ...opened });
  },
);

test("the edition, the version and changed parameters are said; solutions are folded or shown", async () => {
  const parameters = [{ name: "first", value: `"</code><b>"`, committed: "3", notebook: "" }];
  const student = readFileSync(exported("html", "student", [two], parameters), "utf8");
  assert.match(student, /Student edition\. Version \d+\.\d+\.\d+ of \d{4}-\d\d-\d\d, commit/);
  assert.match(student, 'first = "&#x3C;/code>&#x3C;b>"</code> instead of <code>3</code>');
  assert.match(student, /<details class="cell solution"[^>]*><summary>Solution<\/summary>/);
  const instructor = readFileSync(exported("html", "instructor", [two]), "utf8");
  assert.match(instructor, "Instructor’s edition");
  assert.not.match(instructor, /<details class="[^"]*solution/);
  assert.match(instructor, '<div class="cell solution"');
  assert.not.match(instructor, "other parameters");
  for (const html of [student, instructor]) {
    assert.match(html, "Parameters: the numbers to change");
    assert.match(html, "<i>W</i>\u00a0=\u00a04 is worse than <i>W</i>\u00a0=\u00a03"); // what a prose cell says
    // And not its source, which the program alone has, to run it again.
    assert.not.match(html.replace(/<script[\s\S]*?<\/script>/g, ""), "claim(");
    assert.not.match(html, 'class="temml-error');
    assert.match(html, "<mfrac>");
  }
});

const all = courseNotebooks().map(({ name }) => committed(name));

/** The longest piece of each of the instructor's notes that looks the same in Markdown and in HTML. */
const notes = all
  .flatMap(({ path }) => addTeaching(path, readNotebook(path)).notebook.cells)
  .filter((cell) => hasTag(cell, "notes"))
  .map((cell) => join(cell.source).split(/[`$*'"&<>\\\n]+|\([-−\d., ]+\)|\d\d-[a-z]\d?/)) // a point and a name are <span>s
  .map((pieces) => pieces.reduce((a, b) => (b.length > a.length ? b : a)).trim());

test("the instructor's notes: none for students, all in the instructor's handout and on slides", async () => {
  assert.ok(notes.length > 30);
  assert.ok(notes.every((text) => text.length > 40));
  const missing = (kind: Form, edition: Edition) => {
    const html = readFileSync(exported(kind, edition, all), "utf8");
    return notes.filter((text) => !html.includes(text));
  };
  assert.equal(missing("html", "student"), notes);
  assert.equal(missing("slides", "student"), notes);
  assert.equal(missing("html", "instructor"), []);
  assert.equal(missing("slides", "instructor"), []);
});

browserTest("a file carries the smaller plotly.js, if that draws all its figures", async () => {
  const small = "plotly.js-cartesian-dist-min";
  const html = exported("html", "student", [two]);
  assert.match(readFileSync(html, "utf8"), `\n${small} `);
  const opened = await open(html);
  await drawFigures(opened.page);
  const drawn: string[] = await opened.page.evaluate("Object.keys(Plotly.PlotSchema.get().traces)");
  assert.equal(
    drawn.sort(),
    [...CARTESIAN_TRACES].sort(),
    "what it draws, and what plotly.ts says",
  );
  await close(opened);

  const z = [
    [1, 2],
    [3, 4],
  ];
  const surface = { data: [{ type: "surface", z }], layout: { title: { text: "Hills" } } };
  const moving = { data: [{ x: [1] }], frames: [{ name: "a", data: [{ type: "pie" }] }, surface] };
  const step = { label: "b", method: "restyle", args: [{ type: "surface" }] };
  const changed = { data: [{ type: "heatmap", z }], layout: { sliders: [{ steps: [step] }] } };
  const menu = { data: [{ type: "heatmap", z }], layout: { updatemenus: [{ buttons: [step] }] } };
  for (const figure of [surface, moving, changed, menu]) {
    const source = write("hills", code("1", shown({ [FIGURE]: figure, "text/plain": "Hills." })));
    const text = readFileSync(exported("html", "student", [source]), "utf8");
    assert.match(text, "\nplotly.js-dist-min ");
    assert.not.match(text, `\n${small} `);
  }
});

test("every file names the packages that it carries, with their licences", async () => {
  const require = createRequire(import.meta.url);
  const bundled: string[] = JSON.parse(
    readFileSync(path.join(root, "dist", "page", "packages.json"), "utf8"),
  );
  assert.ok(bundled.includes("node_modules/sucrase") && bundled.length > 10);
  for (const [kind, own] of [
    ["html", bundled],
    ["slides", ["node_modules/reveal.js"]],
  ] as const) {
    const html = readFileSync(exported(kind, "student", [two]), "utf8");
    const comment = html.slice(html.lastIndexOf("<!--"), html.lastIndexOf("-->"));
    for (const folder of [
      ...own,
      "node_modules/plotly.js-cartesian-dist-min",
      "node_modules/temml",
    ]) {
      const { name, version, license } = require(path.join(root, folder, "package.json"));
      assert.match(comment, `${name} ${version}: ${license}\n`);
    }
    assert.match(comment, "Permission is hereby granted, free of charge");
    assert.match(comment, "Copyright (c) 2020 Ron Kok");
  }
});

test("a page that runs says once what its Run does", async () => {
  const html = readFileSync(exported("html", "student", [two]), "utf8");
  assert.is(html.split('<p class="hint">').length, 2);
  assert.match(html, /parameters[\s\S]*<p class="hint">.*also runs what depends on it below/);
});

test("different parameters have different names of files", () => {
  assert.is(suffix({ learningRate: "0.5", x: "[1]" }).slice(0, 23), "-learningRate=0.5-x=_1_");
  assert.is(suffix({ learningRate: "0.5" }), "-learningRate=0.5");
  assert.is(suffix({}), "");
  const long = "1.2345678901234567890";
  const settings = [
    ...["[1, 2]", "[1 2]", '"a"', '"A"', "'a'"].map((x) => ({ x })),
    ...["3", "4"].map((c) => ({ a: long, b: long, d: long, c })),
  ];
  const names = settings.map((values) => suffix(values).toLowerCase());
  assert.is(new Set(names).size, settings.length);
  for (const name of names) assert.match(name, /^[\w.,=-]{1,70}$/);
});

const LAB_EXPORT = `import sys
from nbconvert import HTMLExporter, SlidesExporter
from traitlets.config import PyFileConfigLoader
config = PyFileConfigLoader("jupyter_server_config.py", path="jupyter").load_config()
source, *targets = sys.argv[1:]
exporters = [HTMLExporter(config=config, sanitize_html=ticked) for ticked in (True, False)] + [SlidesExporter(config=config)]
for exporter, target in zip(exporters, targets):
    with open(target, "w", encoding="utf-8", newline="\\n") as file:
        page, resources = exporter.from_filename(source)
        file.write(page)
    print(resources["output_extension"])`;

/** The page with "Sanitize HTML" ticked, without, and the slides. */
async function exportedByLab(source: string): Promise<string[]> {
  const targets = ["ticked", "unticked", "slides"].map((name) => file(`lab ${name}.html`));
  const args = ["-X", "utf8", "-c", LAB_EXPORT, source, ...targets];
  const { status, output } = await run(python, args, 60);
  assert.is(status, "0", output);
  assert.match(output, /^\.html\s+\.html\s+\.slides\.html\s*$/);
  return targets.map((target) => readFileSync(target, "utf8"));
}

test("JupyterLab's export is the same handout to the byte, whether Sanitize HTML is ticked or not", async () => {
  const [ticked, unticked, slides] = await exportedByLab(two.path);
  const page = readFileSync(exported("html", "student", [two]), "utf8");
  assert.ok(ticked === page, "ticked");
  assert.ok(unticked === page, "not ticked");
  assert.ok(slides === readFileSync(exported("slides", "student", [two]), "utf8"), "slides");
});

test("JupyterLab exports slides also of a copy that has lost the cell of one", async () => {
  const { notebook, slides = [] } = addTeaching(two.path, readNotebook(two.path));
  const [{ id, heading }] = slides.slice(1);
  const copy = file(`${two.name}.ipynb`);
  writeNotebook(copy, { ...notebook, cells: notebook.cells.filter((cell) => cell.id !== id) });
  const [, , html] = await exportedByLab(copy);
  assert.not.match(html, `<h2>${heading}</h2>`);
  assert.match(html, '<h2 id="s-');
});

for (const [name, parameter, before, after] of [
  ["01-neural-networks", "valuables", '"pencil": 0.001', '"pencil": 0.5'],
  ["07-virus", "asked", "[1, 0, 1, 0],", "[1, 0, 1, 1],"],
] as const)
  test(`${name} exported from JupyterLab with another ${parameter}, of several lines, says so`, async () => {
    const notebook = readNotebook(path.join(notebooks, `${name}.ipynb`));
    const cell = notebook.cells.find((each) => hasTag(each, "parameters"));
    const source = join(cell?.source);
    assert.match(source, before);
    Object.assign(cell ?? {}, { source: source.replace(before, after) });
    const changed = file(`${name}.ipynb`);
    writeNotebook(changed, notebook);
    const [page] = await exportedByLab(changed);
    const [, said] = /<div class="changed">(.*?)<\/div>/s.exec(page) ?? [];
    assert.match(said, "Made with other parameters than the published ones");
    assert.match(
      said,
      new RegExp(`<li><code>${parameter} = [^<]*</code> instead of <code>[^<]*</code></li></ul>`),
    );
    assert.ok(said.includes(after) && said.includes(before));
  });

test("what keeps JupyterLab from exporting is said", async () => {
  const code = `import sys; sys.path.insert(0, "jupyter"); import handout; handout.run('{"form": "html", "name": "a", "notebook": {"cells": 1}}')`;
  const { status, output } = await run(python, ["-X", "utf8", "-c", code], 60);
  assert.is(status, "1");
  assert.match(output, /RuntimeError: the handout was not made: .*cells/);
});

// Notebooks from outside

function write(name: string, ...list: Cell[]): { name: string; path: string } {
  const target = file(`${name}.ipynb`);
  const metadata = { title: attack, language_info: { name: "typescript" } };
  writeNotebook(target, { ...notebook(...list), metadata });
  return { name, path: target };
}

const attack = `</script></style></title>--><script>hacked = 1</script><img src=x onerror="hacked = 1">'"`;
const attacks = [
  attack,
  `<svg onload="hacked = 1"><script>hacked = 1</script></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=hacked=1>">`,
  `<iframe src="https://a.example"></iframe><object data="https://a.example"></object>`,
  `<link rel=stylesheet href="https://a.example/a.css"><style>@import "https://a.example/b.css"; body { display: none }</style>`,
  `[a](javascript:hacked=1) <a href="javascript:hacked=1" id="plotly" name="handout">b</a>`,
  `![a $x$" onerror="hacked=1](x.png) ![b](https://a.example/b.png "t $y$")`,
  `<form action="https://a.example"><button formaction="javascript:hacked=1">c</button></form>`,
  `$\\href{javascript:hacked=1}{x} \\text{</math><img src=x onerror=hacked=1>}$`,
  `<details open ontoggle="hacked=1"><summary>d</summary></details>`,
  `<p style="background: url(https://a.example/c.png)">e</p>`,
  "\ue0000\ue001",
];

browserTest("nothing in a notebook runs or loads: text, outputs, titles, names", async () => {
  const figure = {
    data: [{ type: "scatter", x: [1], y: [1], text: [attack], name: attack, mode: "text" }],
    layout: {
      title: { text: attack },
      xaxis: { title: { text: `<a href="javascript:hacked=1">x</a>${attack}` } },
      images: [{ source: "https://a.example/d.png", x: 0, y: 1, sizex: 1, sizey: 1 }],
      sliders: [
        {
          steps: [{ label: attack, method: "constructor", args: [["0"]] }],
          currentvalue: { prefix: attack },
        },
      ],
      meta: { print: [0, 99, "x"] },
    },
    frames: [{ name: "0", data: [{}], traces: [0] }],
  };
  const source = write(
    `evil ' & <b>`,
    markdown(`# ${attack}`),
    ...attacks.map((text) => markdown(text)),
    code(attack, ...attacks.map((text) => shown({ "text/html": text })), "parameters"),
    code("1", ...attacks.map((text) => shown({ "text/markdown": text, "text/plain": text }))),
    code(
      "2",
      shown({ [FIGURE]: figure, "text/plain": attack, "image/png": `x" onerror="hacked=1` }),
      shown({ "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" onload="hacked=1"/>` }),
      shown({ "image/png": `" onerror="hacked=1`, "text/plain": attack }),
      shown({ "application/javascript": "hacked = 1" }),
      printed(attack),
    ),
    markdown(attack, "notes"),
    code(attack, "solution"),
  );
  const about = [{ name: attack, value: attack, committed: attack, notebook: attack }];
  for (const kind of ["html", "slides"] as const) {
    const html = exported(kind, "instructor", [source], about);
    const { page, requests, refused, complaints } = await open(html);
    await drawFigures(page);
    await page.evaluate("handout.preparePrint()");
    await page.evaluate(
      `document.querySelectorAll("a").forEach((a) => String(a.href).startsWith("javascript") && a.click())`,
    );
    assert.is(await page.evaluate("typeof hacked"), "undefined", kind);
    // plotly.js asks for the picture that a figure names.
    assert.equal(requests, refused, kind);
    const serious = complaints.filter((text) => !/d\.png|net::|data:image/.test(text));
    assert.equal(serious, [], kind);
    const wrong = `[...document.querySelectorAll("body *")].flatMap((element) => [...element.attributes]
      .filter(({ name, value }) => /^on/.test(name) || /^\\s*javascript:/.test(value)).map(({ name, value }) => name + value))`;
    assert.equal(await page.evaluate(wrong), [], kind);
    assert.ok(((await page.textContent("main")) ?? "").includes(attack), "as text it is there");
    await page.context().close();
  }
});

const program = path.join(root, "tools", "handouts.ts");
const runTool = (...args: string[]) =>
  run(process.execPath, [path.join(root, "tools", "run.mjs"), "handouts", ...args], 150);

browserTest(
  "the command: values come out as the text they are, a failing notebook leaves its earlier files",
  async () => {
    const out = file("out");
    const shows = `import { claim, figure, md, show, table, text } from "perceptron";
const values: string[] = ${JSON.stringify(hostile)};
values.forEach((value) => md\`\${value}\`);
values.forEach((value) => claim(true, text\`\${value}\`, ""));
table({ value: values }, values[0]);
show(figure([{ x: [1, rate], y: [1, 2], name: values[1] }], { title: values[0], alt: values[1], x: values[2], y: values[1] }));`;
    const good = write(
      "good",
      markdown("# Good"),
      code("const rate = 2;", "parameters"),
      code(shows),
    );
    const bad = write(
      "bad",
      markdown("# Bad"),
      code("const rate = 2;\nthrow new Error(`no`);", "parameters"),
    );
    mkdirSync(path.join(out, "student"), { recursive: true });
    writeFileSync(path.join(out, "student", "bad-rate=3.html"), "earlier");
    const { status, output } = await runTool(
      ...[good.path, bad.path, "--edition", "student", "--set", "rate=3", "--out", out],
    );
    assert.is(status, "1", output);
    assert.match(output, /bad … 1 cell[\s\S]*stopped at cell 2 \(code cell 1\)[\s\S]*no/);
    assert.match(output, "The earlier handouts of bad stay as they were.");
    assert.is(readFileSync(path.join(out, "student", "bad-rate=3.html"), "utf8"), "earlier");
    assert.equal(readdirSync(path.join(out, "student")).sort(), [
      "bad-rate=3.html",
      "good-rate=3-a4.pdf",
      "good-rate=3-letter.pdf",
      "good-rate=3-slides.html",
      "good-rate=3.html",
    ]);
    for (const name of ["-a4.pdf", "-letter.pdf", "-slides.html", ".html"])
      assert.match(output, new RegExp(`good-rate=3${name} … .*\\d MB`));
    const opened = await open(path.join(out, "student", "good-rate=3.html"));
    const { page } = opened;
    await drawFigures(page);
    assert.match((await page.textContent("header")) ?? "", "rate = 3 instead of 2");
    const texts = (await page.locator(".output > p").allTextContents()).map((text) => text.trim());
    assert.equal(texts, [...hostile, ...hostile.map((value) => `✓ ${value}`)]);
    const column = await page.locator("tbody tr > *").allTextContents();
    assert.equal(column, hostile);
    assert.is(await page.textContent("caption"), hostile[0]);
    assert.is(await page.textContent("figcaption"), hostile[1]);
    assert.equal([...opened.requests, ...opened.complaints], []);
    await close(opened);
  },
);

browserTest("a PDF that cannot be written is named, and the other one is there", async () => {
  const out = file("one paper");
  const source = write("plain", markdown("# Plain"), code("1 + 1", "parameters"));
  // Where the file should go there is a folder that is not empty.
  mkdirSync(path.join(out, "student", "plain-letter.pdf", "x"), { recursive: true });
  const args = [source.path, "--edition", "student", "--to", "pdf", "--out", out];
  const { status, output } = await runTool(...args);
  assert.is(status, "1", output);
  assert.match(output, /plain-a4\.pdf … 1 pages/);
  assert.match(output, /Not written: student.plain-letter\.pdf: /);
  assert.not.match(output, /Not written: [^\n]*a4/);
  assert.match(output, /^ +at .*write\.ts:\d+/m, "the stack says where");
});

test("the page of each notebook has 2.0 MB or less", () => {
  for (const notebook of courseNotebooks()) {
    const size = statSync(exported("html", "student", [notebook])).size;
    assert.ok(size <= 2e6, `${notebook.name}: ${size} bytes`);
  }
});

const PDF_TEXT = `import pypdfium2, sys
for page in pypdfium2.PdfDocument(sys.argv[1]): print(page.get_textpage().get_text_range(), end="\\f")`;

/** What PDF/UA asks and a PDF lacks: content without a tag, types that nobody knows, links without words, or to this computer. */
const PDF_TAGS = `import json, pypdf, sys
pdf = pypdf.PdfReader(sys.argv[1])
root = pdf.trailer["/Root"]
known = "Document Sect Div BlockQuote Caption P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Link Figure Formula Code NonStruct".split()
roles = root["/StructTreeRoot"].get("/RoleMap", {})
types, loose, ragged = set(), 0, []
def rows(node):
    kids = node.get("/K", [])
    kids = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    return [len(kids)] if node.get("/S") == "/TR" else [n for kid in kids if isinstance(kid, dict) for n in rows(kid)]
def walk(node):
    global loose
    node = node.get_object()
    if isinstance(node, list): [walk(one) for one in node]
    elif isinstance(node, dict):
        if "/S" in node: types.add(roles.get(node["/S"], node["/S"])[1:])
        if node.get("/S") == "/LI":
            kids = [kid.get_object() for kid in node["/K"]]
            loose += sum(not isinstance(kid, dict) or kid.get("/S") not in ("/Lbl", "/LBody") for kid in kids)
        if node.get("/S") == "/Table" and len(set(rows(node))) > 1: ragged.append(rows(node))
        if "/K" in node: walk(node["/K"])
walk(root["/StructTreeRoot"])
bare, links = 0, []
for page in pdf.pages:
    depth = 0
    for operands, operator in page.get_contents().operations:
        depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
        bare += depth == 0 and operator in (b"Tj", b"TJ", b"S", b"f", b"f*", b"B", b"Do", b"sh")
    links += [[link.get("/Contents", ""), link.get("/A", {}).get("/URI", "#")] for link in page.get("/Annots", [])]
print(json.dumps({"bare": bare, "loose": loose, "ragged": ragged, "unknown": sorted(types - set(known)), "types": sorted(types), "links": links,
  "claims": "<pdfuaid:part>1<" in root["/Metadata"].get_data().decode(), "title": pdf.metadata.title,
  "author": pdf.metadata.author, "creator": pdf.metadata.creator, "header": pdf.pdf_header}))`;

browserTest(
  "a PDF's tags: all is tagged or no part of the text, in known types; links have words, none leads to this computer",
  async () => {
    const gaps = markdown("| | one | two |\n|-|-|-|\n| **1** | a | b |\n| **2** | | d |");
    const printer = new Printer(launch);
    const [pdf, table] = [file("tags.pdf"), file("table.pdf")];
    try {
      for (const [source, a4] of [
        [five, pdf],
        [write("gaps", gaps), table],
      ] as const)
        await printer.print(exported("html", "student", [source]), { a4 }, python);
    } finally {
      await printer.close();
    }
    const tags = async (pdf: string) =>
      JSON.parse((await run(python, ["-X", "utf8", "-c", PDF_TAGS, pdf], 60)).output);
    const { ragged } = await tags(table);
    assert.equal(ragged, [], "rows are as long as each other");
    const { bare, loose, unknown, types, links, claims, title, ...more } = await tags(pdf);
    assert.equal([bare, loose, unknown], [0, 0, []]);
    for (const type of ["Code", "Figure", "H1", "Link", "Table"]) assert.ok(types.includes(type));
    assert.ok(links.length > 0);
    for (const [words, to] of links) assert.match(`${words} ${to}`, /^\S.* (#|https:\S+)$/);
    assert.is(claims, true);
    assert.is(title, "05 · The OR gate");
    assert.is(more.author, citation().authors);
    assert.is(more.creator, COURSE);
    assert.is(more.header, "%PDF-1.7");
  },
);

browserTest(
  "a PDF: numbered pages with ink, the steps that matter, no solutions for students",
  async () => {
    const printer = new Printer(launch);
    try {
      const html = exported("html", "student", [two]);
      const [a4, letter] = [file("a4.pdf"), file("letter.pdf")];
      const printed = await printer.print(html, { a4, letter }, python);
      for (const [paper, pdf] of [
        ["a4", a4],
        ["letter", letter],
      ] as const) {
        const { pages, blank, headings } = printed.get(paper) as Printed;
        assert.equal(blank, []);
        const { output } = await run(python, ["-X", "utf8", "-c", PDF_TEXT, pdf], 30);
        const texts = output.split("\f").slice(0, -1);
        assert.is(texts.length, pages);
        for (const [i, text] of texts.entries())
          assert.match(text, new RegExp(`^02 · One weight by hand ${i + 1}\\s`));
        // Its letters stand in columns, where a reader of PDFs may put a line break after each.
        const narrow = (text: string) => text.replace(/\s/g, "");
        const [last, on] = headings.at(-1) ?? [];
        assert.match(narrow(texts[0]), "Contents");
        assert.match(narrow(texts[0]), narrow(`${last}${on}`));
        assert.match(output, "W = 4 is worse than W = 3");
        assert.not.match(output, "Solution");
      }
      const opened = await open(html);
      await opened.page.evaluate("handout.preparePrint()");
      const alts = await opened.page
        .locator(".printed img[alt*='W =']")
        .evaluateAll((images) => images.map((image) => (image as unknown as { alt: string }).alt));
      const steps = alts.map((alt) => / W = \d$/.exec(alt)?.[0].trim()).filter(Boolean);
      assert.equal(steps.slice(-3), ["W = 2", "W = 3", "W = 4"]);
      const keys: number[] = await opened.page.evaluate(
        `[...document.querySelectorAll(".printed:has(div ~ div)")].map((each) => each.querySelectorAll("img.key").length)`,
      );
      assert.ok(keys.length > 0);
      assert.ok(
        keys.every((count) => count === 1),
        "several pictures share one legend",
      );
      await close(opened);
      const four = courseNotebooks().find(({ name }) => name.startsWith("04"));
      const plain = await open(exported("html", "student", [committed(four?.name ?? "")]));
      await plain.page.evaluate("handout.preparePrint()");
      assert.is(
        await plain.page.evaluate(
          `document.querySelector(".printed:has(div ~ div)").querySelectorAll("img.key").length`,
        ),
        0,
        "a figure without a legend has none on paper",
      );
      await close(plain);
    } finally {
      await printer.close();
    }
  },
);

browserTest(
  "the printed course names the page of each chapter, and each page its chapter",
  async () => {
    const chapters = ["One", "Two"].map((title) =>
      write(
        title.toLowerCase(),
        markdown(`# ${title}`),
        markdown("What an instructor knows", "notes"),
        markdown(`## Part of ${title}`),
      ),
    );
    const printer = new Printer(launch);
    const pdf = file("book.pdf");
    await printer.print(exported("html", "instructor", chapters), { a4: pdf }, python);
    await printer.close();
    const { output } = await run(python, ["-X", "utf8", "-c", PDF_TEXT, pdf], 30);
    const texts = output.split("\f").slice(0, -1);
    assert.is(texts.length, 4, "the cover, the contents, a page for each chapter");
    // Their letters stand in columns, where a reader of PDFs may put a line break after each.
    const narrow = texts.map((text) => text.replace(/\s/g, ""));
    const contents = narrow.findIndex((text) => text.includes("Contents"));
    for (const title of ["One", "Two"]) {
      const page = texts.findIndex(
        (text, i) => text.includes(`Part of ${title}`) && i !== contents,
      );
      assert.match(texts[page], new RegExp(`^${title} ${page + 1}\\s`));
      assert.match(narrow[contents], `${title}${page + 1}`);
    }
  },
);

browserTest(
  "on paper what is to be guessed stands at the end of its chapter, with the numbers of the pages; for instructors it stays",
  async () => {
    const folded = (source: string, ...tags: string[]) => {
      const cell = code(source, ...tags);
      return { ...cell, metadata: { ...cell.metadata, jupyter: { outputs_hidden: true } } };
    };
    const said = (text: string) => [shown({ "text/markdown": text })];
    const chapter = (title: string) =>
      write(
        title.toLowerCase(),
        markdown(`# ${title}`),
        markdown(`## Part of ${title}`),
        { ...folded("1 + 1"), outputs: said(`Result of ${title}`) },
        { ...folded("2", "prose"), outputs: said(`Why in ${title}`) },
        markdown(`## End of ${title}`),
        { ...folded("3 + 3"), outputs: said(`Last of ${title}`) },
        code("4", "solution"),
      );
    const printer = new Printer(launch);
    const texts = async (edition: "student" | "instructor", ...titles: string[]) => {
      const pdf = file(`${edition}-came.pdf`);
      await printer.print(exported("html", edition, titles.map(chapter)), { a4: pdf }, python);
      const { output } = await run(python, ["-X", "utf8", "-c", PDF_TEXT, pdf], 30);
      return output.split("\f").map((text) => text.replace(/\s+/g, " "));
    };
    try {
      const [, contents, one, two] = await texts("student", "One", "Two");
      for (const [title, text, page] of [
        ["One", one, 3],
        ["Two", two, 4],
      ] as const) {
        const asked = `What came: 1, page ${page} End of ${title} What came: 2, page ${page} What came`;
        assert.match(text, asked);
        assert.match(text, `1 · Part of ${title}, page ${page}`);
      }
      assert.match(contents.replace(/\s/g, ""), "Whatcame3");
      // A PDF tells its text in the order in which it is painted.
      for (const [edition, words] of [
        [
          "student",
          "End of One … 2 … What came … 1 · Part of One … Result of One … Why in One … 2 · End of One … Last of One",
        ],
        ["instructor", "Part of One … Result of One … Why in One … End of One … Last of One"],
      ] as const) {
        const { page, ...opened } = await open(exported("html", edition, [chapter("One")]));
        await page.evaluate("globalThis.__name = (each) => each");
        await page.evaluate(putOutcomesLast);
        const text = await page.evaluate("document.querySelector('main').textContent");
        assert.match(String(text), new RegExp(words.replaceAll(" … ", "[^]*")));
        assert.is((await page.locator(".came").count()) > 0, edition === "student");
        await close({ page, ...opened });
      }
    } finally {
      await printer.close();
    }
  },
);

browserTest(
  "a figure that finds no room leaves no page half empty: text that follows goes before it",
  async () => {
    const lines = (word: string, count: number) =>
      Array.from({ length: count }, (_, i) => markdown(`${word} ${i}`));
    const drawn = { data: [{ x: [0, 1], y: [0, 1] }], layout: { height: 450 } };
    const figure = code("1", shown({ [FIGURE]: drawn, "text/plain": "The caption" }));
    const printer = new Printer(launch);
    try {
      for (const before of [16, 18]) {
        const cells = [
          markdown("# Room"),
          ...lines("Before", before),
          figure,
          ...lines("After", 40),
        ];
        const pdf = file(`room-${before}.pdf`);
        const html = exported("html", "student", [write(`${before}-room`, ...cells)]);
        await printer.print(html, { a4: pdf }, python);
        const { output } = await run(python, ["-X", "utf8", "-c", PDF_TEXT, pdf], 30);
        // Letters stand in columns, where a reader of PDFs may put a line break after each.
        const [first] = output.replace(/[^\S\f]/g, "").split("\f");
        assert.match(first, "After2");
      }
    } finally {
      await printer.close();
    }
  },
);

/** Where the lowest letter of each page stands, above its number, as a share of the page. */
const PDF_FOOT = `
import json, sys, pypdfium2
def foot(page):
    text = page.get_textpage()
    bottoms = [text.get_charbox(i)[1] for i in range(text.count_chars())]
    return min(b for b in bottoms if b > 57) / page.get_height()
print(json.dumps([foot(page) for page in pypdfium2.PdfDocument(sys.argv[1])]))
`;

import { waitFor } from "../support/wait-for.js";

/** Prints the cells on A4; returns where the text of each page ends, as a share of the page. */
async function feet(name: string, ...cells: Cell[]): Promise<number[]> {
  const printer = new Printer(launch);
  const pdf = file(`${name}.pdf`);
  try {
    await printer.print(exported("html", "student", [write(name, ...cells)]), { a4: pdf }, python);
  } finally {
    await printer.close();
  }
  return JSON.parse((await run(python, ["-X", "utf8", "-c", PDF_FOOT, pdf], 30)).output);
}

const lines = (count: number) => Array.from({ length: count }, (_, i) => markdown(`Line ${i}`));

/** A figure that paper can make neither flatter nor higher: it has no data to show as a table. */
const high = code(
  "1",
  shown({
    [FIGURE]: {
      data: [],
      layout: { height: 800, shapes: [{ type: "rect", x0: 0, x1: 1, y0: 0, y1: 1 }] },
    },
    "text/plain": "The caption",
  }),
);

browserTest("what is white at the foot of a page goes to its plots", async () => {
  const plot = (height: number) => {
    const drawn = { data: [{ x: [0, 1], y: [0, 1] }], layout: { height } };
    return code("1", shown({ [FIGURE]: drawn, "text/plain": "The caption" }));
  };
  const cells = [markdown("# White"), plot(400), ...lines(8), plot(880), markdown("## Next")];
  const [foot] = await feet("white", ...cells);
  assert.ok(foot > 0.06 && foot < 0.12, `the text ends at ${foot}`);
});

browserTest(
  "what is white still is shared with the page before, which ends before a heading",
  async () => {
    const cells = [...lines(20), markdown("## Early"), ...lines(22), high, markdown("## Next")];
    const [first, second] = await feet("shared", markdown("# Shared"), ...cells);
    for (const foot of [first, second])
      assert.ok(foot > 0.1 && foot < 0.2, `the pages end at ${first} and ${second}`);
  },
);

browserTest("an exercise has more lines for its answer where its page has room", async () => {
  const cells = [code('exercise("01-a", 1);'), ...lines(17), high, markdown("## Next")];
  const [foot] = await feet("room", markdown("# Room"), ...cells);
  assert.ok(foot < 0.14, `the text ends at ${foot}`);
});

browserTest("a blank page and a blank figure are noticed", async () => {
  const browser = await launch();
  const page = await browser.newPage();
  await page.setContent("<p>There is ink on this page.</p><p style='break-before: page'>&nbsp;");
  const pdf = file("blank.pdf");
  await page.pdf({ path: pdf });
  await browser.close();
  assert.equal(await inspect(python, pdf, 4), { pages: 2, blank: [2], headings: [] });
  const nothing = { data: [], layout: { xaxis: { visible: false }, yaxis: { visible: false } } };
  const source = write(
    "empty",
    markdown("# Empty"),
    code("1", shown({ [FIGURE]: nothing, "text/plain": "" })),
  );
  const printer = new Printer(launch);
  const printing = printer.print(exported("html", "student", [source]), {}, python);
  assert.is(
    await printing.then(String, ({ message }) => message),
    `the figure "Figure" came out blank`,
  );
  await printer.close();
});

test("an interrupted run leaves nothing half-written", async () => {
  const out = file("interrupted");
  const { status } = await run(
    process.execPath,
    [
      "--import",
      loader,
      "-e",
      // As soon as there is something half-written.
      `import { existsSync } from "node:fs";
      const aside = ${JSON.stringify(path.join(cache, "handouts-"))} + process.pid;
      const poll = setInterval(() => {
        if (!existsSync(aside)) return;
        clearInterval(poll);
        process.kill(process.pid, "SIGTERM");
      }, 20);
      process.argv.splice(1, 0, ${JSON.stringify(program)}); await import(${JSON.stringify(pathToFileURL(program).href)});`,
      "02",
      "--out",
      out,
    ],
    60,
  );
  assert.is(status, "130");
  assert.not(existsSync(out));
  const left = readdirSync(cache).filter((name) => /^handouts-\d+$/.test(name));
  assert.equal(left, []);
});

for (const [title, args, message] of [
  ["an unknown notebook", ["77"], /no notebook "77"/],
  ["an unknown format", ["--to", "docx"], /--to must be one of html, pdf, slides; got docx/],
  ["an unknown parameter", ["02", "--set", "speed=1"], /no parameter "speed"; this notebook has/],
] as const)
  test(`${title}: a message, the usage, exit 2`, async () => {
    const { status, output } = await runTool(...args);
    assert.is(status, "2");
    assert.match(output, message);
    assert.match(output, "npm run handouts -- 05");
  });

test("without a browser: how to get one, and the rest is written", async () => {
  const out = file("no browser");
  const env = process.env.CHROME_PATH;
  process.env.CHROME_PATH = file("no such browser");
  try {
    const source = write("plain", markdown("# Plain"), code("1 + 1", "parameters"));
    const { status, output } = await runTool(source.path, "--edition", "student", "--out", out);
    assert.is(status, "1");
    assert.match(output, `No PDF was written: ${NO_BROWSER}`);
    assert.equal(readdirSync(path.join(out, "student")).sort(), [
      "plain-slides.html",
      "plain.html",
    ]);
  } finally {
    if (env === undefined) delete process.env.CHROME_PATH;
    else process.env.CHROME_PATH = env;
  }
});

test.run();
