/** Who is in the class: only a list can tell who handed in nothing at all. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { clean } from "./learner-name.js";

/** In the folder that is graded. */
export const rosterFile = "learners.txt";

export class Roster {
  /** names as the list has them, by their letters */
  private names = new Map<string, string>();

  /** @throws RangeError */
  constructor(text: string) {
    const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
    const listed = [...lines.entries()].filter(([, line]) => line !== "");
    if (listed.length === 0)
      throw new RangeError(`${rosterFile} holds no name: it should have one on each line`);
    for (const [i, line] of listed) {
      const name = clean(line);
      const where = `line ${i + 1} of ${rosterFile}`;
      if (line.length > 80)
        throw new RangeError(`${where} should be a name; it has ${line.length} characters`);
      if (this.names.has(letters(name)))
        throw new RangeError(`${where} has a name for the second time: ${name}`);
      this.names.set(letters(name), name);
    }
    for (const name of this.all()) {
      const [last, ...others] = name.split(" ").reverse();
      const turned = letters([last, ...others.reverse()].join(" "));
      if (!this.names.has(turned)) this.names.set(turned, name);
    }
  }

  all(): string[] {
    return [...new Set(this.names.values())];
  }

  /** A name as the list has it: Canvas calls Ada Lovelace lovelaceada. */
  find(name: string): string | undefined {
    return this.names.get(letters(name));
  }
}

/** @throws RangeError */
export function readRoster(folder: string): Roster | undefined {
  const file = path.join(folder, rosterFile);
  if (!existsSync(file)) return undefined;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch {
    throw new RangeError(`${rosterFile} can't be read as UTF-8 text: save it as such`);
  }
  return new Roster(text);
}

const letters = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
