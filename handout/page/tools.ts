/** What the page needs only once somebody edits or runs: unpacked then, and called through `globalThis.handoutTools`. */
import { createEditor } from "./editor.js";
import { parametersOf, preset, withParameters } from "./parameters.js";
import { renderHtml, renderMarkdown } from "./render.js";

const tools = { createEditor, renderHtml, renderMarkdown, parametersOf, preset, withParameters };
export type Tools = typeof tools;
Object.assign(globalThis, { handoutTools: tools });
