/** Handouts whose cells run give the numbers that the kernel gives. */
// time limit: 900 s
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { exp } from "../../ipynb/language/exp.js";
import type { Notebook } from "../../ipynb/nbformat.js";
import { readNotebook, tidy } from "../../ipynb/notebook-file.js";
import { courseNotebooks, select } from "../../tools/course-notebooks.js";
import { runNotebooks } from "../../tools/run-notebooks.js";
import {
  agree,
  close,
  end,
  handout,
  look,
  open,
  runAll,
  said,
  same,
  shown,
  wanted,
  write,
} from "../support/live.js";
import { code } from "../support/notebook.js";
import { browserTest } from "../support/skip.js";

test.after(end);

/** Its cells and files, without the edition and the places on the page: the instructor's notes move those. */
const program = (html: string): unknown => {
  const [, json] =
    /<script [^>]*id="program"[^>]*>(.*?)<\/script>/s.exec(readFileSync(html, "utf8")) ?? [];
  assert.ok(json, "the page has a program");
  return JSON.parse(json, (key, value) => (key === "at" || key === "edition" ? undefined : value));
};

for (const entry of courseNotebooks())
  browserTest(`${entry.name}: every cell gives in the page what the kernel gives`, async () => {
    const student = handout([entry]);
    const instructor = handout([entry], "instructor");
    // A student's page runs the same cells; it only folds some away.
    assert.equal(program(student), program(instructor));
    for (const html of [student, instructor])
      assert.ok(readFileSync(html).length <= 3.5e6, "at most 3.5 MB");
    const opened = await open(instructor);
    const { page } = opened;
    const before = await look(page);
    await runAll(page);
    assert.match(await said(page, /^(Done|An error)/), /^Done/);
    same(await shown(page), wanted(readNotebook(entry.path)), entry.name);
    const after = await look(page);
    assert.is(after.length, before.length);
    for (const [i, output] of after.entries())
      assert.is(output, before[i], `output ${i} is drawn, and looks, as before the run`);
    await close(opened);
  });

const variants: [notebook: string, values: Record<string, string>][] = [
  ["02", { first: "5" }],
  ["02", { x: "[1, 2]", targets: "[3, 5]", learningRate: "0.1", steps: "7" }],
  ["02", { learningRate: "0.15", steps: "60" }],
  ["03", { nets: "[-800, -1, 0, 40]", point: "-2.25" }],
  ["05", { learningRate: "0.5", epochs: "2000" }],
  ["05", { gateName: '"XOR"', startWeights: "[5, -5]" }],
  ["06", { weight: "-2", bias: "5" }],
  ["06", { gateName: '"NAND"', learningRate: "1" }],
  ["07", { startWeights: "[0, 0, 0, 0]", startBias: "-3", epochs: "500" }],
  ["07", { asked: "[[1, 1, 1, 1], [0, 0, 0, 0]]", learningRate: "1" }],
];

browserTest(
  "ten edited variants: the address sets what --set sets, with the same results",
  async () => {
    // Two kernels at a time.
    for (let i = 0; i < variants.length; i += 2)
      await Promise.all(variants.slice(i, i + 2).map(([number, values]) => both(number, values)));
  },
);

async function both(number: string, values: Record<string, string>): Promise<void> {
  const [entry] = select([number]);
  let notebook: Notebook | undefined;
  await runNotebooks([entry], { values }, async (_, fresh) => {
    notebook = fresh;
    return [];
  });
  assert.ok(notebook, `${entry.name} did not run`);
  const pairs = Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)]);
  const fragment = pairs.map((pair) => pair.join("=")).join("&");
  const opened = await open(handout([entry]), `#${fragment}`);
  await agree(opened.page);
  assert.match(await said(opened.page, /^(Done|An error)/), /^Done/);
  assert.is(await opened.page.locator(".refused").count(), 0);
  await runAll(opened.page); // also those that do not depend on what was set
  assert.match(await said(opened.page, /^(Done|An error)/), /^Done/);
  same(await shown(opened.page), wanted(notebook), `${entry.name} ${JSON.stringify(values)}`);
  await close(opened);
}

