/**
 * The sandbox around the process that runs learners' code: which protections this computer offers, and which it lacks.
 * It must hold even if a cell gets hold of Node, in spite of what sandboxed-runner.ts removes.
 */
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";

/** `learnerSeconds` is for one submission, a file or a zip; `planSeconds` for reading one notebook; the others are for one process. */
export const limits = {
  learnerSeconds: 300,
  cpuSeconds: 5,
  silentSeconds: 30,
  heapMegabytes: 128,
  memoryMegabytes: 700,
  outputCharacters: 1_000_000,
  planSeconds: 15,
};

export interface Sandbox {
  /** the program and its arguments, for Node to be started with `script` */
  command: [string, ...string[]];
  user?: number;
  protections: string[];
  /** what a learner's code could still do on this computer */
  gaps: string[];
}

const [major, minor] = process.versions.node.split(".").map(Number);
const permissionFlag =
  major > 23 || (major === 23 && minor >= 5) ? "--permission" : "--experimental-permission";

/** @param script the bundle of sandboxed-runner.ts */
export function findSandbox(script: string, { bubblewrap = true } = {}): Sandbox {
  const protections = ["Node's permissions (no files, no other programs)", "an empty environment"];
  const gaps: string[] = [];
  const isUnix = process.platform !== "win32";
  const wrapper: string[] = [];
  const usesBubblewrap =
    bubblewrap && isUnix && succeeds(["bwrap", ...bubblewrapArguments(script), "/bin/true"]);
  if (isUnix) {
    // A shell that can't limit memory, as on macOS, still sets the other limits.
    const setLimits = `ulimit -c 0; ulimit -t ${limits.cpuSeconds}; ulimit -d ${limits.memoryMegabytes * 1000} 2>/dev/null; exec "$@"`;
    wrapper.push("/bin/sh", "-c", setLimits, "sh");
    protections.push(`${limits.cpuSeconds} s of computing`);
  }
  if (process.platform === "linux") protections.push(`${limits.memoryMegabytes} MB of memory`);
  else gaps.push(`take more memory than the ${limits.heapMegabytes} MB of its heap`);
  if (usesBubblewrap) {
    protections.push("bubblewrap (no network, an empty disk, a user of its own)");
    wrapper.push("bwrap", ...bubblewrapArguments(script));
  } else if (major < 25)
    gaps.push(
      `use the network (Node ${major} can't forbid it: take Node 25${process.platform === "linux" ? ", or install bubblewrap" : ""})`,
    );
  else protections.push("no network");
  const user = !usesBubblewrap && isUnix && process.getuid?.() === 0 ? 65534 : undefined;
  if (user !== undefined) protections.push("a user of its own");
  const scriptPath = usesBubblewrap ? "/runner.cjs" : realpathSync(script);
  const node = [
    usesBubblewrap ? realpathSync(process.execPath) : process.execPath,
    permissionFlag,
    `--allow-fs-read=${scriptPath}`,
    "--no-warnings",
    "--disallow-code-generation-from-strings",
    `--max-old-space-size=${limits.heapMegabytes}`,
    scriptPath,
  ];
  return { command: [...wrapper, ...node] as [string, ...string[]], user, protections, gaps };
}

/** The program sees Node, the system's libraries and the script, and no other file. */
function bubblewrapArguments(script: string): string[] {
  const readOnly = ["/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/nix/store"]
    .filter((path) => existsSync(path))
    .flatMap((path) => ["--ro-bind", path, path]);
  const node = realpathSync(process.execPath);
  return [
    ..."--unshare-all --die-with-parent --new-session --cap-drop ALL --clearenv".split(" "),
    ..."--unshare-user --uid 65534 --gid 65534".split(" "),
    ...readOnly,
    ...(node.startsWith("/usr/") ? [] : ["--ro-bind", node, node]),
    ...["--ro-bind", realpathSync(script), "/runner.cjs", "--dev", "/dev", "--chdir", "/"],
  ];
}

const succeeds = ([program, ...args]: string[]): boolean =>
  spawnSync(program, args, { stdio: "ignore", timeout: 10_000 }).status === 0;
