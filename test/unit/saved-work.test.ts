import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseWork, type Work, workElement } from "../../handout/saved-work.js";

const work: Work = {
  format: 1,
  id: "1",
  learner: "Ada </script><script>",
  handout: "05-or-gate",
  edition: "student",
  version: "1.0.0",
  saved: "2026-11-25T01:40:00.000Z",
  notebooks: [{ name: "05-or-gate", cells: [{ id: "a", source: "1 < 2", changed: true }] }],
};
const page = (element: string) => `<!doctype html><p>a</p>${element}<script>1</script>`;

test("what is put into a page comes out of it, and cannot end its element", () => {
  const element = workElement(work);
  assert.is(element.match(/<\/script/g)?.length, 1);
  assert.equal(parseWork(page(element)), work);
});

test("work that is none, double, cut, of a later format or of other parts is refused in a sentence", () => {
  const element = workElement(work);
  const altered = (part: object) => workElement({ ...work, ...part } as Work);
  const bad: [html: string, message: RegExp][] = [
    ["", /^no work in this file/],
    [element + element, /damaged/],
    [element.slice(0, -12), /damaged/],
    [element.replace('"format"', "format"), /no JSON/],
    [altered({ format: 2 }), /newer handout/],
    [altered({ learner: 5 }), /a part is missing/],
    [altered({ notebooks: {} }), /a part is missing/],
    [altered({ notebooks: [null] }), /a part is missing/],
    [altered({ notebooks: [{ name: "a", cells: [{ id: "a" }] }] }), /a part is missing/],
    [
      altered({ notebooks: [{ name: "a", cells: [{ id: "a", source: "", outputs: [1] }] }] }),
      /part/,
    ],
  ];
  for (const [html, message] of bad) assert.throws(() => parseWork(page(html)), message);
});

test.run();
