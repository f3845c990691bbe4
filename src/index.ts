export * from "./core.js";
export type { Frame } from "./frame.js";
export { type FileDataset, type ReadOptions, readDataset } from "./read.js";
export { claim, exercise, guess, md, show, type Table, table } from "./show.js";
