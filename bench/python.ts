/** The Python side's environment: what a reader would install instead, in a folder of its own. */
import { existsSync } from "node:fs";
import path from "node:path";
import { environment } from "../test/support/environment.js";
import { Failure } from "../tools/failure.mjs";
import { cache, pythonIn, root } from "../tools/paths.mjs";

const name = "bench-venv";

export const python = pythonIn(path.join(cache, name));

/** Makes the environment when it is missing or out of date. */
export async function makePython(): Promise<void> {
  if (!existsSync(python))
    console.log("Installing NumPy, pandas, plotly, scikit-learn and ipykernel (500 MB on disk) …");
  const { reason } = await environment(name, path.join(root, "bench", "requirements.txt"));
  if (reason) throw new Failure(reason);
}
