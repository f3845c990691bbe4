/** What was run, for Jupyter's `history_request`. There is one session, 0, and nothing is kept beyond it. */
type Entry = { line: number; input: string; output: string | null };

interface HistoryRequest {
  hist_access_type?: "range" | "tail" | "search";
  output?: boolean;
  n?: number;
  start?: number;
  stop?: number;
  pattern?: string;
  unique?: boolean;
}

export class History {
  readonly #entries: Entry[] = [];

  add(line: number, input: string, output: string | null): void {
    this.#entries.push({ line, input, output });
  }

  get inputs(): string[] {
    return this.#entries.map(({ input }) => input);
  }

  find({ hist_access_type, output, n, start = 0, stop, pattern = "*", unique }: HistoryRequest) {
    let found = this.#entries;
    if (hist_access_type === "range")
      found = found.filter(
        ({ line }) => line >= start && line < (stop ?? Number.POSITIVE_INFINITY),
      );
    if (hist_access_type === "search") found = found.filter(({ input }) => matches(pattern, input));
    if (unique)
      found = found.filter(({ input }, i) => !found.slice(i + 1).some((e) => e.input === input));
    if (hist_access_type !== "range" && n !== undefined) found = n > 0 ? found.slice(-n) : [];
    return found.map((entry) => [
      0,
      entry.line,
      output ? [entry.input, entry.output] : entry.input,
    ]);
  }
}

/** Is it the text of the pattern, in which `*` and `?` stand for any text and any character? */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}
