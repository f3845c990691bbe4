import { type Cell, join } from "../../ipynb/nbformat.js";

/** Whether a cell is a notebook's whole program: plain JavaScript, with a loop over the epochs, that prints. */
export const isProgram = ({ cell_type, source }: Cell): boolean =>
  cell_type === "code" && /^for \(let epoch = 1[\s\S]*console\.log\(/m.test(join(source));
