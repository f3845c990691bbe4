/** What a handout keeps in the browser, with a storage and a page that stand for a browser's. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  canStore,
  type Page,
  remember,
  remembered,
  type StorableCell,
  type StoredCell,
  WorkStorage,
} from "../../../handout/page/browser-storage.js";
import { keepFolds } from "../../../handout/page/folds.js";
import { waitFor } from "../../support/wait-for.js";

/** As a browser's: what is kept are its own properties. */
class TestStorage {
  [key: string]: unknown;
  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? String(this[key]) : null;
  }
  setItem(key: string, text: string): void {
    this[key] = text;
  }
  removeItem(key: string): void {
    delete this[key];
  }
}

const listeners = new Map<string, (event: object) => void>();
const listen = (kind: string, listener: (event: object) => void) => listeners.set(kind, listener);
let kept: TestStorage;
Object.assign(globalThis, { addEventListener: listen, document: { addEventListener: listen } });
test.before.each(() => {
  kept = new TestStorage();
  Object.defineProperty(globalThis, "localStorage", { value: kept, configurable: true });
});

const page: Page = { name: "05-or-gate", edition: "student", version: "1.0.0", file: "" };

interface TestCell extends Omit<StorableCell, "isChanged"> {
  readonly isChanged: boolean;
}

const cell = (id: string, source: string): TestCell => ({
  code: source,
  source,
  data: { id },
  outputFingerprint: 1,
  outputs: undefined,
  get isChanged() {
    return this.code !== this.source;
  },
});

/** A page of one notebook and what was told of its storage. */
function opened(of: Partial<Page> = {}) {
  const cells = [cell("a", "1"), cell("b", "2")];
  const notebook = { name: "05", cells, isAsMade: () => false };
  const told = { failures: 0, arrived: [] as [StorableCell, StoredCell | undefined, boolean][] };
  const storage = new WorkStorage(
    { ...page, ...of },
    new Map([["05", notebook]]),
    () => void told.failures++,
    ({ cell, kept }, isLoss) => void told.arrived.push([cell, kept, isLoss]),
  );
  const all = (version?: string) =>
    [...storage.storedCells(version)].map(([, cell, { source }]) => [cell.data.id, source]);
  return { cells, notebook, storage, told, all };
}

test("a cell that was changed is kept for the same page, edition, version and file alone", () => {
  const first = opened();
  first.cells[0].code = "10";
  first.storage.save();
  assert.is(Object.keys(kept).length, 1);
  assert.equal(opened().all(), [["a", "10"]]);
  for (const other of [{ name: "06" }, { edition: "instructor" }, { version: "2" }, { file: "x" }])
    assert.equal(opened(other).all(), []);
  first.cells[0].code = "1";
  first.storage.save();
  assert.equal(Object.keys(kept), [], "as it was made, it need not be kept");
});

test("outputs are kept, but those that the handout came with", () => {
  const { cells, notebook, storage } = opened();
  cells[0].outputs = [{ output_type: "stream", text: "x" }];
  storage.save();
  const [[, , { outputs }]] = [...opened().storage.storedCells()];
  assert.equal(outputs, [{ output_type: "stream", text: "x" }]);
  Object.assign(notebook, { isAsMade: () => true });
  cells[0].outputs = [{ output_type: "stream", text: "y" }];
  storage.save();
  assert.equal(Object.keys(kept), []);
});

test("what is typed is kept a moment later, once; at the page's end at once", async () => {
  const { cells, storage } = opened();
  storage.start();
  cells[0].code = "10";
  storage.saveSoon();
  storage.saveSoon();
  assert.equal(Object.keys(kept), []);
  await waitFor(() => opened().all().length > 0, "the cell is kept");
  assert.equal(opened().all(), [["a", "10"]]);
  cells[1].code = "20";
  listeners.get("pagehide")?.({});
  assert.equal(opened().all(), [
    ["a", "10"],
    ["b", "20"],
  ]);
  cells[1].code = "30";
  listeners.get("visibilitychange")?.({});
  assert.equal(opened().all(), [
    ["a", "10"],
    ["b", "30"],
  ]);
});

test("what no page of ours has written is no cell", () => {
  const { cells, storage } = opened();
  cells[0].code = "10";
  storage.save();
  const [key] = Object.keys(kept);
  for (const text of ["", "{", "null", '"text"', '{"id":"a"}', '{"id":"a","source":1}']) {
    kept.setItem(key, text);
    assert.equal(opened().all(), [], text);
  }
  kept.setItem(key, '{"id":"a","source":"10"}');
  assert.equal(
    [...opened().storage.storedCells()].map(([, , { shown }]) => shown),
    [0],
  );
});

test("work of another version is found, read and forgotten", () => {
  const old = opened({ version: "0.9" });
  old.cells[1].code = "20";
  old.storage.save();
  kept.setItem("of another site", "x");
  kept.setItem('["perceptron"]', "x");
  const { storage, all } = opened();
  assert.is(storage.otherVersion(), "0.9");
  assert.equal(all(), []);
  assert.equal(all("0.9"), [["b", "20"]]);
  storage.forget("0.9");
  assert.is(storage.otherVersion(), undefined);
  assert.equal(Object.keys(kept).sort(), ['["perceptron"]', "of another site"]);
});

