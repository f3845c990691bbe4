/** What pages and slides have in common: head, embedded scripts, imprint. */
import type { Element, ElementContent, Nodes } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { join, PICTURE, type Text } from "../ipynb/nbformat.js";
import { hasOnlyImports } from "./cells.js";
import { authorsInSentence, COURSE, citation } from "./course.js";
import type { Document } from "./document.js";
import { compressed, type Embedded } from "./embedded.js";
import { jsonScript } from "./render/figure.js";

/** The favicon: a neuron. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M5 6 20 16M5 16h15M5 26 20 16" stroke="#8a4b00" stroke-width="2.5"/><g fill="#0b57a4"><circle cx="5" cy="6" r="3.5"/><circle cx="5" cy="16" r="3.5"/><circle cx="5" cy="26" r="3.5"/></g><circle cx="22" cy="16" r="8" fill="#d55e00"/></svg>',
)}`;

/** The properties of a document that its head and imprint need. */
type DocumentHead = Pick<
  Document,
  "title" | "description" | "names" | "edition" | "program" | "version"
> &
  Partial<Pick<Document, "name" | "notebooks">>;

/** A page in one file. It loads nothing, and only the scripts that `policy` allows run. */
export function htmlPage(
  { title, policy, style, early }: Pick<Embedded, "policy" | "style" | "early"> & { title: string },
  head: Element[],
  body: ElementContent[],
): string {
  const root: Nodes = {
    type: "root",
    children: [
      { type: "doctype" },
      h("html", { lang: "en" }, [
        h("head", [
          h("meta", { charSet: "utf-8" }),
          h("meta", { httpEquiv: "Content-Security-Policy", content: policy }),
          h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
          h("meta", { name: "color-scheme", content: "light dark" }),
          h("title", title),
          ...head,
          h("style", style),
          ...(early ? [h("script", early)] : []),
        ]),
        h("body", body),
      ]),
    ],
  };
  return toHtml(root);
}

export function documentHtml(
  document: DocumentHead,
  page: Embedded,
  body: ElementContent[],
): string {
  const { title, program, name, edition, version } = document;
  const embeddedProgram = { name, edition, version, ...program };
  const runs = program && page.packed["run-on-demand"];
  const packed = {
    ...page.packed,
    ...(runs && { notebooks: compressed(JSON.stringify(document.notebooks, normalizedValue)) }),
  };
  const scripts = [
    ...Object.entries(packed).map(([id, text]) => h("script", { type: "text/plain", id }, text)),
    ...(runs
      ? [h("script", { type: "application/json", id: "program" }, jsonScript(embeddedProgram))]
      : []),
    ...page.scripts.map((text) => h("script", text)),
  ];
  const licences = { type: "comment", value: `\n${page.licences}\n` } as const;
  const head = [...metadataOf(document), h("link", { rel: "icon", href: ICON })];
  return htmlPage({ title, ...page }, head, [...body, ...onOwnLines(scripts), licences]);
}

/** For search engines and previews of links. */
function metadataOf({ title, description, names, edition }: DocumentHead): Element[] {
  const { authors, licence, article, url } = citation();
  const isChapter = names.length === 1;
  const picture = `pictures/${isChapter ? names[0] : "course"}.png`;
  const resource = {
    "@context": "https://schema.org",
    "@type": isChapter ? "LearningResource" : "Course",
    name: title,
    description,
    inLanguage: "en",
    isAccessibleForFree: true,
    learningResourceType: edition === "instructor" ? "lesson plan" : "interactive notebook",
    author: { "@type": "Organization", name: authors },
    license: `https://spdx.org/licenses/${licence}.html`,
    isBasedOn: article.url,
    ...(isChapter && { isPartOf: { "@type": "Course", name: COURSE } }),
  };
  const property = (property: string, content: string) => h("meta", { property, content });
  return [
    h("meta", { name: "description", content: description }),
    h("meta", { name: "author", content: authors }),
    property("og:type", "article"),
    property("og:title", title),
    property("og:description", description),
    property("og:site_name", COURSE),
    // Previews need an absolute URL.
    ...(url ? [property("og:image", new URL(picture, url).href)] : []),
    h("script", { type: "application/ld+json" }, jsonScript(resource)),
  ];
}

/** Each on a line of its own. */
export const onOwnLines = (elements: ElementContent[]): ElementContent[] =>
  elements.flatMap((element): ElementContent[] => [{ type: "text", value: "\n" }, element]);

/** The imprint: authors, source, licences, version. */
export function imprint({ edition, version }: DocumentHead): Element[] {
  const { licence, article } = citation();
  return [
    h("p", [
      `${COURSE}, by ${authorsInSentence()}. Text and code under the ${licence} licence. The course re-creates `,
      h("a", { href: article.url }, article.title),
      ` by ${article.authors} (${article.journal}, ${article.year}).`,
    ]),
    h("p", `${edition === "instructor" ? "Instructor’s" : "Student"} edition. Version ${version}.`),
  ];
}

/** Lists the parameters that differ from the published ones. */
export const changedParametersNotice = ({ parameters }: Document): Element[] =>
  parameters.length === 0
    ? []
    : [
        h("div", { class: "changed" }, [
          h("p", "Made with other parameters than the published ones:"),
          h(
            "ul",
            parameters.map(({ notebook, name, value, committed }) =>
              h("li", [
                notebook ? `${notebook}: ` : "",
                h("code", `${name} = ${value}`),
                " instead of ",
                h("code", committed),
              ]),
            ),
          ),
        ]),
      ];

/** A cell's code; parameters are labelled. */
export function code(
  { role, code, source }: { role: string; source: string; code?: Element },
  hint: (string | Element)[] = [],
): Element[] {
  if (!code) return [];
  if (role !== "parameters")
    return [h("div", { class: ["code", ...(hasOnlyImports(source) ? ["imports"] : [])] }, code)];
  const label = h("p", { class: "label" }, "Parameters: the numbers to change");
  return [
    h("div", { class: ["code", "parameters"] }, [
      label,
      code,
      ...(hint.length > 0 ? [h("p", { class: "hint" }, hint)] : []),
    ]),
  ];
}

/** For JSON.stringify: joins text, sorts keys, so that the result does not depend on who wrote the notebook; drops pictures, which the page has already. */
function normalizedValue(key: string, value: unknown): unknown {
  if (key === PICTURE) return undefined;
  if (/^(source|text)(\/|$)/.test(key)) return join(value as Text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
