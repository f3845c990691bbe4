/** The part of Papa Parse that we use. */
declare module "papaparse" {
  interface Options {
    delimiter?: string;
    delimitersToGuess?: string[];
    preview?: number;
    skipEmptyLines?: boolean;
  }
  interface Result<Row> {
    data: Row[];
    errors: { type: string; message: string; row: number }[];
    meta: { delimiter: string };
  }
  interface UnparseOptions {
    newline: string;
    escapeFormulae: RegExp;
    quotes(value: unknown): boolean;
  }
  const papa: {
    parse<Row>(text: string, options: Options): Result<Row>;
    unparse(rows: (string | number)[][], options: UnparseOptions): string;
  };
  export default papa;
}
