import { fail } from "./check.js";
import { format } from "./format.js";

/**
 * Fills a template with values: numbers are printed as `format` writes them, arrays in brackets, and
 * strings so that nothing in them acts as Markdown, HTML or TeX. The template itself is Markdown; its
 * backslashes stand for themselves, so that TeX can be written as it is.
 *
 * @param template Markdown with TeX in it
 * @param values numbers, strings, booleans, or arrays of them
 * @returns Markdown
 * @throws TypeError for a value that is neither number, string, boolean nor an array of those
 * @example text`W = ${2 / 3}` // "W = 0.667"
 */
export function text(template: TemplateStringsArray, ...values: unknown[]): string {
  return String.raw({ raw: template.raw.map(unescapeTemplate) }, ...values.map(printed));
}

function printed(value: unknown): string {
  if (typeof value === "number") return format(value);
  if (typeof value === "string") return escapeMarkdown(value);
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(printed).join(", ")}]`;
  const requirement = "a number, a string, a boolean or an array";
  fail(TypeError, "a value in md, text or claim", requirement, value);
}

/** In a template, \` and \${ are the only ways to write ` and ${; all other backslashes are TeX's. */
function unescapeTemplate(raw: string): string {
  return raw.replace(/\\(`|\$\{)/g, "$1");
}

/** Text from outside, made harmless: every character with a meaning becomes a character reference. */
export function escapeMarkdown(value: string): string {
  return value
    .replace(/[\\`*_{}[\]()<>#+!|~$&"'=:@/-]/g, reference)
    .replace(/(^\s*\d+|www)\./gi, "$1&#46;") // a list, a link
    .replace(/\s+/g, " ");
}

/** Text from outside, for the content of an HTML element. */
export function escapeHtml(value: string): string {
  return value.replace(/[<>&"'$\\]/g, reference);
}

/** MathJax reads the finished page: it finds no formula where $ and \ stand in an element of their own. */
function reference(character: string): string {
  const code = `&#${character.charCodeAt(0)};`;
  return character === "$" || character === "\\" ? `<span>${code}</span>` : code;
}
