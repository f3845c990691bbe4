/** The page that leads to all handouts of a folder, and the pictures that previews of links show. */
import type { Element } from "hast";
import { h } from "hastscript";
import { COURSE } from "./course.js";
import { type Edition, preview, type Source } from "./document.js";
import { embeddedInSite } from "./embedded.js";
import { html, smallPrint } from "./html.js";
import { version } from "./version.js";

const DESCRIPTION =
  "Notebooks from one weight found by hand to a hidden layer that learns XOR. Every figure answers to the mouse, every cell runs in the page, and every sentence with a number in it is computed.";

const FILE_KINDS: [string, string][] = [
  [".html", "page"],
  ["-slides.html", "slides"],
  ["-a4.pdf", "PDF, A4"],
  ["-letter.pdf", "PDF, Letter"],
];

/**
 * @param isThere whether a file lies in the folder
 * @returns files by their names in the folder
 */
export function site(
  sources: Source[],
  edition: Edition,
  isThere: (name: string) => boolean,
): Map<string, string | Buffer> {
  const files = new Map<string, string | Buffer>();
  const shown: string[] = [];
  const previews = sources.map(({ name, notebook }) => {
    const made = preview(notebook, shown);
    shown.push(made.figure);
    return { name, ...made };
  });
  const cards = previews.map(({ name, title, description, picture, edges }) => {
    if (picture) files.set(`pictures/${name}.png`, Buffer.from(picture, "base64"));
    return h("li", { class: "card" }, [
      h("a", { href: `${name}.html`, tabIndex: -1, ariaHidden: "true" }, [
        h("img", {
          alt: "",
          loading: "lazy",
          src: `data:image/png;base64,${picture ?? ""}`,
          style: `--head: ${percent(edges.head)}; --foot: ${percent(edges.foot)}`,
        }),
      ]),
      h("h2", h("a", { href: `${name}.html` }, title)),
      h("p", description),
      formats(name, title, isThere),
    ]);
  });
  const cover = previews[Math.min(4, previews.length - 1)].picture;
  if (cover) files.set("pictures/course.png", Buffer.from(cover, "base64"));
  const about = {
    title: COURSE,
    description: DESCRIPTION,
    names: sources.map(({ name }) => name),
    edition,
    program: undefined,
    version: version(),
  };
  const body = [
    h("main", { id: "main" }, [
      h("h1", COURSE),
      h("p", { class: "lead" }, DESCRIPTION),
      h("h2", "How to run it"),
      h("p", [
        "Open a notebook below. Click into its code, change a number, press ",
        h("strong", "Shift+Enter"),
        ": tables, sentences and figures follow. It needs no installation and no network, and each file can be kept, sent or printed by itself.",
      ]),
      h("h2", "The notebooks"),
      h("ul", { class: "cards" }, cards),
      ...(isThere("course.html")
        ? [
            h("h2", "The whole course"),
            h("p", ["All in one file: ", formats("course", COURSE, isThere, "span")]),
          ]
        : []),
    ]),
    h("footer", smallPrint(about)),
  ];
  files.set("index.html", html(about, embeddedInSite(), body));
  return files;
}

const percent = (part: number): string => `${(100 * part).toFixed(1)}%`;

function formats(
  name: string,
  title: string,
  isThere: (name: string) => boolean,
  tag = "p",
): Element {
  const links = FILE_KINDS.filter(([end]) => isThere(name + end)).map(([end, words]) =>
    h("a", { href: name + end, ariaLabel: `${title}: ${words}` }, words),
  );
  return h(
    tag,
    { class: "formats" },
    links.flatMap((link, i) => (i > 0 ? [" · ", link] : [link])),
  );
}