test("another tab: what it keeps arrives, and a text of this tab's own is no prey", () => {
  const other = opened();
  const mine = opened(); // the last that listens: the browser tells it what the other tab keeps
  assert.equal(mine.all(), []);
  const keep = (tab: typeof mine, place: number, code: string) => {
    tab.cells[place].code = code;
    tab.storage.save();
  };
  const arrives = (place: number) => {
    const { id } = mine.cells[place].data;
    const key = Object.keys(kept).find((key) => key.endsWith(`"${id}"]`)) ?? "";
    listeners.get("storage")?.({ key, newValue: kept.getItem(key) });
    const [cell, found, isLoss] = mine.told.arrived.pop() ?? [];
    assert.is(cell, mine.cells[place]);
    return [found?.source, isLoss];
  };
  keep(other, 0, "10");
  assert.equal(arrives(0), ["10", false]);
  mine.cells[0].code = "10";
  keep(mine, 1, "mine");
  keep(other, 1, "other's");
  assert.equal(arrives(1), ["other's", true]);
  mine.storage.overwrite(mine.notebook, mine.cells[1]);
  assert.equal(opened().all(), [
    ["a", "10"],
    ["b", "mine"],
  ]);
});

test("a text of another tab that was taken is no longer this tab's own", () => {
  const mine = opened();
  mine.cells[1].code = "mine";
  mine.storage.save();
  const [key] = Object.keys(kept);
  const arrive = (source: string) =>
    listeners.get("storage")?.({ key, newValue: JSON.stringify({ id: "b", source, shown: 1 }) });
  arrive("first");
  mine.storage.acceptOtherTab(mine.cells[1]);
  mine.cells[1].code = "first";
  arrive("second");
  mine.cells[1].code = "second";
  listeners.get("storage")?.({ key, newValue: null });
  assert.equal(
    mine.told.arrived.map(([, found, isLoss]) => [found?.source, isLoss]),
    [
      ["first", true],
      ["second", false],
      [undefined, false],
    ],
  );
});

test("a saved file's own work need not be kept until it is changed", () => {
  const { cells, storage } = opened({ file: "f" });
  cells[0].code = "10";
  storage.assumeSaved();
  storage.save();
  assert.equal(Object.keys(kept), []);
  cells[0].code = "1";
  storage.save();
  assert.equal(opened({ file: "f" }).all(), [["a", "1"]], "also what is as the handout was made");
});

test("where a browser refuses it is said; where all does not fit, the code alone may", () => {
  const { cells, storage, told } = opened();
  const put = kept.setItem;
  kept.setItem = function (this: TestStorage, key: string, text: string) {
    if (text.length > 200) throw new RangeError("full");
    put.call(this, key, text);
  };
  cells[0].code = "10";
  cells[0].outputs = [{ output_type: "stream", text: "x".repeat(500) }];
  storage.save();
  assert.is(told.failures, 0);
  assert.equal(
    [...opened().storage.storedCells()].map(([, , { source, outputs }]) => [source, outputs]),
    [["10", undefined]],
  );
  cells[0].code = "y".repeat(500);
  storage.save();
  assert.is(told.failures, 1);
  assert.is(storage.hasFailed, true);
});

test("small things are remembered, where the browser keeps anything at all", () => {
  assert.is(canStore(), true);
  assert.is(remembered("learner"), "");
  assert.is(remember("learner", "Ada"), true);
  assert.is(remembered("learner"), "Ada");
  remember("learner", "");
  assert.equal(Object.keys(kept), []);
  const own = new TestStorage();
  remember("running", "05", () => own);
  assert.equal(Object.keys(own), ["perceptron running"]);
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("refused");
    },
  });
  assert.is(canStore(), false);
  assert.is(remember("learner", "Ada"), false);
  assert.is(remembered("learner"), "");
  assert.is(opened().storage.otherVersion(), undefined);
});

test("folds that were opened are open when the page comes back, each by its cell", () => {
  const fold = (id: string) => {
    let toggled = () => {};
    const made = {
      open: false,
      closest: () => ({ dataset: { cell: id } }),
      setAttribute: () => {
        made.open = true;
      },
      addEventListener: (_: string, listener: () => void) => {
        toggled = listener;
      },
      toggle(open: boolean) {
        made.open = open;
        toggled();
      },
    };
    return made;
  };
  const comes = (page: string) => {
    const folds = ["a", "b", ""].map(fold);
    Object.assign(globalThis.document, { querySelectorAll: () => folds });
    keepFolds(page);
    return folds;
  };
  const folds = comes("05 student");
  folds[1].toggle(true);
  const open = (page: string) => comes(page).map((fold) => fold.open);
  assert.equal(open("05 student"), [false, true, false]);
  assert.equal(open("06 student"), [false, false, false]);
  folds[1].toggle(false);
  assert.equal(open("05 student"), [false, false, false]);
});

test.run();
