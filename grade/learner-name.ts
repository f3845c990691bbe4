/** Finds the learner's name: in the names of file and folders, or as it was typed into the page. */

/** File names by learning platforms, which know the learner: Moodle's folders or files, Canvas's files. */
const platformFileNames = [
  /^(.+?)_\d+_assignsubmission_(?:file|onlinetext)/, // Ada Lovelace_12345_assignsubmission_file_
  /^(.+?)(?:_LATE)?_\d{2,}_\d{2,}_/, // lovelaceada_LATE_1234_56789_05-or-gate.html
];

/**
 * @param file below the folder of what was handed in, with "/" between names; a zip counts as a folder
 * @param typed what the learner typed when the page was saved
 * @param isAssignment whether a name, without its extension, is the assignment's and not a learner's: a notebook's name, or
 *   one of files in several folders
 * @example learnerOf("Ada Lovelace_7_assignsubmission_file/05-or-gate.html", "", isNotebook) // "Ada Lovelace"
 */
export function learnerNameOf(
  file: string,
  typed: string,
  isAssignment: (name: string) => boolean,
): string {
  const segments = file.split("/").map((name) => name.replace(/(\.(html?|ipynb|zip))+$/i, ""));
  for (const segment of segments)
    for (const pattern of platformFileNames) {
      const [, name] = pattern.exec(segment) ?? [];
      if (name) return cleanName(name);
    }
  if (cleanName(typed)) return cleanName(typed);
  const own = segments.reverse().find((name) => cleanName(name) && !isAssignment(cleanName(name)));
  return cleanName(own ?? segments[0]) || "nobody";
}

/** One line without control characters, and without what browsers append to the name of a second download. */
export function cleanName(name: string): string {
  // Cut first: a typed name may have millions of letters, and the pattern below is tried at each.
  const line = name
    .slice(0, 200)
    .normalize("NFC")
    .replace(/[\p{C}\p{Z}]+/gu, " ");
  return line
    .replace(/( ?\(\d+\)| ?- ?copy)+$/i, "")
    .trim()
    .slice(0, 80);
}
