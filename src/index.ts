export * from "./core.js";
export { claim, md, show, type Table, table } from "./notebook.js";
