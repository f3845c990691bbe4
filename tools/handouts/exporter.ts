/** Asks `handouts.py`, which runs in our Python environment. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { jupyterEnv, python } from "../paths.mjs";

/** What a page says about itself. */
export interface About {
  /** The notebook, or what the document holds. */
  name: string;
  title?: string;
  edition: Edition;
  /** How far headings move down: 1 where several notebooks stand under one title. */
  depth: 0 | 1;
  /** What differs from the committed notebook. */
  parameters: { name: string; value: string; committed: string; notebook: string }[];
}

export type Edition = "student" | "instructor";

export interface Page {
  export: "html" | "slides";
  notebooks: { name: string; path: string }[];
  handout: About;
  target: string;
}

export class Exporter {
  private child: ChildProcessWithoutNullStreams;
  private answers: AsyncIterator<string>;
  private complaints = "";

  constructor() {
    const script = fileURLToPath(new URL("../handouts.py", import.meta.url));
    this.child = spawn(python, ["-X", "utf8", script], { env: jupyterEnv(), windowsHide: true });
    this.child.stdin.on("error", () => {});
    this.child.stderr.setEncoding("utf8").on("data", (text) => {
      this.complaints += text;
    });
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async export(page: Page): Promise<void> {
    await this.ask(page);
  }

  /** How many pages a PDF has, and which have nothing on them inside the margin, in points. */
  inspect(pdf: string, margin: number): Promise<{ pages: number; blank: number[] }> {
    return this.ask({ inspect: pdf, margin });
  }

  close(): void {
    this.child.stdin.end();
  }

  private async ask<Answer>(request: object): Promise<Answer> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`the export stopped\n${this.complaints}`);
    const answer = JSON.parse(value);
    if (answer.failure) throw new Error(answer.failure);
    return answer;
  }
}
