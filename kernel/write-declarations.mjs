// Types for the notebook kernel. Node's are without comments: these are three quarters of the text, and reading
// them takes the kernel a third of a second when a cell first needs Node's types.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
/** The compiler. An import would take 0.3 s more. */
export const typescript = () =>
  /** @type {typeof import("@tslab/typescript-for-tslab")} */ (
    require("@tslab/typescript-for-tslab")
  );

/** Writes the types below `folder`, as the package "node", and those of console and prompt alone as "console". */
export function writeNodeTypes(/** @type {string} */ folder) {
  const ts = typescript();
  const printer = ts.createPrinter({ removeComments: true });
  const from = join(root, "node_modules", "@types", "node");
  for (const name of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (!/(\.d\.ts|^package\.json)$/.test(name)) continue;
    let text = readFileSync(join(from, name), "utf8");
    if (name.endsWith(".d.ts")) {
      // Lines such as `/// <reference …>` are no comments.
      const head = text.match(/^\/\/\/ *<.*$/gm) ?? [];
      text = [...head, printer.printFile(ts.createSourceFile(name, text, 99))].join("\n");
    }
    const to = join(folder, "node", name);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, text);
  }
  mkdirSync(join(folder, "console"));
  writeFileSync(
    join(folder, "console", "index.d.ts"),
    '/// <reference path="../node/console.d.ts" />\n' +
      "/** Asks the reader, and waits for the answer. */\n" +
      "declare function prompt(question?: string): string;\n",
  );
}

/**
 * The language's own declarations, 54 files in TypeScript, as one: with each cell TypeScript goes through its files several
 * times, and merges anew what many of them add to.
 */
export function writeLanguage(/** @type {string} */ folder) {
  const ts = typescript();
  const whole = "lib.es2022.d.ts"; // what tslab asks for
  const none = "none.ts"; // a program without a file would not read them
  const files = ts.createProgram([none], { lib: [whole], types: [] }).getSourceFiles();
  mkdirSync(folder, { recursive: true });
  for (const { fileName } of files) writeFileSync(join(folder, basename(fileName)), "");
  const texts = files.map(({ text }) => text.replace(/^\/\/\/ *<reference .*$/gm, ""));
  const head = '/// <reference no-default-lib="true"/>\n';
  writeFileSync(join(folder, whole), head + texts.join("\n"));
}
