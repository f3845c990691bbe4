/** axe-core, in a page that is open. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const require = createRequire(import.meta.url);
const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const { version } = require("axe-core/package.json");
/** What breaks a rule of WCAG 2.2, level AA. */
export const wcag = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };

/** What axe-core finds: all that break one of the rules asked for, or, of all its rules, what is serious or critical. */
export async function findings(page: Page, rules?: typeof wcag): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(`axe.run(${JSON.stringify(rules ?? {})}).then(({ violations }) => violations
    .filter(({ impact }) => ${rules !== undefined} || impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join("; ")))`);
}
