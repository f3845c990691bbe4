/** The contents of a page or of slides, from one notebook or several. */

import type { Element } from "hast";
import { toString as textOf } from "hast-util-to-string";
import {
  type Cell,
  FIGURE,
  hasTag,
  join,
  type Notebook,
  PICTURE,
  type Text,
} from "../ipynb/nbformat.js";
import type { ChangedParameter } from "../ipynb/parameters.js";
import { isEmpty, isHidden, type PageCell, pageCell } from "./cells.js";
import { chapters, chapterTitle } from "./course.js";
import { glossary } from "./glossary.js";
import { linkNotebooks } from "./links.js";
import { type Entry, Outline } from "./outline.js";
import { plotlyPackage } from "./plotly.js";
import { type Program, program } from "./program.js";
import { type Crop, cropOf, hasAxes, type Layout, titleOf } from "./render/figure.js";
import { markdown } from "./render/markdown.js";
import type { Section } from "./teaching.js";
import { version } from "./version.js";

export type Edition = "student" | "instructor";

export interface Source {
  name: string;
  notebook: Notebook;
  /** authored slides, from handout/slides/ */
  slides?: Section[];
}

/** What a document says about itself. */
export interface About {
  /** the notebook, or what the document holds */
  name: string;
  title?: string;
  edition: Edition;
  /** what differs from the committed notebooks */
  parameters: ChangedParameter[];
}

export interface Document extends About {
  title: string;
  /** whether a cell has the title already */
  hasTitle: boolean;
  version: string;
  /** by how many levels headings are moved down */
  depth: number;
  contents: (Entry & { below: Entry[] })[];
  cells: PageCell[];
  /** the package that draws its figures */
  plotly: string;
  program: Program | undefined;
  notebooks: Source[];
  /** authored slides of each notebook, if any */
  slides: Section[][];
  /** the entries of the course's glossary that it uses */
  glossary: Element | undefined;
  /** the notebooks that it holds */
  names: string[];
  /** for search engines and previews */
  description: string;
}

const hash = (id: string | undefined) => id && `#${id}`;

export function document(sources: Source[], about: About): Document {
  const depth = sources.length > 1 ? 1 : 0;
  const outline = new Outline(depth);
  let number = 0;
  const notebooks = sources.map(({ name, notebook }) => {
    const seen = (cell: Cell) => about.edition === "instructor" || !hasTag(cell, "notes");
    return { name, notebook: { ...notebook, cells: notebook.cells.filter(seen) } };
  });
  const all = notebooks.flatMap(({ name, notebook }) =>
    notebook.cells.map((cell) => pageCell(cell, name, ++number)),
  );
  for (const cell of all) {
    outline.beginNotebook(cell.notebook);
    cell.level = outline.adjustHeadings(cell.text);
  }
  const cells = all.filter((cell) => !isEmpty(cell));
  const known = chapters().map(({ name }) => name);
  for (const { text, notebook } of cells.filter(
    ({ notebook, role }) => known.includes(notebook) && role !== "notes",
  ))
    linkNotebooks(text, (name) =>
      name === notebook
        ? undefined
        : depth > 0
          ? hash(outline.firstHeadings.get(name))
          : `${name}.html`,
    );
  const language = sources[0].notebook.metadata.language_info as { name?: string } | undefined;
  return {
    ...about,
    description: preview(sources[0].notebook).description,
    title: about.title ?? outline.title ?? about.name,
    hasTitle: outline.title !== undefined,
    version: version(),
    depth,
    contents: outline.contents(),
    cells,
    plotly: plotlyPackage(cells.flatMap(({ figures }) => figures)),
    glossary: glossary(cells),
    names: sources.map(({ name }) => name),
    program: language?.name === "typescript" ? program(cells) : undefined,
    notebooks,
    slides: sources.map(({ slides = [] }) => slides),
  };
}

/**
 * The title of a notebook, its first paragraph, and the picture of a figure.
 *
 * @param shown titles of the figures that earlier notebooks are shown by
 */
export function preview(
  { cells }: Notebook,
  shown: string[] = [],
): {
  title: string;
  /** of the figure */
  figure: string;
  description: string;
  picture: string | undefined;
  /** which edges of the picture to crop for a thumbnail */
  edges: Crop;
} {
  const paragraphs = cells
    .filter(({ cell_type }) => cell_type === "markdown")
    .flatMap(({ source }) => join(source).split(/\n\s*\n/))
    .filter((text) => text.trim() && !/^\s*#/.test(text));
  const drawn = cells
    .filter((cell) => !isHidden(cell)) // it would tell what the text asks to guess
    .flatMap((cell) => cell.outputs ?? [])
    .flatMap(({ data }) => (data?.[FIGURE] && data[PICTURE] ? [data] : []))
    .map((data) => {
      const figure = Object(data[FIGURE]) as { data?: unknown; layout?: Layout };
      const layout = figure.layout ?? {};
      // Preferred: a title not used before, then an animated figure, then one with axes; the first of the best.
      const title = titleOf(layout);
      const merits = [!shown.includes(title), "frames" in figure, hasAxes(layout)];
      const rank = merits.reduce((sum, merit) => 2 * sum + Number(merit), 0);
      return { title, rank, figure, picture: data[PICTURE] };
    });
  const [best] = drawn.sort((a, b) => b.rank - a.rank);
  const picture = best?.picture;
  return {
    title: chapterTitle(cells) ?? "",
    figure: best?.title ?? "",
    description: textOf(markdown(paragraphs[0] ?? ""))
      .replace(/\s+/g, " ")
      .trim(),
    picture: picture === undefined ? undefined : join(picture as Text).replace(/\s/g, ""),
    edges: cropOf(best?.figure ?? {}),
  };
}
