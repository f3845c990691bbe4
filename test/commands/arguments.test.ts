/** What the commands understand, and how they refuse the rest: before anything is set up. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Command, nearest, parse, refuseOptionsKeptByNpm } from "../../tools/arguments.mjs";
import { root } from "../../tools/paths.mjs";
import { usage } from "../../tools/usage.mjs";

const refusal = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

test("parse(command, args) gives words and options", () => {
  const { words, values } = parse("notebooks", ["05", "--set", "a=1", "--set=b=2", "--check"]);
  assert.equal(words, ["05"]);
  assert.equal({ ...values }, { timeout: "120", set: ["a=1", "b=2"], check: true });
  assert.equal(parse("handouts", ["--to", "pdf"]).values.to, ["pdf"]);
  assert.equal(parse("handouts", []).values.to, ["html", "pdf", "slides"]);
});

test("a -- before all is npm's, also where npm is left out", () => {
  const { words, values } = parse("handouts", ["--", "05", "--to", "pdf"]);
  assert.equal([words, values.to], [["05"], ["pdf"]]);
});

test("npm start takes settings of Jupyter's own, and nothing else that it does not know", () => {
  const { words, values, settings } = parse("lab", [
    ...["05", "--port", "8899", "--no-browser", "--ip=0.0.0.0"],
    ...["--ServerApp.base_url=/course/", "--ContentsManager.Sub.allow_hidden=True"],
  ]);
  assert.equal(words, ["05"]);
  assert.equal({ ...values }, { port: "8899", "no-browser": true, ip: "0.0.0.0" });
  assert.equal(settings.length, 2);
  assert.match(
    refusal(() => parse("lab", ["--debug"])),
    /no option --debug; it knows --port, --ip/,
  );
});

test("what is not known is refused with the nearest that is", () => {
  for (const [command, word, message] of [
    ["test", "--ful", "test knows no option --ful; did you mean --full?"],
    ["notebooks", "--chekc", "notebooks knows no option --chekc; did you mean --check?"],
    ["notebooks", "check", "notebooks knows no word check; did you mean --check?"],
    ["bench", "-r", "bench knows no option -r; it knows --runs, --short"],
    ["notebooks", "--check=3", "Option '--check' does not take an argument"],
    ["notebooks", "--set", "Option '--set <value>' argument missing"],
  ] as const)
    assert.is(
      refusal(() => parse(command, [word])),
      message,
    );
  assert.is(nearest("tset", Object.keys(usage)), "test");
  assert.is(nearest("zebra", Object.keys(usage)), undefined);
});

test("every option that a command knows stands in its usage, and the other way round", () => {
  for (const [command, text] of Object.entries(usage)) {
    const named = [...text.matchAll(/(?<!\w)--[a-z][a-z-]*/g)].map(([option]) => option);
    for (const option of new Set(named.filter((name) => name !== "--full")))
      assert.not.match(
        refusal(() => parse(command as Command, [option])),
        "knows no",
        option,
      );
    const known = /; it knows (.+)/.exec(refusal(() => parse(command as Command, ["--zzz"])))?.[1];
    assert.ok(known, command);
    for (const option of known.split(", "))
      assert.ok(text.includes(option) || option === "--full", `${command} ${option}`);
  }
});

test("an option that npm kept for itself stops the command, which would else do another thing", () => {
  const told = (command: Command, script: string, kept: Record<string, string>) =>
    refusal(() => refuseOptionsKeptByNpm(command, { npm_lifecycle_event: script, ...kept }));
  for (const [command, script, kept, words] of [
    ["notebooks", "notebooks", { npm_config_check: "true" }, "npm.cmd run notebooks -- --check"],
    ["lab", "start", { npm_config_port: "true" }, "npm.cmd start -- --port"],
    ["lab", "start", { npm_config_browser: "" }, "node tools/run.mjs lab --no-browser"],
    ["handouts", "handouts", { npm_config_token_description: "html" }, "--to"],
  ] as const)
    assert.match(told(command, script, kept), words);
  assert.is(told("lab", "start", { npm_config_browser: "firefox" }), "", "a program in .npmrc");
  assert.is(
    told("test", "test", { npm_config_check: "true" }),
    "",
    "not an option of this command",
  );
  assert.is(
    refusal(() => refuseOptionsKeptByNpm("notebooks", { npm_config_check: "true" })),
    "",
  );
});

test("the npm of this computer, asked without the --, changes no notebook", () => {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  for (const args of [
    ["run", "notebooks", "--check"],
    ["run", "handouts", "--to", "html"],
    ["start", "--no-browser"],
  ]) {
    const { status, stderr } = spawnSync(npm, args, { cwd: root, encoding: "utf8", shell: true });
    assert.is(status, 2, stderr);
    assert.match(stderr, "npm kept --");
  }
});

test("a refusal: a sentence, the usage, status 2, and no trace", () => {
  for (const command of ["notebooks", "handouts", "lab", "bench"] as const) {
    const program = [path.join(root, "tools", "run.mjs"), command, "--nonsense"];
    const { status, stderr } = spawnSync(process.execPath, program, { encoding: "utf8" });
    assert.is(status, 2, stderr);
    assert.match(stderr, usage[command]);
    assert.not.match(stderr, /^ +at /m);
  }
});

test.run();
