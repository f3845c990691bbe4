/** TypeScript with the function that tslab's programs need, and that is not declared. */
import type { CompilerOptions, SourceFile } from "@tslab/typescript-for-tslab";

export type TypeScript = typeof import("@tslab/typescript-for-tslab") & {
  bindSourceFile(file: SourceFile | undefined, options: CompilerOptions): void;
};
