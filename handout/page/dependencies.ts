/** Which cells of a notebook depend on which others: from that follow the cells to run and the outputs that are out of date. */
import type { Cell } from "./cell.js";

/** "cell": a cell and its dependents; "below": also all cells below; "sight": only the dependents that are in the window. */
export type Reach = "cell" | "below" | "sight";

/** The properties of a cell that this needs. */
export type DependentCell = Pick<
  Cell,
  "code" | "names" | "isInSight" | "outputFingerprint" | "ranFingerprint"
>;

export class Dependencies<CellType extends DependentCell> {
  private cached: Set<number>[] | undefined;

  constructor(private cells: readonly CellType[]) {}

  /** Called when the code of a cell has changed. */
  forget(): void {
    this.cached = undefined;
  }

  /** For each cell the indices of all cells that it depends on, directly or not. */
  private all(): Set<number>[] {
    this.cached ??= this.compute();
    return this.cached;
  }

  private compute(): Set<number>[] {
    const declaredIn = new Map<string, number[]>();
    const needs: Set<number>[] = [];
    for (const [i, { names }] of this.cells.entries()) {
      const own = new Set<number>();
      for (const name of [...names.uses, ...names.declares, ...names.changes])
        for (const declarer of declaredIn.get(name) ?? []) {
          own.add(declarer);
          for (const other of needs[declarer]) own.add(other);
        }
      needs.push(own);
      for (const name of names.declares) declaredIn.set(name, [i]);
      for (const name of names.changes) declaredIn.get(name)?.push(i);
    }
    return needs;
  }

  /** For each cell a hash of the code that its outputs are made from: its own, and that of the cells it depends on. */
  fingerprints(): number[] {
    const hashes = this.cells.map(({ code }, i) => hash(code, i));
    return this.all().map((needed, i) =>
      [...needed]
        .sort((a, b) => a - b)
        .reduce((combined, j) => hash(String(hashes[j]), combined), hashes[i]),
    );
  }

  /** The cells that a run of `target` must run. */
  cellsToRun(target: CellType, reach: Reach): CellType[] {
    const { cells } = this;
    const [fingerprints, needs, at] = [this.fingerprints(), this.all(), cells.indexOf(target)];
    const wanted = cells.map((cell, i) => {
      if (i === at) return true;
      if (i < at) return reach !== "sight" && cell.ranFingerprint !== fingerprints[i];
      if (reach === "below") return true;
      return cell.outputFingerprint !== fingerprints[i] && (reach !== "sight" || cell.isInSight);
    });
    for (const [i, is] of [...wanted.entries()])
      if (is) for (const j of needs[i]) wanted[j] ||= cells[j].ranFingerprint !== fingerprints[j];
    return cells.filter((_, i) => wanted[i]);
  }
}

/** cyrb53, a hash of 53 bits: collisions are rare enough here. */
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
