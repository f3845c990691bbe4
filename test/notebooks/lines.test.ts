/**
 * How much of the code that a learner sees carries the idea, and how wide it is. Parameters, guesses, exercises and
 * solutions do not count. Plumbing is what imports, shows, tabulates or says something, and what one figure alone computes.
 */
import type { Node } from "acorn";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  children,
  declared,
  parsedScript,
  type Tree,
  withoutTypes,
} from "../../ipynb/language/compile.js";
import { type Cell, hasTag, isRun, join } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { code, markdown } from "../support/notebook.js";

const WIDTH = 76; // what fits into a handout's page and a laptop's JupyterLab without scrolling

const hidden = (cell: Cell) =>
  (cell.metadata as { jupyter?: { source_hidden?: boolean } }).jupyter?.source_hidden === true;

interface Statement {
  lines: number;
  declares: string[];
  uses: Set<string>;
  plumbing: boolean;
  figure: boolean;
  /** a list or an object, written out */
  data: boolean;
}

const speaks = /^(show|table|md|claim|check[A-Z]\w*)$/;

/** The names that a part of the program mentions. */
function names(node: Tree): string[] {
  const own = node.type === "Identifier" ? [node.name as string] : [];
  return [...own, ...children(node).flatMap(names)];
}

function statements(source: string): Statement[] {
  const code = withoutTypes(source);
  const written = (node: Node) =>
    code
      .slice(node.start, node.end)
      .split("\n")
      .filter((line) => line.trim() && !line.trim().startsWith("//")).length;
  return (parsedScript(code).body as Tree[]).flatMap((node) => {
    const call = node.type === "ExpressionStatement" ? node.expression : undefined;
    const callee = call?.callee?.name ?? call?.tag?.name ?? "";
    if (callee === "guess") return [];
    return {
      lines: written(node),
      declares: declared(node),
      uses: new Set(names(node)),
      plumbing: node.type === "ImportDeclaration" || speaks.test(callee),
      figure: callee === "show",
      data: /^(Array|Object)Expression$/.test(node.declarations?.[0].init?.type),
    };
  });
}

/** Idea, plumbing and collapsed lines. */
function count(cells: Cell[]): [idea: number, plumbing: number, collapsed: number] {
  const end = cells.findIndex((cell) => /^## Exercises$/m.test(join(cell.source)));
  const counted = cells.slice(0, end < 0 ? undefined : end).filter(isRun);
  const seen = counted.filter((cell) => !hidden(cell) && !hasTag(cell, "parameters"));
  const all = seen.flatMap((cell) => statements(join(cell.source)));
  for (const statement of all) {
    const users = all.filter(
      (other) => other !== statement && statement.declares.some((name) => other.uses.has(name)),
    );
    if (!statement.data && users.length === 1 && users[0].figure) statement.plumbing = true;
  }
  const sum = (plumbing: boolean) =>
    all.filter((s) => s.plumbing === plumbing).reduce((total, { lines }) => total + lines, 0);
  const collapsed = counted.filter(hidden).flatMap((cell) => join(cell.source).split("\n"));
  return [sum(false), sum(true), collapsed.filter((line) => line.trim()).length];
}

test("plumbing is what imports and shows, and what one figure alone computes", () => {
  const cells = [
    code('import { show } from "perceptron";'),
    code("const f = (x: number) => 2 * x;\n// a comment\nconst y = f(3);\n\nf(y);"),
    code("const words = f({\n  title: y,\n});\nshow(plot(y, words));\ntable({ y });"),
    { ...code("hidden();\nmore();"), metadata: { jupyter: { source_hidden: true } } },
    markdown("## Exercises"),
    code("exercise();"),
  ];
  assert.equal(count(cells), [3, 6, 2]);
});

const rows: string[] = [];
for (const { name, path } of courseNotebooks()) {
  const { cells } = readNotebook(path);

  test(`${name}: more lines of the idea than of plumbing`, () => {
    const [idea, plumbing, collapsed] = count(cells);
    rows.push(`${name.slice(0, 2)}  idea ${idea}, plumbing ${plumbing}, collapsed ${collapsed}`);
    assert.ok(idea > plumbing, rows.at(-1));
  });

  test(`${name}: no line of code is wider than ${WIDTH} characters`, () => {
    const wide = cells.filter(isRun).flatMap((cell) =>
      join(cell.source)
        .split("\n")
        .filter((line) => !hidden(cell) && [...line].length > WIDTH)
        .map((line) => `${cell.id}: ${[...line].length} ${line}`),
    );
    assert.is(wide.join("\n"), "");
  });
}

test.after(() => console.log(rows.join("\n")));

test.run();
