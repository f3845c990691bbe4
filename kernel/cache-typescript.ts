/** `node dist/kernel/cache-typescript.cjs <file>`, a part of the build: writes TypeScript as V8 has compiled it. */
import { writeFileSync } from "node:fs";
import { createConverter } from "./converter.js";
import { compiledCode, isCompiled } from "./typescript.js";

// A function is compiled when it is first called: so two cells run before.
function compile(file: string) {
  const converter = createConverter();
  let declared = "";
  for (const cell of ["const x: number[] = [1]; x.map((a) => a + 1);", "await x[0];"]) {
    const { declOutput, diagnostics } = converter.convert(declared, cell);
    if (declOutput === undefined) throw new Error(JSON.stringify(diagnostics));
    declared = declOutput;
  }
  converter.close();
  writeFileSync(file, compiledCode());
}

if (require.main === module) compile(process.argv[2]);

export { createConverter, isCompiled };
