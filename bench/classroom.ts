/** Rows: what a teacher waits for and hands out, beside nbconvert, nbgrader and JupyterLite. */
import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { readCourse } from "../grade/course.js";
import { readNotebook, writeNotebook } from "../ipynb/notebook-file.js";
import { answered, assignment, step } from "../test/support/assignment.js";
import { getClients } from "../test/support/clients.js";
import { courseNotebooks } from "../tools/course-notebooks.js";
import { cache, root } from "../tools/paths.mjs";
import { bareNode } from "./limits.js";
import { pyodide } from "./live.js";
import { atMost, line, measureInTurn, outputOf } from "./measure.js";
import { writeClass } from "./padded-class.js";
import { python } from "./python.js";
import type { Row } from "./rows.js";

const twins = path.join(root, "bench", "python");

async function inFolder<Result>(name: string, work: (folder: string) => Promise<Result>) {
  const folder = path.join(cache, `bench-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const ours = (...args: string[]) =>
  outputOf(process.execPath, [path.join(root, "tools", "run.mjs"), ...args]);

const html = (out: string, ...names: string[]) =>
  ours("handouts", ...names, "--to", "html", "--edition", "student", "--out", out);

/** Notebooks 02, 05 and 07 and their twins in Python: executed, and written as HTML. */
export const handouts: Row = (runs) =>
  inFolder("handouts", async (folder) => {
    const names = readdirSync(twins).filter((name) => name.endsWith(".ipynb"));
    const files = names.map((name) => path.join(twins, name));
    const convert = ["-m", "nbconvert", "--to", "html", "--execute", "--output-dir", folder];
    const env = { ...process.env, PLOTLY_RENDERER: "notebook" };
    const sides = {
      course: async () => [await timed(() => html(folder, "02", "05", "07"))],
      "nbconvert, of the twins": async () => [
        await timed(() => outputOf(python, [...convert, ...files], { env })),
      ],
    };
    const measurements = await measureInTurn("handouts", sides, Math.min(runs, 3));
    const { start } = await bareNode(names.length);
    const what = "notebooks 02, 05 and 07 executed and written as HTML";
    return [line(what, "s", measurements, 0, { bar: atMost(1), limit: start })];
  });

/** Bytes of the files in a folder. */
const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size)
    .reduce((sum, size) => sum + size, 0);

/** What a server hands out: once, for it is the same each time. */
export const site: Row = () =>
  inFolder("site", async (folder) => {
    const [own, lite] = [path.join(folder, "own"), path.join(folder, "lite")];
    const build = "from jupyterlite_core.app import LiteApp; LiteApp.launch_instance()";
    const small = ["--no-sourcemaps", "--no-unused-shared-packages"];
    const options = ["build", ...small, "--output-dir", lite, "--lite-dir", folder];
    const sides = {
      course: async () => {
        await html(own);
        return [bytesIn(own) / 1e6];
      },
      "JupyterLite with three": async () => {
        await outputOf(python, ["-c", build, ...options], { cwd: folder });
        // Its own way, --contents, asks for the Jupyter server, with which Python's kernel would start later in other rows.
        cpSync(twins, path.join(lite, "files"), { recursive: true });
        const fetched = readdirSync(pyodide).filter((name) => /\.(mjs|wasm|zip)$|lock/.test(name));
        const bytes = fetched.map((name) => statSync(path.join(pyodide, name)).size);
        return [(bytesIn(lite) + bytes.reduce((sum, size) => sum + size, 0)) / 1e6];
      },
    };
    const measurements = await measureInTurn("site", sides, 1);
    const bytes = courseNotebooks().map(({ path: file }) => withoutPictures(file));
    const limit = {
      value: bytes.reduce((sum, size) => sum + size, 0) / 1e6,
      why: "the notebooks, without their pictures",
    };
    const what =
      "size of the site with nine notebooks, beside JupyterLite and Pyodide without NumPy";
    return [line(what, "MB", measurements, 0, { bar: atMost(1), limit })];
  });

/** Bytes of a notebook without the pictures that stand in for its figures. */
export const withoutPictures = (file: string): number =>
  JSON.stringify(readNotebook(file), (key, value) => (key === "image/png" ? undefined : value))
    .length;

const LEARNERS = { course: 100, nbgrader: 10 };

/** Seconds for each file of a class: ours has every exercise and every mistake, nbgrader's one exercise of notebook 05. */
export const grade: Row = async () => {
  const { clients, reason } = await getClients();
  if (!clients) {
    console.log(`grade is left out: ${reason}`);
    return [];
  }
  try {
    return await inFolder("grade", async (folder) => {
      const course = readCourse(path.join(root, "notebooks"));
      writeClass(path.join(folder, "in"), course, LEARNERS.course);
      const nbgrader = (...args: string[]) =>
        outputOf(clients.python, ["-m", "nbgrader", ...args], { cwd: folder, env: clients.env });
      cpSync(
        path.join(root, "jupyter", "nbgrader_config.py"),
        path.join(folder, "nbgrader_config.py"),
      );
      mkdirSync(path.join(folder, "source", "or"), { recursive: true });
      writeNotebook(path.join(folder, "source", "or", "or.ipynb"), assignment());
      await nbgrader("generate_assignment", "or", "--create");
      const released = readNotebook(path.join(folder, "release", "or", "or.ipynb"));
      for (let i = 0; i < LEARNERS.nbgrader; i++) {
        const submitted = path.join(folder, "submitted", `learner${i}`, "or");
        mkdirSync(submitted, { recursive: true });
        const answer = [step, "return [0, 0, 0];", undefined][i % 3];
        writeNotebook(path.join(submitted, "or.ipynb"), answered(released, answer));
      }
      const [input, out] = [path.join(folder, "in"), path.join(folder, "out")];
      const sides = {
        course: async () => [
          (await timed(() => ours("grade", input, "--to", out))) / LEARNERS.course,
        ],
        nbgrader: async () => [
          (await timed(() => nbgrader("autograde", "or", "--create", "--force"))) /
            LEARNERS.nbgrader,
        ],
      };
      const measurements = await measureInTurn("grade", sides, 1); // the mean of many
      const { start } = await bareNode();
      const limit = {
        value: start.value / availableParallelism(),
        why: "a bare Node for each, to be alone, on all cores",
      };
      const what = `a file graded, of ${LEARNERS.course} with all exercises; nbgrader's of ${LEARNERS.nbgrader} with one`;
      return [line(what, "s", measurements, 0, { bar: atMost(1), limit })];
    });
  } finally {
    clients.clean();
  }
};
