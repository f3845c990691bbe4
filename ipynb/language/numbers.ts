/** The numbers in a cell's code that can be dragged: where they are, what they are called, and the next one to each side. */
import { childrenOf, type Tree, treeOf } from "./tree.js";

interface NumberInCode {
  from: number;
  to: number;
  /** a minus before it is a part of it */
  text: string;
  /** "learningRate", or "number 2 of startWeights", or "number" */
  label: string;
}

// Numbers to other bases, of many digits or with an n have other uses than to be dragged.
const plain = /^(\d[\d_]*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

export function numbersIn(code: string): NumberInCode[] {
  const found: NumberInCode[] = [];
  let [name, count] = ["", 0];
  const visit = (node: Tree): void => {
    if (/^(Type|Literal|Union)/.test(node.name)) return; // a type is no value
    if (node.name === "VariableDefinition") [name, count] = [code.slice(node.from, node.to), 0];
    if (node.name === ";") name = "";
    if (node.name === "Number" && plain.test(code.slice(node.from, node.to))) {
      const before = node.prevSibling;
      const isNegative =
        node.parent?.name === "UnaryExpression" && before && code[before.from] === "-";
      const from = isNegative ? before.from : node.from;
      count++;
      const label = !name ? "number" : count === 1 ? name : `number ${count} of ${name}`;
      found.push({ from, to: node.to, text: code.slice(from, node.to), label });
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(treeOf(code));
  return found;
}

/**
 * The number so many steps away. A step is one of the last digit of `original`, so that it stays the same while the number
 * moves: 0.05 goes to 0.06, 3 to 4. Of a round number it is a tenth of the first digit: 10000 goes to 11000, 50 to 51.
 *
 * @param text the number as it stands
 * @param original the number that steps are made for
 */
export function stepped(text: string, original: string, steps: number): string {
  const [, whole = "0", decimals = "", exponent = ""] =
    plain.exec(original.replace(/^-\s*/, "")) ?? [];
  const digits = whole.replaceAll("_", "");
  const scale = 10 ** Number(exponent || 0);
  const mantissa = Number(text.replaceAll("_", "").replace(/\s/g, "")) / scale;
  const step = decimals ? 10 ** -decimals.length : stepOf(digits);
  const next = (mantissa / step + steps) * step;
  const written = next.toFixed(decimals.length).replace(/^-(0(\.0*)?)$/, "$1");
  return exponent ? `${written}e${exponent}` : written;
}

function stepOf(digits: string): number {
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  const significant = digits.replace(/^0+/, "").length - zeros;
  if (significant <= 0) return 1;
  return 10 ** (significant === 1 ? Math.max(0, zeros - 1) : zeros);
}

/** The code with the comments behind its lines in the columns that they have in another text of it, where there is room. */
export function aligned(code: string, original: string): string {
  const before = original.split("\n");
  const parts = (line = "") => /^([^"'`]*\S)( +)(\/\/.*)$/.exec(line);
  const align = (line: string, i: number): string => {
    const [now, own] = [parts(line), parts(before[i])];
    if (!now || !own || now[3] !== own[3]) return line;
    const free = own[1].length + own[2].length - now[1].length;
    return now[1] + " ".repeat(Math.max(1, free)) + now[3];
  };
  return code.split("\n").map(align).join("\n");
}

/** The code with a number in the place of another; a space keeps two minuses apart. */
export function withNumber(code: string, { from, to }: NumberInCode, text: string): string {
  const apart = text.startsWith("-") && /[-+]$/.test(code.slice(0, from)) ? " " : "";
  return code.slice(0, from) + apart + text + code.slice(to);
}
