/** TeX as MathML, with Temml. What is no TeX is shown as it was written, in an element of the class temml-error. */
import type { ElementContent } from "hast";
import temml from "temml";
import { parseHtml } from "./safe.js";

const options = {
  throwOnError: false,
  trust: false,
  maxSize: [20, 20] as [number, number],
  maxExpand: 1000,
};

export const formula = (tex: string, displayMode: boolean): ElementContent[] =>
  parseHtml(temml.renderToString(tex, { ...options, displayMode })).children as ElementContent[];
