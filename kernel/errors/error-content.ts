/** The content of Jupyter's `error` message; the traceback is what JupyterLab shows, line by line. */
export interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** Of a cell whose place is not known. */
export const INTERRUPTED: ErrorContent = {
  ename: "Interrupted",
  evalue: "the cell was stopped; variables keep the values that they have now",
  traceback: ["Interrupted: the cell was stopped; variables keep the values that they have now"],
};
