/**
 * The image of Containerfile, built and run without a network. No registry is asked: a Debian from debootstrap with npm's
 * Node stands in for Node's own image. Asked for by name: IMAGE=1 npm test -- image.
 */
// time limit: 3000 s
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { courseNotebooks } from "../../tools/course-notebooks.js";
import { root } from "../../tools/paths.mjs";
import { findNpm } from "../../tools/setup/find-programs.mjs";
import { needs } from "../support/skip.js";

const [base, image] = ["base", "image"].map((what) => `perceptron-test-${what}-${process.pid}`);
let folder = "";
let container = "";

function hindrance(): string | undefined {
  if (!process.env.IMAGE) return "it takes 10 minutes and 3 GB; IMAGE=1 npm test -- image";
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "it takes Linux and root";
  const programs = "command -v buildah debootstrap unshare ip";
  return spawnSync("sh", ["-c", programs]).status === 0 ? undefined : `it takes ${programs}`;
}

/** What the program prints; fails when it fails. */
function run(program: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  assert.is(
    status,
    0,
    `${program} ${args.join(" ")}\n${error ?? ""}${stdout}${stderr}`.slice(-5000),
  );
  return stdout.trim();
}

/** Node and npm where Node's own image has them, and its user with the number 1000. */
function makeBase(): void {
  const system = path.join(folder, "system");
  const debian = "http://deb.debian.org/debian";
  run("debootstrap", "--variant=minbase", "--include=ca-certificates", "trixie", system, debian);
  const local = path.join(system, "usr", "local");
  const install = ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
  const node = `node-linux-${process.arch}`;
  run(process.execPath, findNpm(), ...install, `${node}@24`, "npm@11");
  copyFileSync(
    path.join(folder, "node_modules", node, "bin", "node"),
    path.join(local, "bin", "node"),
  );
  mkdirSync(path.join(local, "lib", "node_modules"), { recursive: true });
  run(
    "cp",
    "-r",
    path.join(folder, "node_modules", "npm"),
    path.join(local, "lib", "node_modules"),
  );
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", path.join(local, "bin", "npm"));
  run("chroot", system, "useradd", "--create-home", "--uid", "1000", "node");
  run("chroot", system, "apt-get", "clean");

  const settings = ["--env", "PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin"];
  // Behind a company's certificate the image's programs need it, too.
  const certificates = "/etc/ssl/certs/ca-certificates.crt";
  for (const name of ["NODE_EXTRA_CA_CERTS", "PIP_CERT", "SSL_CERT_FILE"]) {
    const file = process.env[name];
    if (!file) continue;
    copyFileSync(file, path.join(system, certificates));
    settings.push("--env", `${name}=${certificates}`);
  }
  run("tar", "--create", "--file", path.join(folder, "system.tar"), "--directory", system, ".");
  const made = run("buildah", "from", "scratch");
  run("buildah", "add", "--quiet", made, path.join(folder, "system.tar"), "/");
  run("buildah", "config", ...settings, made);
  run("buildah", "commit", "--quiet", "--rm", made, base);
}

/** Runs a program in the image, as its user; there is no network but the loopback. */
const inside = (...args: string[]): string =>
  run(
    ...(["unshare", "--net", "sh", "-c"] as const),
    'ip link set lo up && exec buildah run --isolation chroot "$@"',
    ...["sh", container, "--", ...args],
  );

const reason = hindrance();
const imageTest = needs(test, !reason, reason ?? "");

test.before(() => {
  if (reason) return;
  folder = mkdtempSync(path.join(tmpdir(), "perceptron-image-"));
  makeBase();
  run(
    "buildah",
    "bud",
    "--isolation",
    "chroot",
    "--build-arg",
    `BASE=${base}`,
    "--tag",
    image,
    ".",
  );
  container = run("buildah", "from", image);
});

test.after(() => {
  if (!folder) return;
  if (container) spawnSync("buildah", ["rm", container]);
  for (const name of [image, base]) spawnSync("buildah", ["rmi", name]);
  rmSync(folder, { recursive: true, force: true });
});

imageTest("its user has no root rights, a read-only course, and notebooks of their own", () => {
  assert.is(inside("id", "--user", "--name"), "learner");
  assert.is(inside("sh", "-c", "find /opt/perceptron -writable ! -type l | wc -l"), "0");
  const names = inside("ls", "/home/learner/perceptron/notebooks").split("\n");
  for (const { path: file } of courseNotebooks()) assert.ok(names.includes(path.basename(file)));
});

