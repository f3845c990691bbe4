/** What is embedded in a handout: plotly.js, styles, scripts, and a policy that lets nothing else run. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { memoized } from "../src/memoized.js";
import { read, root } from "./assets.js";
import { licences } from "./licences.js";
import { CARTESIAN, WHOLE } from "./plotly.js";
import { fontPackages } from "./typefaces.mjs";

type Kind = "page" | "running" | "slides";

export interface Embedded {
  /** compressed scripts, in base64, by their ids */
  packed: Record<string, string>;
  scripts: string[];
  /** a script that runs before the text is parsed */
  early?: string;
  style: string;
  licences: string;
  policy: string;
}

const runtime = path.join("dist", "page");
const plotlyScripts: Record<string, string> = {
  [CARTESIAN]: "plotly-cartesian.min.js",
  [WHOLE]: "plotly.min.js",
};

/**
 * @param kind "running" is a page whose cells run
 * @param plotly the package to take plotly.js from
 */
export function embedded(kind: Kind, plotly: string): Embedded {
  const library = packedPlotly(plotly);
  const packages = [`node_modules/${plotly}`, "node_modules/temml", ...fontPackages];
  const packedScripts: Record<string, string> = { plotly: library.base64 };
  const hashes = [library.hash];
  const scripts = [read(runtime, "figures.js")];
  const common = ["common.css", "figure.css"].map(style);
  const styles = [read(runtime, "fonts.css"), mathematics(), ...common];
  if (kind === "slides") {
    const reveal = (name: string) => read("node_modules", "reveal.js", "dist", name);
    packages.push("node_modules/reveal.js");
    scripts.push(reveal("reveal.js"), read(runtime, "slides.js"));
    styles.unshift(reveal("reset.css"), reveal("reveal.css"));
    styles.push(style("slides.css"));
  } else {
    scripts.unshift(read(runtime, "contents.js"));
    styles.push(style("page.css"), style("print.css"));
  }
  if (kind === "running") {
    const onDemand = packed(path.join(runtime, "on-demand.js"));
    packedScripts["run-on-demand"] = onDemand.base64;
    const sandbox = packed(path.join(runtime, "sandbox.js")); // where the worker is started
    packedScripts["run-sandbox"] = sandbox.base64;
    packedScripts["run-worker"] = packed(path.join(runtime, "worker.js")).base64;
    hashes.push(onDemand.hash, sandbox.hash);
    scripts.push(read(runtime, "page.js"));
    styles.push(minifiedCss(read("handout", "page", "page.css")));
    packages.push(...JSON.parse(read(runtime, "packages.json")));
  }
  if (scripts.some((text) => /<\/script|<!--/i.test(text)))
    throw new Error("a script that would end its own element");
  return {
    packed: packedScripts,
    scripts,
    early: LOAD_FONTS,
    style: styles.join("\n"),
    licences: licences([...new Set(packages)].sort()),
    policy: policy([...[LOAD_FONTS, ...scripts].map(digest), ...hashes], kind === "running"),
  };
}

/** A browser begins with a typeface when it sees its first letter, and draws the page in another until it is ready: text would move. */
const LOAD_FONTS = "document.fonts.forEach((font) => font.load().catch(() => {}))";

/** A page without scripts and formulas. */
export const embeddedInSite = (): Embedded => ({
  packed: {},
  scripts: [],
  style: [read(runtime, "fonts.css"), ...["common.css", "page.css", "site.css"].map(style)].join(
    "\n",
  ),
  licences: licences(fontPackages),
  policy: policy([], false),
});

const style = (name: string) => minifiedCss(read("handout", "style", name));
/** Minified; a string may hold ": ". */
const minifiedCss = (css: string) =>
  css
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s*([{};,>])\s*|(?<=:) (?!")/g, "$1")
    .replaceAll(";}", "}");

function policy(hashes: string[], runs: boolean): string {
  // Cells run in a worker, which a page that is one file can only make from a blob; the worker has the page's
  // policy, and loads each cell as a script from a blob too. Only a script that runs already can make a blob,
  // so nothing written into the page starts by it, and neither 'unsafe-eval' nor 'unsafe-inline' is needed.
  const lines = [
    "default-src 'none'",
    `script-src ${hashes.join(" ") || "'none'"}${runs ? " blob:" : ""}`,
    "style-src 'unsafe-inline'", // Plotly, Temml and the editor set styles on their elements
    "img-src data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    ...(runs ? ["worker-src blob:"] : []),
  ];
  return lines.join("; ");
}

const digest = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** For the page to unpack. With less memory, zlib begins a block of its own codes more often, and scripts get smaller. */
export const compressed = (bytes: string | Buffer): string =>
  gzipSync(bytes, { level: 9, memLevel: 6 }).toString("base64");

/** plotly.js is one function: in parentheses, browsers parse it once, not twice. */
const eagerFunction = (text: string): string =>
  text.replace(/(, )(\(\) => \{\n"use strict";.*\n\})(\)\);\s*)$/s, "$1($2)$3");

/** Decoded as the page decodes it, which drops a byte order mark. */
const decoded = (name: string): string =>
  new TextDecoder().decode(readFileSync(path.join(root, name)));

/** A script, compressed for the page to unpack, and the hash of what comes out. */
const compressedScript = (text: string) => ({ base64: compressed(text), hash: digest(text) });
const packed = memoized((name) => compressedScript(decoded(name)));
const packedPlotly = memoized((name) =>
  compressedScript(eagerFunction(decoded(path.join("node_modules", name, plotlyScripts[name])))),
);

/** Temml's style, its one font inside. */
const mathematics = memoized(() => {
  const folder = path.join("node_modules", "temml", "dist");
  const font = readFileSync(path.join(root, folder, "Temml.woff2")).toString("base64");
  const css = read(folder, "Temml-Local.css");
  return minifiedCss(css).replace("url('Temml.woff2')", `url(data:font/woff2;base64,${font})`);
});
