/** Makes the levels of headings consistent, with one h1, gives each an id, and collects the table of contents. */
import type { Root } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { visit } from "unist-util-visit";

export interface Entry {
  level: number;
  id: string;
  text: string;
}

export class Outline {
  title: string | undefined;
  /** the first heading of each notebook */
  readonly firstHeadings = new Map<string, string>();
  private level: number;
  private notebook = "";
  private entries: Entry[] = [];
  private usedIds = new Set<string>();

  /** @param depth by how many levels headings move down: 1 in a document of several notebooks */
  constructor(private depth: number) {
    this.level = depth;
  }

  /** Another notebook begins where its name changes. */
  beginNotebook(notebook: string): void {
    if (notebook === this.notebook) return;
    this.notebook = notebook;
    this.level = this.depth;
  }

  /** Adjusts the levels and ids of a text's headings. Returns the level of the first one. */
  adjustHeadings(text: Root): number | undefined {
    let first: number | undefined;
    visit(text, "element", (node) => {
      if (!/^h[1-6]$/.test(node.tagName)) return;
      const wanted = Number(node.tagName[1]) + this.depth;
      const level = Math.min(
        wanted === 1 && this.title !== undefined ? 2 : wanted,
        this.level + 1,
        6,
      );
      this.level = level;
      node.tagName = `h${level}`;
      const words = textOf(node);
      if (level === 1) this.title = words;
      const id = this.uniqueId(words);
      node.properties.id = id;
      if (!this.firstHeadings.has(this.notebook)) this.firstHeadings.set(this.notebook, id);
      if (level <= 2 + this.depth) this.entries.push({ level, id, text: words });
      first ??= level;
    });
    return first;
  }

  private uniqueId(text: string): string {
    const words = this.depth > 0 ? `${this.notebook.slice(0, 2)} ${text}` : text;
    const slug = `s-${(words.toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-")}`.slice(0, 62);
    let name = slug;
    for (let i = 2; this.usedIds.has(name); i++) name = `${slug}-${i}`;
    this.usedIds.add(name);
    return name;
  }

  /** Entries of the upper level, each with those below it. */
  contents(): (Entry & { below: Entry[] })[] {
    const tree: (Entry & { below: Entry[] })[] = [];
    for (const entry of this.entries) {
      if (entry.level < 2) continue;
      const last = tree.at(-1);
      if (entry.level === 2 || !last) tree.push({ ...entry, below: [] });
      else last.below.push(entry);
    }
    return tree;
  }
}
