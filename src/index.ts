export * from "./core.js";
export { type FileDataset, type Frame, type ReadOptions, readDataset } from "./read.js";
export { claim, exercise, guess, md, show, type Table, table } from "./show.js";
