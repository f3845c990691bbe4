/** The part of Papa Parse that we use. */
declare module "papaparse" {
  export function parse<Row>(
    text: string,
    options: { delimiter: string },
  ): { data: Row[]; errors: { type: string; message: string }[] };
  const papa: { parse: typeof parse };
  export default papa;
}