browserTest(
  "TypeScript, one scope, the last expression, console.log: all as in the kernel",
  async () => {
    const source = write(
      "language",
      code(
        `import { md, type Perceptron, sigmoid, train } from "perceptron";\nimport * as all from "perceptron";`,
      ),
      code(
        `const a = 1;\nlet b: number = 2;\nfunction twice(x: number): number { return 2 * x; }\nb`,
      ),
      code(
        `const { c, d: [e, ...rest] } = { c: 3, d: [4, 5, 6] };\nb += 1;\nconst addAll = (): number => a + b + c + e;`,
      ),
      code("[addAll(), rest, twice(b), all.sigmoid(0)]"),
      code(
        `const a = "again";  // another type\nclass Point<T> { constructor(readonly x: T, private y = 1) {} sum() { return this.y; } }\nenum Side { Left, Right }`,
      ),
      code(`a + Side.Right + new Point("p").sum() + Side[0]`),
      code(`console.log("%s is %d", a, 5, { deep: { er: { est: { of: 1 } } } });\nnew Point([1])`),
      code(
        `const later = await new Promise<number>((done) => setTimeout(() => done(7), 5));\nawait Promise.resolve(later + 1)`,
      ),
      code("Array.from({ length: 120 }, (_, i) => i / 3)"),
      code(
        `({ map: new Map([[1, { two: "2" }]]), set: new Set(["x"]), f: twice, none: undefined, big: 10n, when: new Date(0), at: new Float64Array(3) })`,
      ),
      code("const r = 1;\nconst own = () => r;\nfunction owned() { return r; }\nlet n = 0;"),
      code("const shared = () => [r, n];"),
      code("const r = 5;\nn = 100;"),
      code("[own(), owned(), shared()]"),
      code("undefined"),
      code("null"),
      code(`let later2 = 0;\nfor (var i = 0; i < 3; i++) later2 += i;\nlater2 + i`),
      code(
        `const shape = <T,>(value: T) => ({ a: a, value });\nmd\`\${shape(a!).value} as \${String(1 as unknown)} $x^2$ \`;`,
      ),
      code(`const p: Perceptron = { weights: [1], bias: 0 };\np.weights satisfies number[];\np`),
      code(
        `label: for (const x of [1, 2]) { for (;;) continue label; }\nif (a) { const inner = 1; }\ntypeof (globalThis as { inner?: number }).inner`,
      ),
    );
    let notebook: Notebook | undefined;
    await runNotebooks([source], {}, async (_, fresh) => {
      notebook = tidy(fresh);
      return [];
    });
    assert.ok(notebook, "it runs in the kernel");
    const opened = await open(handout([source]));
    await runAll(opened.page);
    await said(opened.page, /^(Done|An error)/);
    same(await shown(opened.page), wanted(notebook), "language");
    await close(opened);
  },
);

test("e to the power of x is the kernel's to the last bit", () => {
  const isFdlibm = process.versions.node.startsWith("20.");
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647 - 0.5;
  };
  const edges = [0, -0, 1, -1, 709.782712893384, 710, -745.1332191019411, -746, 1e-9, 1e-300];
  const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const random3 = Array.from({ length: 30_000 }, () => [1500, 40, 4].map((w) => w * random()));
  for (const x of [...edges, ...special, ...random3.flat()]) {
    if (isFdlibm) assert.ok(Object.is(exp(x), Math.exp(x)), `exp(${x})`);
    else if (Number.isFinite(Math.exp(x)))
      assert.ok(Math.abs(exp(x) - Math.exp(x)) <= 4e-16 * Math.exp(x) + 5e-324, `exp(${x})`);
  }
});

test.run();
