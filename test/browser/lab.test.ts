/** One notebook in a real JupyterLab in a headless browser; the full tests run all of them. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { labTest } from "../support/lab.js";
import {
  after,
  assertAllHolds,
  assertDrawn,
  assertRan,
  dragSliders,
  figures,
  unfold,
} from "../support/labpage.js";

labTest("05-or-gate", "runs and draws every figure", async (page) => {
  const ran = await after(page, "notebook:run-all-cells");
  assertRan(ran);
  assertAllHolds(ran);
  await unfold(page);
  await assertDrawn(page, figures(ran).length);
  assert.ok((await dragSliders(page)) > 0);
});

test.run();
