/**
 * tslab makes a CommonJS module of a cell's JavaScript, and TypeScript would check it like a file of its own: marked as a
 * library's declarations, it is not checked. The source maps of both steps are kept, for the lines of an error.
 *
 * Not needed once tslab's errors name the lines of cells (test/kernel/places.test.ts) and `npm run bench -- or cold` is as fast.
 */
import { splitSourceMap, withSourceUrl } from "../errors/stack.js";
import type { TypeScript } from "./typescript.js";

const LIBRARY_MARK = '/// <reference no-default-lib="true"/>\n';

export function uncheckedTranspile(ts: TypeScript): Partial<TypeScript> {
  const transpileModule: TypeScript["transpileModule"] = (code, options) => {
    if (code.startsWith("#!")) return ts.transpileModule(code, options); // must stay the first line
    const compilerOptions = {
      ...options.compilerOptions,
      skipDefaultLibCheck: true,
      inlineSourceMap: true,
    };
    const cell = splitSourceMap(code);
    const output = ts.transpileModule(LIBRARY_MARK + cell.text, { ...options, compilerOptions });
    const module = splitSourceMap(output.outputText);
    const javascript = module.text.replace(LIBRARY_MARK, "\n");
    return { ...output, outputText: withSourceUrl(javascript, [module.map, cell.map]) };
  };
  return { transpileModule };
}
