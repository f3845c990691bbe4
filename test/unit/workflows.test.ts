/** The workflows of GitHub can't run here: they are read, and checked by actionlint where it is installed. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "../../tools/paths.mjs";
import { needs } from "../support/skip.js";

const read = (...names: string[]): string => readFileSync(path.join(root, ...names), "utf8");
const folder = path.join(root, ".github", "workflows");
const workflows = readdirSync(folder).map((name) => path.join(folder, name));

/** `go install github.com/rhysd/actionlint/cmd/actionlint@latest` puts it into a folder that few have on their path. */
const actionlint = ["actionlint", path.join(homedir(), "go", "bin", "actionlint")].find(
  (program) => spawnSync(program, ["-version"]).status === 0,
);
needs(
  test,
  actionlint,
  "actionlint is not installed",
)("actionlint finds nothing wrong", () => {
  const { status, stdout, stderr } = spawnSync(actionlint as string, workflows, { cwd: root });
  assert.is(status, 0, `${stdout}${stderr}`);
});

test("the workflows run the oldest and the newest Node and Python that README promises, and no other", () => {
  const promise = /Node\.js\]\(\S+\) (\S+) to (\S+) and \[Python\]\(\S+\) (\S+) to ([\d.]+),/.exec(
    read("README.md"),
  );
  assert.ok(promise, "README says: Node.js … to … and Python … to …,");
  const [, node, newestNode, python, newestPython] = promise;
  assert.is(JSON.parse(read("package.json")).engines.node, `>=${node}`);
  assert.match(
    read("tools", "setup", "find-programs.mjs"),
    `Python from ${python} to ${newestPython}`,
  );
  const asked = (name: string, text: string): string[] =>
    [...text.matchAll(new RegExp(`\\b${name}(?:-version)?: "([^"]+)"`, "g"))].map(([, is]) => is);
  const tests = read(".github", "workflows", "test.yml");
  const matrix = /matrix:(.*?)steps:/s.exec(tests)?.[1] ?? "";
  assert.equal(asked("node", matrix), [node, newestNode]);
  assert.equal(asked("python", matrix), [python, newestPython]);
  const all = workflows.map((file) => readFileSync(file, "utf8")).join("\n");
  for (const version of asked("node", all)) assert.ok([node, newestNode].includes(version));
  for (const version of asked("python", all)) assert.ok([python, newestPython].includes(version));
});

test("what the workflows run are npm scripts of ours, and the image", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const lines = workflows.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\brun: (.*)$/gm)].map(([, line]) => line),
  );
  const npm = lines.flatMap((line) => /\bnpm (?:run )?([\w:]+)/.exec(line)?.[1] ?? []);
  assert.ok(npm.length >= 4, lines.join("\n"));
  for (const script of npm) assert.ok(script in scripts, script);
});

test("a workflow may read and no more; only the job that publishes may write, and only to Pages", () => {
  for (const file of workflows) {
    const text = readFileSync(file, "utf8");
    assert.match(text, /^permissions:\n {2}contents: read$/m, file);
    assert.match(text, /^concurrency:$/m, file);
    const writes = [...text.matchAll(/^ *([\w-]+): write$/gm)].map(([, name]) => name);
    assert.equal(writes, file.endsWith("pages.yml") ? ["pages", "id-token"] : [], file);
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    for (const action of uses) assert.match(action, /^actions\/[\w-]+@v\d+$/, file);
    const checkouts = uses.filter((action) => action.startsWith("actions/checkout@")).length;
    assert.is(text.split("persist-credentials: false").length - 1, checkouts, file);
  }
});

test("the container of .devcontainer and of Binder is made by the one Containerfile", () => {
  const stages = [...read("Containerfile").matchAll(/^FROM .* AS (\w+)$/gm)].map(
    ([, name]) => name,
  );
  const settings = JSON.parse(
    read(".devcontainer", "devcontainer.json").replace(/^\s*\/\/.*$/gm, ""),
  );
  assert.is(path.join(".devcontainer", settings.build.dockerfile), "Containerfile");
  assert.ok(stages.includes(settings.build.target), settings.build.target);
  assert.match(read("Containerfile"), `ARG NB_USER=${settings.remoteUser}\n`);
  // A link, or where the disk has none, what git writes for it.
  const binder = read(".binder", "Dockerfile");
  assert.ok(binder === read("Containerfile") || binder === "../Containerfile", binder);
});

test.run();
