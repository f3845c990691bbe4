/** Jupyter's own test of kernels, jupyter_kernel_test. */
// time limit: 600 s
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "../../tools/paths.mjs";
import { run } from "../../tools/process.mjs";
import { getClients } from "../support/clients.js";
import { needs } from "../support/skip.js";

const { clients, reason } = await getClients();
const script = path.join(root, "test", "support", "clients", "conformance.py");
test.after(() => clients?.clean());

needs(
  test,
  clients,
  reason,
)("jupyter_kernel_test passes whole, but for the pager", async () => {
  const { code, output } = await run(clients?.python ?? "", [script], clients?.env);
  assert.is(code, 0, output);
  const passed = output.match(/ \.\.\. ok$/gm) ?? [];
  const skipped = output.match(/^(\w+) .*\.\.\. skipped/gm) ?? [];
  assert.is(passed.length, 13, output);
  assert.equal(
    skipped.map((line) => line.split(" ")[0]),
    ["test_pager"],
  );
});

test.run();
