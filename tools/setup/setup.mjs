// Sets up a clone: runs each step whose inputs have changed. A step writes its stamp last; when it fails or is stopped, its
// results are removed.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../failure.mjs";
import { cache, dist, kernelOptions, kernelspec, root, workFolder } from "../paths.mjs";
import { allSettled, observer, stopAll } from "../process.mjs";
import { withProgress } from "../progress.mjs";
import { build, hasModulePackage, isBuilt, writeModulePackage } from "./build.mjs";
import { checkMachine } from "./check-machine.mjs";
import { findPython } from "./find-programs.mjs";
import { takeLock } from "./lock.mjs";
import { findRegistry, hasNodePackages, installNodePackages, removeProject } from "./packages.mjs";
import { hasBytecode, hasVenv, makeBytecode, makeVenv, removeVenv } from "./venv.mjs";

// Kernel

/** The kernelspec, with absolute paths, so that nothing depends on PATH. */
const kernelspecText = () =>
  `${JSON.stringify(
    {
      argv: [
        process.execPath,
        ...kernelOptions,
        join(dist, "kernel", "start.cjs"),
        "{connection_file}",
      ],
      display_name: "TypeScript",
      language: "typescript",
      interrupt_mode: "message", // a signal reaches no cell on Windows, and none in a loop after an `await`
    },
    null,
    2,
  )}\n`;

/** @param {string} wanted */
const isKernelspec = (wanted) =>
  existsSync(kernelspec) && readFileSync(kernelspec, "utf8") === wanted;

function writeKernelspec() {
  mkdirSync(dirname(kernelspec), { recursive: true });
  const fresh = `${kernelspec}.${process.pid}`;
  writeFileSync(fresh, kernelspecText());
  renameSync(fresh, kernelspec);
}

/**
 * @typedef {object} Step
 * @property {() => boolean | Promise<boolean>} ready
 * @property {() => unknown} [need] throws if a requirement of the step is missing
 * @property {() => unknown} make
 * @property {() => void} [undo] removes what a failed or stopped `make` left
 */

/**
 * @param {"notebooks" | "handouts"} what
 * @returns {Step}
 */
const buildStep = (what) => ({
  ready: () => isBuilt(what),
  make: () => withProgress(`Building what ${what} need`, () => build(what)),
});

/**
 * Two sequences of steps, which run in parallel: npm and pip mostly wait for the network and the disk.
 * @param {import("./packages.mjs").Extent} extent
 * @returns {Step[][]}
 */
const stepsFor = (extent) => [
  [
    {
      ready: () => hasNodePackages(extent),
      need: findRegistry,
      make: () => installNodePackages(extent),
      undo: removeProject,
    },
    buildStep("notebooks"),
    { ready: hasModulePackage, make: writeModulePackage },
    ...(extent === "first" ? [] : [buildStep("handouts")]),
  ],
  [
    { ready: hasVenv, need: findPython, make: makeVenv, undo: removeVenv },
    { ready: () => isKernelspec(kernelspecText()), make: writeKernelspec },
    ...(extent === "first" ? [] : [{ ready: hasBytecode, make: makeBytecode }]),
  ],
];

/** @param {Step[]} steps */
async function outOfDate(steps) {
  /** @type {Step[]} */
  const found = [];
  for (const step of steps) if (!(await step.ready())) found.push(step);
  return found;
}

/** @param {import("./packages.mjs").Extent} extent */
export const isSetUp = async (extent) => (await outOfDate(stepsFor(extent).flat())).length === 0;

/** @param {Step} step */
async function make({ ready, make, undo }) {
  try {
    await make();
  } finally {
    if (undo && !(await ready())) undo();
  }
}

/**
 * Brings everything up to date. Throws a Failure whose message says what a person can do.
 * @param {import("./packages.mjs").Extent} extent what a first notebook needs, the whole course with its handouts, or also what
 * contributors need: tests, linter, browser drivers
 * @param {() => void} pythonReady called as soon as JupyterLab can be started
 */
export async function setUp(extent, pythonReady = () => {}) {
  // In a read-only clone the steps can't run.
  const rows = stepsFor(extent === "contributors" && workFolder !== root ? "course" : extent);
  const missing = await outOfDate(rows.flat());
  if (missing.length === 0) return pythonReady();
  if (workFolder !== root) {
    throw new Failure(
      `The course in ${root} is not set up, and you may not write there. Run npm start as the ` +
        "user to whom the folder belongs, or make a clone of your own and run it there.",
    );
  }
  await checkMachine();
  await Promise.all(missing.map(async ({ need }) => need?.()));
  const stopped = new AbortController();
  let exitCode = 0;
  const stop = (/** @type {NodeJS.Signals} */ _name, /** @type {number} */ number) => {
    exitCode = 128 + number;
    stopped.abort();
    stopAll();
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, stop);
  /** @type {Awaited<ReturnType<typeof takeLock>> | undefined} */
  let lock;
  try {
    lock = await takeLock(
      join(cache, "setup.lock"),
      () => console.log("Another command is setting things up: waiting for it …"),
      stopped.signal,
    );
    observer.started = lock.addProcess;
    const makeAll = async (/** @type {Step[]} */ steps) => {
      for (const step of steps) if (!exitCode && !(await step.ready())) await make(step);
    };
    // When one sequence fails, the finished steps of the other stay.
    const [node, python] = rows;
    const startable = async () => {
      await makeAll(python);
      if (!exitCode) pythonReady();
    };
    await allSettled([makeAll(node), startable()]);
  } catch (error) {
    if (!exitCode) throw error;
  } finally {
    observer.started = () => {};
    lock?.release();
    for (const signal of signals) process.off(signal, stop);
  }
  if (exitCode) {
    const interrupted = new Failure("Stopped. The same command continues the set-up.");
    interrupted.exitCode = exitCode;
    throw interrupted;
  }
}
