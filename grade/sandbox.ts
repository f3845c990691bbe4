/**
 * The walls around a process that runs a stranger's code: what this computer has of them. The language inside has no
 * name that leads out (sandboxed-runner.ts); these hold when one is found after all.
 */
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";

/** What one process may take; how many seconds a notebook's cells, to be read; and what was handed in as one, a file or a zip. */
export const limits = {
  learner: 300,
  cpu: 5,
  silence: 30,
  heap: 128,
  memory: 700,
  output: 1_000_000,
  reading: 15,
};

export interface Walls {
  /** the program and its arguments, for Node to be started with `script` */
  command: [string, ...string[]];
  user?: number;
  has: string[];
  /** what a stranger's code could do here, should it get out of the language */
  lacks: string[];
}

const [major, minor] = process.versions.node.split(".").map(Number);
const permission =
  major > 23 || (major === 23 && minor >= 5) ? "--permission" : "--experimental-permission";

/** @param script the bundle of sandboxed-runner.ts */
export function findWalls(script: string, { bubblewrap = true } = {}): Walls {
  const has = ["Node's permissions (no files, no other programs)", "an empty environment"];
  const lacks: string[] = [];
  const unix = process.platform !== "win32";
  const before: string[] = [];
  const isBoxed = bubblewrap && unix && runs(["bwrap", ...box(script), "/bin/true"]);
  if (unix) {
    // Where a shell can't limit memory, as on macOS, the rest still holds.
    const set = `ulimit -c 0; ulimit -t ${limits.cpu}; ulimit -d ${limits.memory * 1000} 2>/dev/null; exec "$@"`;
    before.push("/bin/sh", "-c", set, "sh");
    has.push(`${limits.cpu} s of computing`);
  }
  if (process.platform === "linux") has.push(`${limits.memory} MB of memory`);
  else lacks.push(`take more memory than the ${limits.heap} MB of its heap`);
  if (isBoxed) {
    has.push("bubblewrap (no network, an empty disk, a user of its own)");
    before.push("bwrap", ...box(script));
  } else if (major < 25)
    lacks.push(
      `use the network (Node ${major} can't forbid it: take Node 25${process.platform === "linux" ? ", or install bubblewrap" : ""})`,
    );
  else has.push("no network");
  const user = !isBoxed && unix && process.getuid?.() === 0 ? 65534 : undefined;
  if (user !== undefined) has.push("a user of its own");
  const inside = isBoxed ? "/sandboxed-runner.cjs" : realpathSync(script);
  const node = [
    isBoxed ? realpathSync(process.execPath) : process.execPath,
    permission,
    `--allow-fs-read=${inside}`,
    "--no-warnings",
    "--disallow-code-generation-from-strings",
    `--max-old-space-size=${limits.heap}`,
    inside,
  ];
  return { command: [...before, ...node] as [string, ...string[]], user, has, lacks };
}

/** How bubblewrap starts a program: it sees Node, the system's libraries and the script, and nothing else. */
function box(script: string): string[] {
  const shown = ["/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/nix/store"]
    .filter((path) => existsSync(path))
    .flatMap((path) => ["--ro-bind", path, path]);
  const node = realpathSync(process.execPath);
  return [
    ..."--unshare-all --die-with-parent --new-session --cap-drop ALL --clearenv".split(" "),
    ..."--unshare-user --uid 65534 --gid 65534".split(" "),
    ...shown,
    ...(node.startsWith("/usr/") ? [] : ["--ro-bind", node, node]),
    ...["--ro-bind", realpathSync(script), "/sandboxed-runner.cjs", "--dev", "/dev", "--chdir", "/"],
  ];
}

const runs = ([program, ...args]: string[]): boolean =>
  spawnSync(program, args, { stdio: "ignore", timeout: 10_000 }).status === 0;
