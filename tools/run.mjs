// What every npm script calls: node tools/run.mjs <command> [arguments]
// Does the set-up that is out of date, then runs tools/<command>.ts in this same process, so that
// signals and the exit code are the command's own. This file must parse on any old Node, to be
// able to say that it is too old: keep its syntax plain, and import later.

async function main() {
  const { usage } = await import("./usage.mjs");
  const [command, ...args] = process.argv.slice(2);
  const commands = Object.keys(usage);
  if (!commands.includes(command)) {
    console.log(`node tools/run.mjs <${commands.join(" | ")}> [options]`);
    console.log("Each of them explains itself with --help.");
    process.exit(command === undefined || command.startsWith("-") ? 0 : 1);
  }
  if (args.includes("--help") || args.includes("-h")) {
    console.log(usage[/** @type {keyof typeof usage} */ (command)]);
    return;
  }
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 6)) {
    console.error(
      `This is Node ${process.versions.node}, and version 20.6 or newer is needed. ` +
        "Install the current LTS version from https://nodejs.org, open a new terminal and " +
        "run the same command again.",
    );
    process.exit(1);
  }
  endWithNpm();
  process.env.NODE_DISABLE_COMPILE_CACHE = "1"; // also for npm's and the compiler's: see typescript.mjs
  const { refuseForeignModules } = await import("./foreign.mjs");
  refuseForeignModules();
  const { setUp } = await import("./setup.mjs");
  await setUp();
  const { root, tool } = await import("./paths.mjs");
  process.chdir(root);
  process.argv = [process.argv[0], tool(command), ...args];
  await import("./typescript.mjs");
  await import(new URL(`${command}.ts`, import.meta.url).href);
}

/** npm that is killed alone, not by Ctrl-C in a terminal, takes only its shell along. */
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
  const { forPeople } = await import("./failure.mjs");
  const failure = forPeople(error);
  // What is not for people is our bug: show it whole.
  console.error(failure ? `\n${failure.message}` : error);
  process.exit(failure ? failure.exitCode : 1);
});