imageTest("npm run notebooks -- --check gives the committed outputs", () => {
  const output = inside("npm", "run", "notebooks", "--", "--check");
  for (const { name } of courseNotebooks()) assert.match(output, `${name} … `);
});

/** Starts a server in the image, asks it for one address and stops it with SIGTERM; the answer. */
const ask = (
  command: string[],
  address: string,
  environment: Record<string, string> = {},
): string =>
  inside(
    "node",
    "--eval",
    `
    const { spawn } = require("node:child_process");
    const [program, ...args] = ${JSON.stringify(command)};
    const env = { ...process.env, ...${JSON.stringify(environment)} };
    const server = spawn(program, args, { env, stdio: "ignore" });
    server.on("exit", (code) => console.log("ended with", code));
    (async () => {
      for (let tries = 0; tries < 300; tries++) {
        await new Promise((done) => setTimeout(done, 200));
        const answer = await fetch(${JSON.stringify(address)}).catch(() => undefined);
        if (!answer) continue;
        console.log(answer.status, await answer.text());
        break;
      }
      server.kill();
    })();
    `,
  );

imageTest("the image's command serves the notebooks, and stops when it is told to", () => {
  const config = JSON.parse(run("buildah", "inspect", "--type", "image", image));
  const { Cmd, User } = config.OCIv1.config;
  assert.is(User, "learner");
  const contents = "http://127.0.0.1:8888/api/contents?token=secret";
  const answer = ask(Cmd, contents, { JUPYTER_TOKEN: "secret" });
  assert.match(answer, /^200 .*"05-or-gate\.ipynb"/s);
  assert.match(answer, "ended with 0");
  // As README has it.
  const start = ["npm", "start", "--", "--no-browser", "--ip=0.0.0.0", "--port=8888"];
  assert.match(ask(start, contents, { JUPYTER_TOKEN: "secret" }), /^200 .*"05-or-gate\.ipynb"/s);
});

imageTest("Binder finds jupyter-lab on the path, and it serves the notebooks", () => {
  const lab = 'import jupyterlab, os, sys; os.execvp("jupyter-lab", sys.argv)';
  const options = ["--ip=0.0.0.0", "--port=8888", "--ServerApp.token=secret", "--no-browser"];
  const server = "http://127.0.0.1:8888/api";
  const answer = ask(["python3", "-c", lab, ...options], `${server}/contents?token=secret`);
  assert.match(answer, /^200 .*"05-or-gate\.ipynb"/s);
  const kernels = ask(["python3", "-c", lab, ...options], `${server}/kernelspecs?token=secret`);
  assert.match(kernels, /^200 .*"default": ?"tslab"/s);
});

imageTest("handouts are made, in the learner's folder", () => {
  inside("npm", "run", "handouts", "--", "02", "--to", "html", "--edition", "student");
  const file = "/home/learner/perceptron/handouts/student/02-one-weight-by-hand.html";
  assert.ok(Number(inside("stat", "--format=%s", file)) > 1e6);
});

imageTest("a notebook that was changed stays, and one that was deleted comes back", () => {
  inside(
    "sh",
    "-c",
    "cd ~/perceptron/notebooks && echo mine > 01-neural-networks.ipynb && rm 08-*",
  );
  inside("npm", "run", "notebooks", "--", "02", "--check");
  const kept = "cd ~/perceptron/notebooks && cat 01-neural-networks.ipynb && ls 08-limits.ipynb";
  assert.is(inside("sh", "-c", kept), "mine\n08-limits.ipynb");
});

imageTest("it is as large as README says", () => {
  const [, said] =
    /image of (\d+) MB/.exec(readFileSync(path.join(root, "README.md"), "utf8")) ?? [];
  const { size } = JSON.parse(run("buildah", "images", "--json", image))[0];
  const [, number, unit] = /([\d.]+) (MB|GB)/.exec(size) ?? [];
  const measured = Number(number) * (unit === "GB" ? 1000 : 1);
  assert.ok(Math.abs(measured / Number(said) - 1) < 0.1, `${measured} MB, and README says ${said}`);
});

test.run();
