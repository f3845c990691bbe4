// The entry point of every npm script: node tools/run.mjs <command> [arguments]
// Does the set-up that is out of date, then runs tools/<command>.ts (or lab.mjs) in this same process, so that
// signals and the exit code are the command's own. This file must parse on any old Node, to be
// able to say that it is too old: keep its syntax plain, and import later.

const asked = process.argv[2];

async function main() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 6)) {
    console.error(
      `This is Node ${process.versions.node}, and version 20.6 or newer is needed. ` +
        "Install the current LTS version from https://nodejs.org, open a new terminal and " +
        "run the same command again.",
    );
    process.exit(1);
  }
  const { nearest, parse, refuseOptionsKeptByNpm: refuseLost } = await import("./arguments.mjs");
  const { usage } = await import("./usage.mjs");
  const commands = Object.keys(usage);
  const [name, ...args] = process.argv.slice(2);
  if (!commands.includes(name)) {
    const near = name && nearest(name, commands);
    if (near) console.log(`There is no command ${name}; did you mean ${near}?\n`);
    console.log(`node tools/run.mjs <${commands.join(" | ")}> [options]`);
    console.log("Each of them explains itself with --help.");
    process.exit(name === undefined || name.startsWith("-") ? 0 : 2);
  }
  const command = /** @type {import("./arguments.mjs").Command} */ (name);
  if (args.includes("--help") || args.includes("-h")) {
    console.log(usage[command]);
    return;
  }
  refuseLost(command);
  parse(command, args);
  endWithNpm();
  process.env.NODE_DISABLE_COMPILE_CACHE = "1"; // also for npm's and the compiler's: see typescript.mjs
  const { refuseForeignModules } = await import("./setup/foreign-modules.mjs");
  refuseForeignModules();
  const { setUp } = await import("./setup/setup.mjs");
  const { join } = await import("node:path");
  const { pathToFileURL } = await import("node:url");
  const { root, workFolder } = await import("./paths.mjs");
  // Learners need no linter, browser driver and tests. JupyterLab loads during its own set-up: see lab.mjs.
  if (command !== "lab") await setUp(args.includes("--check") ? "course" : "contributors");
  else if (workFolder !== root) await setUp("first");
  if (workFolder !== root) (await import("./setup/working-copy.mjs")).prepareWork();
  process.chdir(workFolder);
  const room = command === "bench" ? "bench" : "tools";
  const script = join(root, room, command === "lab" ? "lab.mjs" : `${command}.ts`);
  process.argv = [process.argv[0], script, ...args];
  if (script.endsWith(".ts")) await import("./typescript.mjs");
  await import(pathToFileURL(script).href);
}

/** When only npm is killed, and not by Ctrl-C in a terminal, only its shell ends with it. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}

main().catch(async (error) => {
  const { toFailure, UsageError } = await import("./failure.mjs");
  const { usage } = await import("./usage.mjs");
  const failure = toFailure(error);
  // Any other error is a bug: show the stack.
  console.error(failure ? `\n${failure.message}` : error);
  if (failure instanceof UsageError) console.error(`\n${usage[asked]}`);
  process.exit(failure ? failure.exitCode : 1);
});
