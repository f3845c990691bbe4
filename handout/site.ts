/** The index page of a folder of handouts, and the pictures for previews of links. */
import type { Element } from "hast";
import { h, s } from "hastscript";
import { COURSE } from "./course.js";
import { type Edition, preview, type Source } from "./document.js";
import { embeddedInSite } from "./embedded.js";
import { documentHtml, imprint } from "./html.js";
import type { Crop } from "./render/figure.js";
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
 * @param exists whether a file lies in the folder
 * @returns files by their names in the folder
 */
export function site(
  sources: Source[],
  edition: Edition,
  exists: (name: string) => boolean,
): Map<string, string | Buffer> {
  const files = new Map<string, string | Buffer>();
  const shown: string[] = [];
  const previews = sources.map(({ name, notebook }) => {
    const summary = preview(notebook, shown);
    shown.push(summary.figure);
    return { name, ...summary };
  });
  const cards = previews.map(({ name, title, description, picture, edges }) => {
    const png = picture && Buffer.from(picture, "base64");
    if (png) files.set(`pictures/${name}.png`, png);
    return h("li", { class: "card", id: name }, [
      ...(png ? [cropped(png, edges)] : []),
      h("h2", h("a", { href: `${name}.html` }, title)),
      h("p", description),
      formats(name, title, exists),
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
      h("div", { class: "begin" }, [
        h("div", [h("h1", COURSE), h("p", { class: "lead" }, DESCRIPTION)]),
        h("div", { class: "how" }, [
          h("h2", "How to run it"),
          h("p", [
            "Open a notebook below. Click into its code, change a number, press ",
            h("strong", "Shift+Enter"),
            ": tables, sentences and figures follow. It needs no installation and no network, and each file can be kept, sent or printed by itself.",
          ]),
        ]),
      ]),
      h("h2", "The notebooks"),
      h("ul", { class: "cards" }, cards),
      ...(exists("course.html")
        ? [
            h("h2", "The whole course"),
            h("p", ["All in one file: ", formats("course", COURSE, exists, "span")]),
          ]
        : []),
    ]),
    h("footer", imprint(about)),
  ];
  files.set("index.html", documentHtml(about, embeddedInSite(), body));
  return files;
}

/** A picture without its edges. Text browsers show nothing in its place. */
function cropped(png: Buffer, { head, foot, left }: Crop): Element {
  const [width, height] = [16, 20].map((at) => png.readUInt32BE(at));
  const all = [left * width, head * height, (1 - left) * width, (1 - head - foot) * height];
  const [x, y, w, h] = all.map(Math.round);
  const image = s("image", {
    width,
    height,
    href: `data:image/png;base64,${png.toString("base64")}`,
  });
  // The inner element has the proportions of the part, and hides what is outside of it.
  return s("svg", { viewBox: `0 0 ${w} ${h}`, ariaHidden: "true" }, [
    s("svg", { viewBox: `${x} ${y} ${w} ${h}` }, [image]),
  ]);
}

function formats(
  name: string,
  title: string,
  exists: (name: string) => boolean,
  tag = "p",
): Element {
  const links = FILE_KINDS.filter(([end]) => exists(name + end)).map(([end, words]) =>
    h("a", { href: name + end, ariaLabel: `${title}: ${words}` }, words),
  );
  return h(
    tag,
    { class: "formats" },
    links.flatMap((link, i) => (i > 0 ? [" · ", link] : [link])),
  );
}
