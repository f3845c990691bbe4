/**
 * Outputs of a cell as safe HTML, by the same rules as jupyter/handout/text.py: Markdown becomes HTML, then safe HTML,
 * and only then do formulas take the place of their marks.
 */
import createPurifier from "dompurify";
import MarkdownIt from "markdown-it";
import temml from "temml";

const tags =
  "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var".split(
    " ",
  );
const attributes: Record<string, string[]> = {
  a: ["href", "title"],
  img: ["alt", "title", "width", "height", "src"],
  th: ["scope", "colspan", "rowspan"],
  td: ["colspan", "rowspan"],
  ol: ["start"],
  details: ["open"],
  span: ["class"],
  div: ["class"],
  code: ["class"],
  pre: ["class"],
};
const picture = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/;
const tex = {
  throwOnError: false,
  trust: false,
  maxSize: [20, 20] as [number, number],
  maxExpand: 1000,
};
const mark = /\ue000(\d+)\ue001/g;

const purifier = createPurifier(window);
purifier.addHook("uponSanitizeAttribute", (element, data) => {
  const allowed = attributes[element.nodeName.toLowerCase()]?.includes(data.attrName) ?? false;
  data.keepAttr = allowed && (data.attrName !== "src" || picture.test(data.attrValue));
});

interface Formula {
  tex: string;
  display: boolean;
}

const markdown = new MarkdownIt({ html: true, linkify: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.renderer.rules.s_open = () => "<del>";
markdown.renderer.rules.s_close = () => "</del>";
markdown.inline.ruler.before("escape", "formula", (state, silent) => {
  const rest = state.src.slice(state.pos);
  const before = state.src[state.pos - 1];
  if (before === "\\" || before === "$") return false;
  const display = /^\$\$(.*?)(?<!\\)\$\$/s.exec(rest);
  const found = display ?? /^\$(?!\$)(.+?)(?<![$\\])\$/s.exec(rest);
  if (!found) return false;
  if (!silent) {
    const formulas = state.env.formulas as Formula[];
    state.push("text", "", 0).content = `\ue000${formulas.length}\ue001`;
    formulas.push({ tex: found[1], display: Boolean(display) });
  }
  state.pos += found[0].length;
  return true;
});

export function renderMarkdown(source: string): DocumentFragment {
  const formulas: Formula[] = [];
  const html = markdown.render(source.replace(mark, ""), { formulas });
  const fragment = clean(html);
  typeset(fragment, formulas);
  return fragment;
}

export const renderHtml = (html: string): DocumentFragment => clean(html.replace(mark, ""));

function clean(html: string): DocumentFragment {
  const fragment = purifier.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: [...new Set(Object.values(attributes).flat())],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const heading of fragment.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const paragraph = document.createElement("p");
    paragraph.append(...heading.childNodes);
    heading.replaceWith(paragraph);
  }
  for (const table of fragment.querySelectorAll("table")) {
    const box = document.createElement("div");
    box.className = "scroll";
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", table.caption?.textContent || "table");
    table.replaceWith(box);
    box.append(table);
    if (table.rows.length > 12) table.classList.add("long");
  }
  for (const image of fragment.querySelectorAll("img:not([src])"))
    image.replaceWith(`[picture left out: ${image.getAttribute("alt") || "no description"}]`);
  for (const link of fragment.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href") ?? "";
    if (/^[\w.-]+\.ipynb$/.test(address))
      link.setAttribute("href", address.replace(/\.ipynb$/, ".html"));
  }
  for (const pre of fragment.querySelectorAll("pre")) pre.tabIndex = 0;
  return fragment;
}

/** Puts the formulas in. Only into text, never into an attribute. */
function typeset(fragment: DocumentFragment, formulas: Formula[]): void {
  const texts = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const marked: Text[] = [];
  while (texts.nextNode())
    if (texts.currentNode.nodeValue?.includes("\ue000")) marked.push(texts.currentNode as Text);
  for (const node of marked) {
    const pieces = (node.nodeValue ?? "").split(mark);
    node.replaceWith(
      ...pieces.flatMap((piece, i): (string | Node)[] =>
        i % 2 ? math(formulas[Number(piece)]) : [piece],
      ),
    );
  }
}

function math(formula: Formula | undefined): Node[] {
  if (!formula) return [];
  const template = document.createElement("template");
  template.innerHTML = temml.renderToString(formula.tex, { ...tex, displayMode: formula.display });
  return [...template.content.childNodes];
}
