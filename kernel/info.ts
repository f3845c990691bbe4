/** What the kernel says of itself. */
import { readFileSync } from "node:fs";
import { languageInfo } from "./language-info.js";
import { PROTOCOL } from "./wire.js";

function versionOf(name: string): string {
  return JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")).version;
}

/** The `kernel_info_reply`. */
export function kernelInfo() {
  const tslab = versionOf("tslab");
  const typescript = versionOf("@tslab/typescript-for-tslab");
  return {
    status: "ok",
    protocol_version: PROTOCOL,
    implementation: "tslab",
    implementation_version: tslab,
    language_info: languageInfo(typescript),
    banner: `TypeScript ${typescript} (tslab ${tslab}, Node.js ${process.version})`,
    debugger: false,
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/handbook/intro.html" },
      { text: "JavaScript", url: "https://developer.mozilla.org/docs/Web/JavaScript/Guide" },
      { text: "tslab", url: "https://github.com/yunabe/tslab" },
    ],
  };
}
