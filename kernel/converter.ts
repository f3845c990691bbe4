/** tslab's converter: a cell's TypeScript becomes JavaScript. It reads Node's types when they are first needed. */
import "./typescript.js"; // before tslab, which gets its TypeScript from there

import * as tslab from "tslab/dist/converter.js";
import { readNodeTypes } from "./patches/program.js";

/**
 * The converter knows Node's types as soon as a cell is wrong without them, a module is written, or somebody asks with Tab
 * what there is.
 */
export function createConverter(options: tslab.ConverterOptions = {}): tslab.Converter {
  const converter = tslab.createConverter(options);
  return {
    convert(...cell) {
      const answer = converter.convert(...cell);
      if (answer.diagnostics.length === 0 || !readNodeTypes()) return answer;
      return converter.convert(...cell);
    },
    inspect(...place) {
      readNodeTypes();
      return converter.inspect(...place);
    },
    complete(...place) {
      readNodeTypes();
      return converter.complete(...place);
    },
    addModule(...module) {
      if (readNodeTypes()) converter.convert("", ""); // makes a program that has read them
      return converter.addModule(...module);
    },
    close: () => converter.close(),
  };
}
