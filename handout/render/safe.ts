/**
 * What is left of HTML from a notebook. Nothing in a notebook is trusted: not its text, not its outputs. Whatever comes
 * through here can neither run a script nor load a file, nor be taken by a script of the page for its own: it has no id
 * and no name.
 */
import type { Nodes, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { sanitize } from "hast-util-sanitize";

const tagNames =
  "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var".split(
    " ",
  );
const picture = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/;
const classes = Object.fromEntries(
  ["span", "div", "code", "pre"].map((tag) => [tag, ["className"]]),
);
const aligned: [string, ...string[]] = ["align", "left", "center", "right"];

const schema = {
  tagNames,
  attributes: {
    ...classes,
    a: ["href", "title"],
    img: ["alt", "title", "width", "height", ["src", picture] as [string, RegExp]],
    th: ["scope", "colSpan", "rowSpan", aligned],
    td: ["colSpan", "rowSpan", aligned],
    ol: ["start"],
    details: ["open"],
  },
  protocols: { href: ["http", "https", "mailto"], src: ["data"] },
  // What is inside them is a program, a style sheet or the head of a page, not text.
  strip: ["script", "style", "template", "title"],
  ancestors: {},
  clobber: [],
  required: {},
};

export const safe = (tree: Nodes): Root => {
  const cleaned = sanitize(tree, schema);
  return cleaned.type === "root" ? cleaned : { type: "root", children: [cleaned as never] };
};

export const parseHtml = (html: string): Root => fromHtml(html, { fragment: true });
