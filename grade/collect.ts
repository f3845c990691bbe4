/** Lists all submitted files below a folder, including those in zips. Nothing is unpacked to the disk. */
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import yauzl from "yauzl";
import { rosterFile } from "./roster.js";

export interface SubmittedFile {
  /** path below the folder; a zip counts as a folder */
  file: string;
  /** @throws Refused */
  read(): Promise<Buffer>;
}

/** A submission is at fault and is not graded; the message is for the report. */
export class Refused extends Error {}

export const emptyFolder = "the folder is empty";
const MEGABYTE = 1e6;
/** `entries`: the most in a zip, and in a zip in a zip */
const LIMITS = { bytes: 30 * MEGABYTE, entries: [20_000, 50], ratio: 200, name: 1000 };
const ignoredNames = /(^|\/)(\.[^./][^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;
const isZip = (file: string) => /\.zip$/i.test(file);

/** No file is read yet. An empty folder is an item of its own, which is refused: it names its learner. */
export async function collectFiles(folder: string, below = ""): Promise<SubmittedFile[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const items: SubmittedFile[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = below ? `${below}/${entry.name}` : entry.name;
    const fullPath = path.join(folder, file);
    if (ignoredNames.test(file) || file === rosterFile) continue;
    if (entry.isDirectory()) {
      const inside = await collectFiles(folder, file).catch(({ code, message }) => [
        refused(file, `the folder can't be read: ${code ?? message}`),
      ]);
      items.push(...(inside.length > 0 ? inside : [refused(file, emptyFolder)]));
    } else if (!entry.isFile())
      items.push(refused(file, "it is a link or a device: what it points to was not read"));
    else if (isZip(file))
      items.push(...(await collectZip(file, () => yauzl.openPromise(fullPath, zipOptions))));
    else items.push({ file, read: () => readWhole(fullPath) });
  }
  return items;
}

const refused = (file: string, why: string): SubmittedFile => ({
  file,
  read: () => Promise.reject(new Refused(why)),
});

async function readWhole(file: string): Promise<Buffer> {
  try {
    checkSize((await stat(file)).size);
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code ? new Refused(`it can't be read: ${code}`) : error;
  }
}

function checkSize(bytes: number): void {
  if (bytes > LIMITS.bytes)
    throw new Refused(
      `it has ${Math.round(bytes / MEGABYTE)} MB: at most ${LIMITS.bytes / MEGABYTE} are read`,
    );
}

const zipOptions = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;
type Open = () => Promise<yauzl.ZipFile>;

/** Each file opens the zip anew: a class may have more zips than a process may have open files. */
async function collectZip(file: string, open: Open, depth = 1): Promise<SubmittedFile[]> {
  try {
    const items: SubmittedFile[] = [];
    for (const entry of await listEntries(open, LIMITS.entries[depth - 1]))
      items.push(...(await collectEntry(file, entry, open, depth)));
    return items.length > 0 ? items : [refused(file, "the zip is empty")];
  } catch (error) {
    // Also an error of our own: thrown on reading, it keeps no other file from being graded.
    return [{ file, read: () => Promise.reject(error) }];
  }
}

/** @throws Refused for any error of opening the zip and reading its directory */
async function listEntries(open: Open, allowed: number): Promise<yauzl.Entry[]> {
  let zip: yauzl.ZipFile | undefined;
  try {
    zip = await open();
    if (zip.entryCount > allowed)
      throw new Refused(`it holds ${zip.entryCount} files: at most ${allowed} are read`);
    const entries: yauzl.Entry[] = [];
    let packed = 0;
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      packed += entry.compressedSize;
      if (packed > zip.fileSize) throw new Refused("its files overlap: it is a zip bomb");
    }
    return entries;
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(`no zip that can be read: ${(error as Error).message}`);
  } finally {
    zip?.close();
  }
}

async function collectEntry(
  zip: string,
  entry: yauzl.Entry,
  open: Open,
  depth: number,
): Promise<SubmittedFile[]> {
  const { generalPurposeBitFlag, fileNameRaw, extraFields, compressedSize, uncompressedSize } =
    entry;
  const name = yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  if (name.endsWith("/") || ignoredNames.test(name)) return [];
  if (yauzl.validateFileName(name))
    return [
      refused(zip, `a name in it leads out of the zip: ${JSON.stringify(name.slice(0, 100))}`),
    ];
  if (name.length > LIMITS.name)
    return [
      refused(zip, `a name in it has ${name.length} characters: at most ${LIMITS.name} are read`),
    ];
  const file = `${zip}/${name}`;
  if (uncompressedSize > MEGABYTE && uncompressedSize > LIMITS.ratio * compressedSize)
    return [
      refused(file, `it unpacks to ${LIMITS.ratio} times its size or more: it is a zip bomb`),
    ];
  const read = () => readEntry(entry, open);
  if (!isZip(file)) return [{ file, read }];
  if (depth === LIMITS.entries.length)
    return [refused(file, "a zip in a zip in a zip is not opened")];
  return collectZip(file, async () => yauzl.fromBufferPromise(await read(), zipOptions), depth + 1);
}

async function readEntry(entry: yauzl.Entry, open: Open): Promise<Buffer> {
  checkSize(entry.uncompressedSize);
  const zip = await open();
  try {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of await zip.openReadStreamPromise(entry)) {
      size += part.length;
      checkSize(size); // uncompressedSize may be false
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(`it can't be unpacked: ${(error as Error).message}`);
  } finally {
    zip.close();
  }
}
