/** The results that test/unit/numpy.test.ts compares with are NumPy's: its Python comes with the other clients' environment. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { getClients } from "../support/clients.js";
import { close } from "../support/close.js";
import numpy from "../support/data/numpy.json" with { type: "json" };
import { needs } from "../support/skip.js";

const { clients, reason } = await getClients();
const numpyTest = needs(test, clients, reason);
test.after(() => clients?.clean());

numpyTest("the committed results are what NumPy gives on this computer", () => {
  const script = fileURLToPath(new URL("../support/numpy_oracle.py", import.meta.url));
  const options = { env: clients?.env, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(clients?.python ?? "", [script], options);
  assert.is(status, 0, stderr);
  const fresh = JSON.parse(stdout) as typeof numpy;
  assert.equal(fresh.sigmoid, numpy.sigmoid);
  close(fresh.networks, numpy.networks, 1e-10);
  assert.is(fresh.runs.length, numpy.runs.length);
  for (const [i, { result, ...given }] of fresh.runs.entries()) {
    const { result: committed, ...asked } = numpy.runs[i];
    assert.equal(given, asked);
    for (const name of Object.keys(committed) as (keyof typeof committed)[])
      close(result[name], committed[name], 1e-10, `run ${i}, ${name}`);
  }
});

test.run();
