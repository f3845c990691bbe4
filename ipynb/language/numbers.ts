/** The numbers in a cell's code that can be dragged: where they are, what they are called, and the next one to each side. */
import { childrenOf, type Tree, treeOf } from "./tree.js";

interface NumberInCode {
  from: number;
  to: number;
  /** a minus before it is a part of it */
  text: string;
  /** "learningRate", "startWeights, number 2", or "argument 2 of step" */
  label: string;
}

// Numbers to other bases, of many digits or with an n have other uses than to be dragged.
const plain = /^(\d[\d_]*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

export function numbersIn(code: string): NumberInCode[] {
  const found: NumberInCode[] = [];
  const visit = (node: Tree): void => {
    if (node.name === "Number" && plain.test(code.slice(node.from, node.to))) {
      const { parent, prevSibling: before } = node;
      const isNegative = parent?.name === "UnaryExpression" && before && code[before.from] === "-";
      const whole = isNegative ? parent : node;
      const label = nameOf(whole, code);
      const { from, to } = whole;
      if (label) found.push({ from, to, text: code.slice(from, to), label });
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(treeOf(code));
  return found;
}

/**
 * What a value is called: by the constant or the argument that it is, or is an element of. Undefined where it is no choice: the 1 of
 * a formula, the 0 at which a loop or a sum begins.
 */
function nameOf(value: Tree, code: string): string | undefined {
  const { parent } = value;
  const text = ({ from, to }: Tree) => code.slice(from, to);
  const part = (name: string | undefined, of: string) => name && `${name}, ${of}`;
  if (!parent) return undefined;
  const at = childrenOf(parent).filter(({ name, to }) => name === "," && to <= value.from).length;
  switch (parent.name) {
    case "ArrayExpression": {
      const whole = nameOf(parent, code);
      const names = /^\[(.*)\]$/.exec(whole ?? "")?.[1]; // of const [a, b] = [1, 2]
      if (names !== undefined) return names.split(",")[at]?.trim();
      return part(whole, `${/^[NU]/.test(value.name) ? "number" : "part"} ${at + 1}`);
    }
    case "Property":
      return part(
        nameOf(parent.parent as Tree, code),
        text(parent.firstChild as Tree).replace(/^"|"$/g, ""),
      );
    case "MemberExpression": // a list that goes on to be changed, as in [1, 2].map(…)
      return value.name === "ArrayExpression" ? nameOf(parent.parent as Tree, code) : undefined;
    case "ArgList": {
      const called = parent.prevSibling; // a method's arguments are indices or numbers of digits: slice(0, 8), toFixed(3)
      return called?.name === "VariableName" ? `argument ${at + 1} of ${text(called)}` : undefined;
    }
    case "VariableDeclaration": {
      if (parent.firstChild?.name !== "const" && parent.parent?.name !== "Script") return undefined;
      let name = value.prevSibling;
      while (name && !/^(Variable|.*Pattern)/.test(name.name)) name = name.prevSibling;
      return name ? text(name) : undefined;
    }
    default:
      return undefined;
  }
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

/** The code with a number in the place of another. */
export const withNumber = (code: string, { from, to }: NumberInCode, text: string): string =>
  code.slice(0, from) + text + code.slice(to);
