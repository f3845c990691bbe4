/** Python in a cell: the article's programs are written in it. What to write instead, for the kernel and for pages. */

const NAMES: Record<string, string> = {
  print: "console.log(…)",
  len: ".length, as in weights.length",
  True: "true",
  False: "false",
  None: "null",
  np: "the functions of this notebook: there is no NumPy",
  math: "Math, as in Math.exp(…)",
  range: "a loop: for (let i = 0; i < n; i++)",
  str: "String(…)",
  float: "Number(…)",
  int: "Math.trunc(…)",
};

/** Words with which a line of Python begins. */
const WORDS: Record<string, string> = {
  def: "const f = (x: number) => …",
  import: 'import { train } from "perceptron"',
  elif: "else if",
  lambda: "(x: number) => …",
  for: "for (const x of values) { … }",
  if: "if (x > 0) { … }",
  while: "while (x > 0) { … }",
};
const LINE =
  /^\s*(?:(def) \w+\(.*\):|(import) [\w.]+(?: as \w+)?\s*$|(?:from) [\w.]+ (import) |(elif) .*:|.*\b(lambda) .*:|(for) \w+ in .*:\s*$|(if) [^(].*:\s*$|(while) [^(].*:\s*$)/;

/** Undefined for a name that is not Python's. */
export const explainPythonName = (name: string): string | undefined =>
  Object.hasOwn(NAMES, name)
    ? `\`${name}\` is Python's: in TypeScript write ${NAMES[name]}`
    : undefined;

/** Undefined for a line that is not Python. */
export function explainPythonLine(line: string): string | undefined {
  const word = LINE.exec(line)?.slice(1).find(Boolean);
  return word && `\`${word}\` is Python's here: in TypeScript write ${WORDS[word]}`;
}
