/** The copyright notices and licence texts of the embedded packages; a text that several share is there once. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { read, root } from "./assets.js";

export function licences(folders: string[]): string {
  const lines = ["This file carries parts of these packages, each under its own licence:"];
  const own = read("LICENSE");
  const common: Record<string, string> = { MIT: own.slice(own.indexOf("Permission")) };
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(read(folder, "package.json"));
    const files = readdirSync(path.join(root, folder)).filter((file) => /^licen[sc]e/i.test(file));
    const text = files.sort().map((file) => read(folder, file));
    lines.push(`${name} ${version}: ${license}`);
    if (license === "MIT")
      lines.push(...(text.join("\n").match(/^ *Copyright (?:[\dA-Z]|\([cC]\)).*$/gm) ?? []));
    else if (license === "OFL-1.1") {
      const [holder, ...rest] = text[0].split(/\n\s*\n/);
      lines.push(holder);
      common[license] = rest.join("\n\n");
    } else if (license.includes("Apache-2.0")) common["Apache-2.0"] = text[0];
    else lines.push(...text);
  }
  for (const [name, text] of Object.entries(common)) lines.push(`\n${name}: ${text}`);
  return lines.join("\n").replace(/-(?=-)/g, "- "); // nothing in it ends the comment that it will be
}
