/** Notebook 05 as an assignment of nbgrader's. */
import * as assert from "uvu/assert";
import { type Cell, join, type Notebook } from "../../ipynb/nbformat.js";
import { readNotebook } from "../../ipynb/notebook-file.js";
import { select } from "../../tools/course-notebooks.js";

/** A right answer. */
export const step =
  "const d = rate * (sigmoid(w[0] * row[0] + w[1] * row[1] + b) - target); return [w[0] - d * row[0], w[1] - d * row[1], b - d];";

/** What a teacher makes of the notebook: one step, for two points. */
export function assignment(): Notebook {
  const [{ path: file }] = select(["05"]);
  const notebook = readNotebook(file);
  const at = notebook.cells.findIndex((cell) =>
    join(cell.source).startsWith("const crossEntropyStep"),
  );
  const graded = { schema_version: 3, locked: false, task: false };
  const stub = notebook.cells[at];
  stub.source = join(stub.source).replace(
    /^ *return \[NaN.*$/m,
    `  // BEGIN SOLUTION\n  ${step}\n  // END SOLUTION`,
  );
  assert.match(join(stub.source), "BEGIN SOLUTION");
  stub.metadata.nbgrader = { ...graded, grade: false, solution: true, grade_id: "step" };
  const check: Cell = {
    id: "check",
    cell_type: "code",
    metadata: {
      nbgrader: { ...graded, grade: true, solution: false, grade_id: "check", points: 2 },
    },
    execution_count: null,
    outputs: [],
    source:
      'if (crossEntropyStep([0, 0], 0, [1, 0], 1, 1).join() !== "0.5,0,0.5") throw new Error("from zero it goes to 0.5, 0, 0.5");',
  };
  notebook.cells.splice(at + 1, 0, check);
  return notebook;
}

/** A learner's copy of what nbgrader released, with an answer or without. */
export function answered(released: Notebook, answer?: string): Notebook {
  const copy = structuredClone(released);
  if (answer)
    for (const cell of copy.cells)
      cell.source = join(cell.source).replace(
        /^.*YOUR CODE HERE\n.*nothing is written.*$/m,
        answer,
      );
  return copy;
}
