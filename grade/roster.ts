/** The list of the class's learners, without which nobody knows who handed in nothing. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { cleanName } from "./learner-name.js";

/** In the folder that is graded. */
export const rosterFile = "learners.txt";

export class Roster {
  /** names as the list spells them, by their normalized form */
  private names = new Map<string, string>();

  /** @throws RangeError */
  constructor(text: string) {
    const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
    const listed = [...lines.entries()].filter(([, line]) => line !== "");
    if (listed.length === 0)
      throw new RangeError(`${rosterFile} holds no name: it should have one on each line`);
    for (const [i, line] of listed) {
      const name = cleanName(line);
      const where = `line ${i + 1} of ${rosterFile}`;
      if (line.length > 80)
        throw new RangeError(`${where} should be a name; it has ${line.length} characters`);
      if (this.names.has(normalized(name)))
        throw new RangeError(`${where} has a name for the second time: ${name}`);
      this.names.set(normalized(name), name);
    }
    for (const name of this.all()) {
      const [last, ...others] = name.split(" ").reverse();
      const turned = normalized([last, ...others.reverse()].join(" "));
      if (!this.names.has(turned)) this.names.set(turned, name);
    }
  }

  all(): string[] {
    return [...new Set(this.names.values())];
  }

  /** The list's spelling of a name. Canvas writes Ada Lovelace as lovelaceada. */
  find(name: string): string | undefined {
    return this.names.get(normalized(name));
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

const normalized = (name: string): string =>
  name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
