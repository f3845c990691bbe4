import { describe } from "../check.js";
import { format } from "../format.js";
import { text } from "../text.js";

/**
 * What a reader may guess before a cell is run, with the notebook's own parameters: a word, a number, or an order of some
 * words. What takes long is computed by a function, which is called once somebody has guessed.
 */
export interface Guess {
  right: string | string[] | number | (() => number);
  /** how far away a number still counts as right; 0 */
  tolerance?: number;
  /**
   * each other word that can be chosen, or wrong numbers that are often guessed, with the thought that usually leads
   * there; of an order each word but its first, as the first that is out of its place; Markdown, from `text`
   */
  others: Record<string, string>;
  /** what came, in a sentence; Markdown, from `text` */
  came: () => string;
}

/** Marks what came as true of the notebook's own parameters: the reader may have changed those at the top. */
export function atFirst(came: string): string {
  return `With the notebook's own numbers: ${came}`;
}

/** What is said to a guess: `right` is undefined as long as nothing was guessed that can be chosen. */
interface Reply {
  right?: boolean;
  /** Markdown */
  message: string;
}

/**
 * Answers a guess: what came, and, where it was wrong, the thought that usually leads there. It never throws.
 *
 * @param guess what was asked
 * @param answer one of the words, in any case, or a number, or words in their order, "b, a"; undefined means "not guessed yet"
 * @example replyTo({ right: "up", others: { down: "Downhill is for E." }, came: () => "It rose." }, "down") // { right: false, message: "you guessed down. It rose. Downhill is for E." }
 */
export function replyTo(guess: Guess, answer: unknown): Reply {
  if (answer === undefined) return { message: "not guessed yet." }; // the cell says what can be written
  const chosen = typeof answer === "string" ? wordsOf(answer).join(", ") : answer;
  const right = typeof guess.right === "function" ? guess.right() : guess.right;
  const found = judged(right, guess, chosen);
  if (!found)
    return { message: text`write ${wantedBy(guess)}; ${describe(answer)} is something else.` };
  const guessed = typeof chosen === "number" ? format(chosen) : String(chosen);
  const praise = chosen === right || Array.isArray(right) ? "and so it is" : "close enough";
  const opening = `you guessed ${guessed}${found.right ? `, ${praise}` : ""}.`;
  const sentences = [opening, guess.came(), found.thought];
  return { right: found.right, message: sentences.filter(Boolean).join(" ") };
}

type Found = { right: boolean; thought?: string } | undefined;

function judged(right: string | string[] | number, guess: Guess, answer: unknown): Found {
  if (typeof right === "number") return number(right, guess, answer);
  return typeof right === "string" ? word(right, guess, answer) : order(right, guess, answer);
}

const wordsOf = (answer: string) => answer.split(",").map((word) => word.trim().toLowerCase());

function order(right: string[], { others }: Guess, answer: unknown): Found {
  if (typeof answer !== "string") return undefined;
  const said = wordsOf(answer);
  if ([...said].sort().join() !== [...right].sort().join()) return undefined;
  const astray = said.find((word, i) => word !== right[i]);
  return astray === undefined ? { right: true } : { right: false, thought: others[astray] };
}

function word(right: string, { others }: Guess, answer: unknown): Found {
  if (answer === right) return { right: true };
  if (!Object.keys(others).includes(answer as string)) return undefined;
  return { right: false, thought: others[answer as string] };
}

function number(right: number, { tolerance = 0, others }: Guess, answer: unknown): Found {
  if (typeof answer !== "number" || Number.isNaN(answer)) return undefined;
  if (Math.abs(answer - right) <= tolerance) return { right: true };
  const side = answer < right ? "too small" : "too large";
  const by = Number.isFinite(answer) ? `, by ${format(Math.abs(answer - right))}` : "";
  return { right: false, thought: others[answer] ?? `That was ${side}${by}.` };
}

/** What can be guessed, in an order that does not give the right word, or the right order, away. */
function wantedBy({ right, others }: Guess): string {
  if (Array.isArray(right)) return `"${[...right].sort().join(", ")}" in the order that you guess`;
  if (typeof right !== "string") return "a number";
  const words = [right, ...Object.keys(others)].sort().map((word) => `"${word}"`);
  return `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}
