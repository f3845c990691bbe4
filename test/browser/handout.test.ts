/** One handout, opened from disk without a network, runs all its cells; the full tests try what else can be done to it. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { select } from "../../tools/course-notebooks.js";
import { close, end, handout, open, runAll, said, same, shown, wanted } from "../support/live.js";
import { browserTest } from "../support/skip.js";

test.after(end);

browserTest("a handout's cells give what the kernel gave", async () => {
  const [or] = select(["05"]);
  const opened = await open(await handout([or]));
  await runAll(opened.page);
  await said(opened.page, /^Done/);
  const cells = await shown(opened.page);
  assert.ok(cells.length > 20);
  same(cells, wanted(readNotebook(or.path)), or.name);
  await close(opened);
});

test.run();
