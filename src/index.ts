export * from "./core.js";
export { claim, exercise, md, show, type Table, table } from "./notebook.js";
export { type FileDataset, type Frame, readDataset } from "./read.js";
