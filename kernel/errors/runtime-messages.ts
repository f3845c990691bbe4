/** What a beginner meets when a cell runs, in the words of the course: for the kernel, and for pages in any browser. */

/** Messages of V8, Firefox and WebKit, in this order, and what they mean. */
const SENTENCES: [RegExp[], string][] = [
  [
    [/^Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '(.*)'\)$/],
    "$1 has no `$2`: what stands before it has no value here; look at its index, or at where it gets its value",
  ],
  [
    [
      /^can't access property (?:"(.*)"|(\d+)), .* is (?:undefined|null)$/,
      /^(?:undefined|null) is not an object \(evaluating '(.*)'\)$/,
    ],
    "there is no `$1$2`: what stands before the last name has no value here; look at its index, or at where it gets its value",
  ],
  [
    [/^Maximum call stack size exceeded\.?$/, /^too much recursion$/],
    "a function calls itself without an end: let it stop, with an if before the call",
  ],
  [
    [
      /^Cannot access '(.*)' before initialization\.?$/,
      /^can't access lexical declaration '(.*)' before initialization$/,
    ],
    "`$1` is used before the line that gives it a value: move that line up",
  ],
  [[/^(.*) is not defined$/, /^Can't find variable: (.*)$/], "`$1` is not defined"],
  [[/^(.*) is not a function(?:\. \(.*\))?$/s], "`$1` is no function, so ( ) can't follow it"],
  [[/^(.*) is not iterable(?: .*)?$/], "`$1` is no list, so it can't be gone through or spread"],
  [
    [/^Assignment to constant variable\.$/, /^invalid assignment to const '.*'$/],
    "a constant can't be changed: declare it with `let` instead of `const`",
  ],
  [
    [/^invalid array length$/i, /^Array size is not a small enough positive integer\.$/],
    "the length of a list must be a whole number from 0 to 4294967295",
  ],
];

/** Whether the engine may have written the message of an error of this name. */
export const isEngineError = (ename: string): boolean =>
  ["TypeError", "RangeError", "ReferenceError", "InternalError"].includes(ename);

export function explainMessage(ename: string, message: string): string {
  if (!isEngineError(ename)) return message;
  // A group that a pattern does not have is nothing, not "$2".
  for (const [patterns, sentence] of SENTENCES)
    for (const pattern of patterns)
      if (pattern.test(message))
        return message.replace(pattern, (_all, ...groups: (string | undefined)[]) =>
          sentence.replace(/\$(\d)/g, (_, i) => {
            const group = groups[Number(i) - 1];
            return typeof group === "string" ? group : "";
          }),
        );
  return message;
}
