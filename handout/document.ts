/** A document of one notebook or of several: all that a page or slides are made of. */

import type { Element } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { isEmpty, type PageCell, pageCell } from "./cells.js";
import { chapters, titleOf } from "./course.js";
import { glossary } from "./glossary.js";
import { linkNotebooks } from "./links.js";
import { type Cell, FIGURE, hasTag, join, type Notebook, PICTURE, type Text } from "./nbformat.js";
import { type Entry, Outline } from "./outline.js";
import { plotlyPackage } from "./plotly.js";
import { type Program, program } from "./program.js";
import { sliderIn } from "./render/figure.js";
import { markdown } from "./render/markdown.js";
import { type Changed, version } from "./version.js";

export type Edition = "student" | "instructor";

export interface Source {
  name: string;
  notebook: Notebook;
}

/** What a document says about itself. */
export interface About {
  /** the notebook, or what the document holds */
  name: string;
  title?: string;
  edition: Edition;
  /** what differs from the committed notebooks */
  parameters: Changed[];
}

export interface Document extends About {
  title: string;
  /** whether a cell has the title already */
  hasTitle: boolean;
  version: string;
  /** how far headings moved down */
  depth: number;
  contents: (Entry & { below: Entry[] })[];
  cells: PageCell[];
  /** the package that draws its figures */
  plotly: string;
  program: Program | undefined;
  notebooks: Source[];
  /** the words of the course that it uses, and what they mean */
  glossary: Element | undefined;
  /** the notebooks that it holds */
  names: string[];
  /** a sentence of it, for those who have not opened it */
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
    outline.enter(cell.notebook);
    cell.level = outline.headings(cell.text);
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
          ? hash(outline.beginnings.get(name))
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
  };
}

/** The title of a notebook, its first paragraph, and the picture of a figure. */
export function preview({ cells }: Notebook): {
  title: string;
  description: string;
  picture: string | undefined;
  /** which part of the picture's height a slider takes that nobody can move there */
  slider: number;
} {
  const paragraphs = cells
    .filter(({ cell_type }) => cell_type === "markdown")
    .flatMap(({ source }) => join(source).split(/\n\s*\n/))
    .filter((text) => text.trim() && !/^\s*#/.test(text));
  const drawn = cells
    .flatMap((cell) => cell.outputs ?? [])
    .filter(({ data }) => data?.[FIGURE] && data[PICTURE]);
  // What moves tells more than what stands still.
  const moving = drawn.find(({ data }) => Object.hasOwn(Object(data?.[FIGURE]), "frames"));
  const shown = (moving ?? drawn[0])?.data;
  const picture = shown?.[PICTURE];
  return {
    title: titleOf(cells) ?? "",
    description: textOf(markdown(paragraphs[0] ?? ""))
      .replace(/\s+/g, " ")
      .trim(),
    picture: picture === undefined ? undefined : join(picture as Text).replace(/\s/g, ""),
    slider: sliderIn(Object(shown?.[FIGURE])),
  };
}
