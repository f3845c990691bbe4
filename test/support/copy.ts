/** A copy of this clone, with nothing set up: as a newcomer has it, or as git has it before a commit. */
import { cpSync } from "node:fs";
import path from "node:path";
import { root } from "../../tools/paths.mjs";

const MADE = ["node_modules", "dist", ".venv", ".jupyter", ".cache", "handouts", "open"];

export const copyClone = (folder: string): void =>
  cpSync(root, folder, {
    recursive: true,
    filter: (file) => !MADE.includes(path.relative(root, file)),
  });
