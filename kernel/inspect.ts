/** What Shift+Tab shows, as text. */
import type { QuickInfo, SymbolDisplayPart } from "@tslab/typescript-for-tslab";

const LABELS: Record<string, string> = {
  param: "",
  option: "",
  returns: "Returns: ",
  throws: "Throws: ",
  default: "Default: ",
  example: "Example: ",
  see: "See ",
};
const ORDER = Object.keys(LABELS);

/** Quick info as text: the signature, the documentation, and the tags, each with its label. */
export function describeInfo({ displayParts, documentation, tags = [] }: QuickInfo): string {
  const join = (parts: SymbolDisplayPart[] = []) => parts.map(({ text }) => text).join("");
  const line = (text: string) => text.replace(/\s*\n\s*/g, " ").replace(/\{@link (.*?)\}/g, "$1");
  const signature = join(displayParts)
    .replace(/^\(alias\) /, "")
    .replace(/\nimport [\w$]+$/, "");
  const lines = tags
    .filter(({ name }) => Object.hasOwn(LABELS, name))
    .sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name))
    .map(({ name, text = [] }) => {
      const [first, ...rest] = text.map((part) => part.text);
      const words = name === "param" ? `${first}: ${rest.join("").trim()}` : join(text);
      return LABELS[name] + (name === "option" ? words : line(words).trim());
    });
  return [line(signature), join(documentation), lines.join("\n")].filter(Boolean).join("\n\n");
}
