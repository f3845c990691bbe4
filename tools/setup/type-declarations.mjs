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
// TypeScript 5.0 checks types before it emits declarations; `noCheck` exists since 5.6 only. Pretending that the files belong to a
// referenced project skips the check. Unchecked, it drops renamed parameters: src/ takes `{ values: x }` apart in a line of its own.
Object.assign(program, { isSourceOfProjectReferenceRedirect: () => true });
const { emitSkipped } = program.emit();
if (emitSkipped) throw new Error("the types of src/ were not written");
