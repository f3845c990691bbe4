/** The content of Jupyter's `error` message; the traceback is what JupyterLab shows, line by line. */
export interface Described {
  ename: string;
  evalue: string;
  traceback: string[];
}
