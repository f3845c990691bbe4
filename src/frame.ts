import { raise } from "./check.js";

/** What this course uses of a danfojs DataFrame. */
export interface Frame {
  /** the names of d columns */
  columns: string[];
  /** n rows of d numbers */
  values: number[][];
  /** rows and columns */
  shape: [number, number];
  /** one column, by its name */
  column(name: string): { values: number[] };
  /** a new frame without these columns, or without these rows, counted from 0 */
  drop(without: { columns?: string[]; index?: number[] }): Frame;
  /** rows with the same value in a column, taken together: of other columns the mean of each group */
  groupby(columns: [string]): { col(columns: string[]): { mean(): Frame } };
}

/** A frame where danfojs is not: in a handout, of which it would be the larger half, and where answers are graded. */
export function plainFrame(columns: string[], values: number[][]): Frame {
  const place = (name: string) => {
    const j = columns.indexOf(name);
    if (j < 0) raise(RangeError, `a column must be one of ${columns.join(", ")}; got ${name}`);
    return j;
  };
  const taken = (j: number, rows = values) => rows.map((row) => row[j]);
  return {
    columns,
    values,
    shape: [values.length, columns.length],
    column: (name) => ({ values: taken(place(name)) }),
    drop(without) {
      const gone = (without.columns ?? []).map(place);
      const kept = columns.map((_, j) => j).filter((j) => !gone.includes(j));
      const rows = values.filter((_, i) => !without.index?.includes(i));
      return plainFrame(
        kept.map((j) => columns[j]),
        rows.map((row) => kept.map((j) => row[j])),
      );
    },
    groupby: ([by]) => ({
      col: (names) => ({
        mean() {
          const key = place(by);
          const groups = [...new Set(taken(key))].sort((a, b) => a - b);
          const means = groups.map((value) => {
            const rows = values.filter((row) => row[key] === value);
            const mean = (j: number) => taken(j, rows).reduce((sum, x) => sum + x, 0) / rows.length;
            return [value, ...names.map((name) => mean(place(name)))];
          });
          return plainFrame([by, ...names.map((name) => `${name}_mean`)], means);
        },
      }),
    }),
  };
}
