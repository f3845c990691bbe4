/** A document of one notebook or of several: all that a page or slides are made of. */

import { isBuilt } from "./carried.js";
import { isEmpty, type PageCell, pageCell } from "./cells.js";
import { hasTag, type Notebook } from "./notebook.js";
import { type Entry, Outline } from "./outline.js";
import { plotlyPackage } from "./plotly.js";
import { type Program, program } from "./program.js";
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
  course: string;
  version: string;
  /** how far headings moved down */
  depth: number;
  contents: (Entry & { below: Entry[] })[];
  cells: PageCell[];
  /** the package that draws its figures */
  plotly: string;
  program: Program | undefined;
}

const COURSE = "Neural networks from scratch";

export function document(sources: Source[], about: About): Document {
  const depth = sources.length > 1 ? 1 : 0;
  const outline = new Outline(depth);
  let number = 0;
  const all = sources.flatMap(({ name, notebook }) =>
    notebook.cells
      .filter((cell) => about.edition === "instructor" || !hasTag(cell, "notes"))
      .map((cell) => pageCell(cell, name, ++number)),
  );
  for (const cell of all) {
    outline.enter(cell.notebook);
    cell.level = outline.headings(cell.text);
  }
  const cells = all.filter((cell) => !isEmpty(cell));
  const language = sources[0].notebook.metadata.language_info as { name?: string } | undefined;
  return {
    ...about,
    title: about.title ?? outline.title ?? about.name,
    hasTitle: outline.title !== undefined,
    course: COURSE,
    version: version(),
    depth,
    contents: outline.contents(),
    cells,
    plotly: plotlyPackage(cells.flatMap(({ figures }) => figures)),
    program: language?.name === "typescript" && isBuilt() ? program(cells) : undefined,
  };
}
