/** kernel/danfojs.ts: what danfojs loads late is there when it is needed, and not before. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dist, root } from "../../tools/paths.mjs";
import { run } from "../../tools/suite.js";
import { Kernel } from "../support/kernel-client.js";

const test = suite<{ kernel: Kernel }>("danfojs in the kernel");
test.before(async (context) => {
  context.kernel = await Kernel.start();
});
test.after(({ kernel }) => kernel.stop());

const printed = (heard: Awaited<ReturnType<Kernel["run"]>>["heard"]) =>
  heard
    .filter(({ type }) => type === "stream")
    .map(({ content }) => content.text)
    .join("");

const LOADED = `console.log(Object.keys(require.cache)
  .flatMap((file) => /node_modules[\\\\/]((?:@[^\\\\/]+[\\\\/])?[^\\\\/]+)/.exec(file)?.[1] ?? [])
  .filter((name) => /^(mathjs|xlsx|request|table|node-fetch|stream-json|@tensorflow.*)$/.test(name)).length)`;

test("a first table of a CSV file loads neither TensorFlow.js nor mathjs nor what reads addresses and Excel files", async ({
  kernel,
}) => {
  const first = await kernel.run(
    'import { readDataset, table } from "perceptron";\n' +
      'const virus = await readDataset("data/virus.csv", { target: "positive" });\ntable(virus.frame);',
  );
  assert.is(first.reply.status, "ok", JSON.stringify(first.reply));
  const { heard } = await kernel.run(LOADED);
  assert.is(printed(heard).trim(), "8", "nothing but what stands in for them");
});

test("a table before danfojs is installed: what to wait for is said", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "danfojs-"));
  try {
    cpSync(path.join(dist, "index.cjs"), path.join(folder, "index.cjs"));
    mkdirSync(path.join(folder, "node_modules"));
    const tslab = path.join("node_modules", "tslab");
    symlinkSync(path.join(root, tslab), path.join(folder, tslab), "junction");
    const read = `require("./index.cjs").readDataset(process.argv[1], { target: "positive" }).catch(
      ({ message }) => console.log(message))`;
    const data = path.join(root, "notebooks", "data", "virus.csv");
    const told = execFileSync(process.execPath, ["-e", read, data], {
      cwd: folder,
      encoding: "utf8",
    });
    assert.match(told, /^danfojs, which holds tables, is not installed yet: .*Restart Kernel/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("all of danfojs works: medians, sums with TensorFlow.js, tables of text, samples", async ({
  kernel,
}) => {
  const { reply, heard } = await kernel.run(
    'import { DataFrame, MinMaxScaler, StandardScaler } from "danfojs-node";\n' +
      'const frame = new DataFrame([[1, 2], [3, 5]], { columns: ["a", "b"] });\n' +
      "console.log(JSON.stringify([frame.describe().values, frame.add(1).values]));\n" +
      "console.log(frame.toString());\n" +
      "console.log(JSON.stringify(new StandardScaler().fit(frame).transform(frame).values));\n" +
      "console.log(JSON.stringify(new MinMaxScaler().fit(frame).transform(frame).values));\n" +
      'console.log((await frame.sample(1)).shape, frame.groupby(["a"]).sum().shape);',
  );
  assert.is(reply.status, "ok", JSON.stringify(reply));
  const text = printed(heard);
  // count, mean, standard deviation, least, median, greatest, variance
  assert.match(
    text,
    /\[\[2,2\],\[2,3.5\],\[1\.414\d+,2\.121\d+\],\[1,2\],\[2,3.5\],\[3,5\],\[2,4.5\]\]/,
  );
  assert.match(text, /\[\[2,3\],\[4,6\]\]/);
  assert.match(text, /\[\[-1,-1\],\[1,1\]\]\n\[\[0,0\],\[1,1\]\]/);
  assert.match(text, /║ 1 +│ 3 +│ 5 +║/);
  assert.match(text, /\[ 1, 2 \] \[ 2, 2 \]/);
  const later = await kernel.run(LOADED);
  assert.ok(Number(printed(later.heard)) > 8, "mathjs and table have loaded by now");
  const tensor = await kernel.run(
    'import { tensorflow } from "danfojs-node";\n' +
      "console.log(new DataFrame(tensorflow.tensor2d([[1, 2], [3, 4]])).shape, [] instanceof tensorflow.Tensor);",
  );
  assert.match(printed(tensor.heard), /\[ 2, 2 \] false/, "a tensor is known as one");
});

test("danfojs-node loads with the first table, not with the module", async () => {
  const program = `
    const { readDataset } = require("perceptron");
    const loaded = () => Object.keys(require.cache).some((name) => name.includes("danfojs-node"));
    console.log(loaded());
    readDataset("notebooks/data/virus.csv", { target: "positive" }).then(() => console.log(loaded()));`;
  const { status, output } = await run(process.execPath, ["-e", program], 60);
  assert.equal({ status, output }, { status: "0", output: "false\ntrue\n" }, root);
});

test.run();
