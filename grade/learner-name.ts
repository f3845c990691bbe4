/** Whose file it is: its name is all that says so, unless the page asked for one. */

/** Names of a learning platform's files, which knows who handed in: Moodle's folders or files, Canvas's files. */
const platforms = [
  /^(.+?)_\d+_assignsubmission_(?:file|onlinetext)/, // Ada Lovelace_12345_assignsubmission_file_
  /^(.+?)(?:_LATE)?_\d{2,}_\d{2,}_/, // lovelaceada_LATE_1234_56789_05-or-gate.html
];

/**
 * @param file below the folder of what was handed in, with "/" between names; a zip counts as a folder
 * @param typed what the learner typed when the page was saved
 * @param isAssignment whether a name without its ending stands for the work, not for who did it: a notebook's name, or
 *   one that files in several folders have
 * @example learnerOf("Ada Lovelace_7_assignsubmission_file/05-or-gate.html", "", isNotebook) // "Ada Lovelace"
 */
export function learnerOf(
  file: string,
  typed: string,
  isAssignment: (name: string) => boolean,
): string {
  const segments = file.split("/").map((name) => name.replace(/(\.(html?|ipynb|zip))+$/i, ""));
  for (const segment of segments)
    for (const pattern of platforms) {
      const [, name] = pattern.exec(segment) ?? [];
      if (name) return clean(name);
    }
  if (clean(typed)) return clean(typed);
  const own = segments.reverse().find((name) => clean(name) && !isAssignment(clean(name)));
  return clean(own ?? segments[0]) || "nobody";
}

/** One line, without what a program could take for a command, and without what browsers add to a second download. */
export function clean(name: string): string {
  // Cut first: what a stranger typed may have millions of letters, and the pattern below looks at each ending.
  const line = name
    .slice(0, 200)
    .normalize("NFC")
    .replace(/[\p{C}\p{Z}]+/gu, " ");
  return line
    .replace(/( ?\(\d+\)| ?- ?copy)+$/i, "")
    .trim()
    .slice(0, 80);
}
