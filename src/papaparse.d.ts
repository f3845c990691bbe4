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
  const papa: { parse<Row>(text: string, options: Options): Result<Row> };
  export default papa;
}
