// `node tools/setup/type-declarations.mjs <folder>`, a part of the build: writes the types of src/, as cells see them. Packages are not read and
// nothing is checked, which would take twice as long: what src/ exports says its types itself (test/full/typescript.test.ts
// compares), and npm test checks.
import { join } from "node:path";
import { typescript } from "../../kernel/write-declarations.mjs";
import { root } from "../paths.mjs";

const ts = typescript();
const [, , outDir] = process.argv;
const own = { outDir, types: [] };
const parsed = ts.getParsedCommandLineOfConfigFile(join(root, "src", "tsconfig.json"), own, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic({ messageText }) {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
  },
});
if (!parsed) throw new Error("src/tsconfig.json can't be read");
const { options, fileNames } = parsed;
const host = ts.createCompilerHost(options);
host.resolveModuleNames = (names, file) =>
  names.map((name) =>
    /^[.#]/.test(name) ? ts.resolveModuleName(name, file, options, host).resolvedModule : undefined,
  );
const program = ts.createProgram(fileNames, options, host);
// TypeScript 5.0 checks what it writes types of, unless it takes it for another project's; noCheck came with 5.6. Unchecked, it
// leaves out what a parameter renames: `{ values: x }` stands in a line of its own in src/.
Object.assign(program, { isSourceOfProjectReferenceRedirect: () => true });
const { emitSkipped } = program.emit();
if (emitSkipped) throw new Error("the types of src/ were not written");
