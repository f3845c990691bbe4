/** The course that a handout is a part of: who wrote it, after whom, and which notebooks it has. */
import path from "node:path";
import { notebooksIn } from "../ipynb/list.mjs";
import { type Cell, join } from "../ipynb/nbformat.js";
import { readNotebook } from "../ipynb/notebook-file.js";
import { memoized } from "../src/memoized.js";
import { read, root } from "./assets.js";

export const COURSE = "Neural networks from scratch";

interface Chapter {
  /** of its files */
  name: string;
  /** as it begins, "05 · The OR gate" */
  title: string;
  cells: Cell[];
}

const folder = path.join(root, "notebooks");

/** The notebooks of the course, in order. */
export const chapters = memoized((): Chapter[] =>
  notebooksIn(folder).map((file) => {
    const { cells } = readNotebook(path.join(folder, file));
    const { name } = path.parse(file);
    return { name, title: chapterTitle(cells) ?? name, cells };
  }),
);

export function chapterTitle(cells: Cell[]): string | undefined {
  const markdown = cells.filter(({ cell_type }) => cell_type === "markdown");
  return /^# +(.+)/m.exec(markdown.map(({ source }) => join(source)).join("\n"))?.[1];
}

interface Citation {
  authors: string;
  licence: string;
  /** where the course is published, if it says so */
  url: string;
  article: { title: string; authors: string; journal: string; year: string; url: string };
}

/** What CITATION.cff says, as far as a handout tells it. */
export const citation = memoized((): Citation => {
  const [own, reference = ""] = read("CITATION.cff").split(/^references:/m);
  const all = (text: string, key: string) =>
    [...text.matchAll(new RegExp(`^[ -]*${key}: *"?(.*?)"? *$`, "gm"))].map(([, value]) => value);
  const one = (text: string, key: string) => all(text, key)[0] ?? "";
  const given = all(reference, "given-names");
  return {
    authors: all(own, "name").join(", "),
    licence: one(own, "license"),
    url: one(own, "url"),
    article: {
      title: one(reference, "title"),
      authors: all(reference, "family-names")
        .map((family, i) => `${given[i]} ${family}`)
        .join(" and "),
      journal: one(reference, "journal"),
      year: one(reference, "year"),
      url: one(reference, "url"),
    },
  };
});

/** Its authors within a sentence, "the perceptron contributors". */
export const authorsInSentence = (): string => citation().authors.replace(/^The /, "the ");
