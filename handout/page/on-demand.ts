/** The code that the page needs only for editing and running: unpacked then, and called through `globalThis.handoutOnDemand`. */
import { toHtml } from "hast-util-to-html";
import { namesIn } from "../../ipynb/language/cell-names.js";
import { aligned, numbersIn, stepped, withNumber } from "../../ipynb/language/numbers.js";
import type { Output } from "../../ipynb/nbformat.js";
import { preset, withParameters } from "../../ipynb/parameters.js";
import { coloured } from "../render/code.js";
import { output } from "../render/output.js";
import { parseWork, workElement } from "../saved-work.js";
import { createEditor } from "./editor.js";

const onDemand = {
  createEditor,
  /** An output as HTML, as in a handout that is made with it. */
  render: (given: Output, id: string): string => toHtml(output(given, id)),
  renderCode: (code: string): string => toHtml({ type: "root", children: coloured(code) }),
  namesIn,
  aligned,
  numbersIn,
  stepped,
  withNumber,
  preset,
  withParameters,
  workElement,
  parseWork,
};
export type OnDemand = typeof onDemand;
Object.assign(globalThis, { handoutOnDemand: onDemand });
