/** JupyterLab's token is for the learner's eyes: with it any user of this computer could run code as the learner. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cache, root, state } from "../../tools/paths.mjs";
import { freePort } from "../support/port.js";
import { needs } from "../support/skip.js";

const linuxTest = needs(test, process.platform === "linux", "the list of processes is /proc here");
const folder = mkdtempSync(path.join(cache, "token-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** What every user of this computer can see of every program. */
function processList(): string {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        return ""; // it has ended
      }
    })
    .join("\n");
}

linuxTest(
  "the browser opens, and no list of processes and no file for others shows the token",
  async () => {
    const token = randomBytes(24).toString("hex");
    const browser = path.join(folder, "browser");
    const opened = path.join(folder, "opened");
    writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > '${opened}'\nsleep 2\n`, { mode: 0o755 });
    const lab = spawn(process.execPath, ["tools/run.mjs", "lab", `--port=${await freePort()}`], {
      cwd: root,
      env: { ...process.env, JUPYTER_TOKEN: token, BROWSER: `${browser} %s` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let file = "";
    for (const stream of [lab.stdout, lab.stderr])
      stream.on("data", (data) => {
        output += data;
      });
    try {
      let address = "";
      let seen = "";
      for (let tries = 0; tries < 600 && !address; tries++) {
        await sleep(100);
        seen += processList();
        if (readdirSync(folder).includes("opened")) address = readFileSync(opened, "utf8");
      }
      seen += processList();
      assert.match(address, /^(file|http):/, output);
      assert.match(seen, browser, "the browser is among the processes that were looked at");
      assert.not.match(seen, token);

      file = fileURLToPath(address);
      assert.match(readFileSync(file, "utf8"), new RegExp(`http://\\S+token=${token}`));
      assert.is(statSync(file).mode & 0o077, 0, "no other user can read it");
      assert.not.match(path.relative(root, file), /(^|\/)\./, "a browser from a snap can read it");
      const readable = readdirSync(state, { recursive: true, encoding: "utf8" })
        .map((name) => path.join(state, name))
        .filter((name) => {
          const stat = statSync(name, { throwIfNoEntry: false });
          return stat?.isFile() && stat.mode & 0o004;
        });
      assert.ok(readable.some((name) => name.endsWith("lab.log")));
      for (const name of readable) assert.not.match(readFileSync(name, "latin1"), token, name);
    } finally {
      const ended = new Promise((resolve) => lab.once("exit", resolve));
      lab.kill("SIGTERM");
      await ended;
    }
    assert.not(existsSync(file), "in the end the file is gone");
  },
);

test.run();
