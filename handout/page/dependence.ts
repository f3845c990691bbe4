/** Which cells of a notebook depend on which, and so what a run must run, and which results are older than the code. */
import type { Cell } from "./cell.js";

/** A cell and what depends on it; it and all below; what depends on it as far as the reader sees it now. */
export type Reach = "cell" | "below" | "sight";

export class Dependence {
  private known: Set<number>[] | undefined;

  constructor(private cells: readonly Cell[]) {}

  /** After the text of a cell has changed. */
  forget(): void {
    this.known = undefined;
  }

  /** For each cell, those that it depends on, whether by way of others or not. */
  private needs(): Set<number>[] {
    this.known ??= this.needsAnew();
    return this.known;
  }

  private needsAnew(): Set<number>[] {
    const makers = new Map<string, number[]>();
    const needs: Set<number>[] = [];
    for (const [i, { names }] of this.cells.entries()) {
      const mine = new Set<number>();
      for (const name of [...names.uses, ...names.declares, ...names.changes])
        for (const maker of makers.get(name) ?? []) {
          mine.add(maker);
          for (const other of needs[maker]) mine.add(other);
        }
      needs.push(mine);
      for (const name of names.declares) makers.set(name, [i]);
      for (const name of names.changes) makers.get(name)?.push(i);
    }
    return needs;
  }

  /** For each cell a number for the texts that its result is made from: its own, and those of the cells it depends on. */
  marks(): number[] {
    const codes = this.cells.map(({ code }, i) => hash(code, i));
    return this.needs().map((needed, i) =>
      [...needed].sort((a, b) => a - b).reduce((mark, j) => hash(String(codes[j]), mark), codes[i]),
    );
  }

  /** The cells that a run of `target` must run. */
  plan(target: Cell, reach: Reach): Cell[] {
    const { cells } = this;
    const [marks, needs, at] = [this.marks(), this.needs(), cells.indexOf(target)];
    const wanted = cells.map((cell, i) => {
      if (i === at) return true;
      if (i < at) return reach !== "sight" && cell.run !== marks[i];
      if (reach === "below") return true;
      return cell.shown !== marks[i] && (reach !== "sight" || cell.isInSight);
    });
    for (const [i, is] of [...wanted.entries()])
      if (is) for (const j of needs[i]) wanted[j] ||= cells[j].run !== marks[j];
    return cells.filter((_, i) => wanted[i]);
  }
}

/** cyrb53: two texts of cells that share one are rarer than any other fault here. */
function hash(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ (seed / 2 ** 21);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
