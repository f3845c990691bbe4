/** What the page needs only once somebody edits or runs: unpacked then, and called through `globalThis.handoutTools`. */
import { toHtml } from "hast-util-to-html";
import type { Output } from "../notebook.js";
import { preset, withParameters } from "../parameters.js";
import { failure, output } from "../render/output.js";
import { createEditor } from "./editor.js";

const tools = {
  createEditor,
  /** An output as the HTML that the page would have come with. */
  render: (given: Output, id: string): string => toHtml(output(given, id)),
  renderFailure: (message: string): string => toHtml(failure(message)),
  preset,
  withParameters,
};
export type Tools = typeof tools;
Object.assign(globalThis, { handoutTools: tools });
