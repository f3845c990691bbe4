/** Every claim can fail: with some parameters it is crossed out, and then its other sentence is true. */
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Notebook } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { parametersOf } from "../../ipynb/parameters.js";
import { text } from "../../src/text.js";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { setParameters } from "../../tools/set-parameters.js";
import { claims, said } from "../support/run.js";
import type { Parameters } from "./claims/flip.js";
import { flips } from "./claims/index.js";

/** The claims that a notebook prints, by the names that `Flip` gives them. */
async function claimsOf(notebook: Notebook): Promise<Map<string, string>> {
  const entries = [...(await said(notebook))].flatMap(([id, sentences]) =>
    claims(sentences).map((claim, i) => [i === 0 ? id : `${id}.${i}`, claim] as const),
  );
  return new Map(entries);
}

const valuesOf = (notebook: Notebook): Parameters =>
  Object.fromEntries(
    parametersOf(notebook).map(({ name, text }) => [name, runInNewContext(`(${text})`)]),
  );

/** What is wrong with a sentence that should tell these values, in this order, and no other number. */
function otherThan(values: unknown[], sentence: string): string | undefined {
  const plain = (text: string) => text.replace(/&#\d+;/g, " ");
  let rest = plain(sentence);
  for (const value of values) {
    const printed = plain(text`${value}`);
    const at = rest.indexOf(printed);
    if (at < 0) return `no ${printed} in “${rest}”`;
    const before = rest.slice(0, at);
    if (/\d/.test(before))
      return `a number before ${printed} that the flip does not name: “${before}”`;
    rest = rest.slice(at + printed.length);
  }
  return /\d/.test(rest) ? `a number that the flip does not name: “${rest}”` : undefined;
}

for (const { name, path } of courseNotebooks()) {
  const notebook = readNotebook(path);
  const own = flips[name.slice(0, 2)];

  test(`${name}: every claim has a setting that makes it ✗, and every setting a claim`, async () => {
    const found = await claimsOf(notebook);
    const flipped = new Set(own.flatMap(({ claims }) => Object.keys(claims)));
    const missing = [...found].filter(([key]) => !flipped.has(key)).map((entry) => entry.join(" "));
    assert.is(missing.join("\n"), "");
    assert.equal(
      [...flipped].filter((key) => !found.has(key)),
      [],
    );
    for (const claim of found.values()) assert.match(claim, /^✓/);
  });

  for (const { set, claims } of own)
    test(`${name} with ${JSON.stringify(set)}: crossed out, and what is said instead is true`, async () => {
      const changed = setParameters(notebook, set);
      const found = await claimsOf(changed);
      for (const [key, truth] of Object.entries(claims)) {
        const claim = found.get(key) ?? "nothing";
        const instead = /^✗ Not so here: ~~.*~~ Instead: (.*)$/s.exec(claim)?.[1];
        assert.ok(instead, `${key} says ${claim}`);
        const [isFalse, ...numbers] = truth(valuesOf(changed));
        assert.is(isFalse, true, `${key}: the sentence holds: ${claim}`);
        assert.is(otherThan(numbers, instead), undefined, `${key}: ${instead}`);
      }
    });
}

test("a sentence with other numbers than those computed is found", () => {
  assert.is(otherThan([2, 1 / 3], "at W = 2, E is 0.333."), undefined);
  assert.match(String(otherThan([2, 1 / 3], "at W = 2, E is 0.334.")), "no 0.333");
  assert.match(String(otherThan([2], "at W = 2, E is 0.334.")), "does not name");
  assert.match(String(otherThan([0.5], "of 7, 0.5")), "a number before 0.5");
});

test.run();
