/** Everything that was handed in below a folder: files as they lie there, and those in zips. Nothing is unpacked to the disk. */
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import yauzl from "yauzl";
import { rosterFile } from "./roster.js";

/** One file that somebody handed in. */
export interface Item {
  /** below the folder; a zip counts as a folder */
  file: string;
  /** @throws Refused, for one sentence about why not */
  read(): Promise<Buffer>;
}

/** Why a file is not graded, for the report. */
export class Refused extends Error {}

export const emptyFolder = "the folder is empty";
const mega = 1e6;
/** `entries` of a zip, and of a zip in it */
const most = { bytes: 30 * mega, entries: [20_000, 50], ratio: 200, name: 1000 };
const noise = /(^|\/)(\.[^./][^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;
const isZip = (file: string) => /\.zip$/i.test(file);

/** What there is, not yet read; a folder without files is its learner's empty hand. */
export async function collect(folder: string, below = ""): Promise<Item[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const items: Item[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = below ? `${below}/${entry.name}` : entry.name;
    const whole = path.join(folder, file);
    if (noise.test(file) || file === rosterFile) continue;
    if (entry.isDirectory()) {
      const inside = await collect(folder, file).catch(({ code, message }) => [
        refused(file, `the folder can't be read: ${code ?? message}`),
      ]);
      items.push(...(inside.length > 0 ? inside : [refused(file, emptyFolder)]));
    } else if (!entry.isFile())
      items.push(refused(file, "it is a link or a device: what it points to was not read"));
    else if (isZip(file))
      items.push(...(await inZip(file, () => yauzl.openPromise(whole, options))));
    else items.push({ file, read: () => readWhole(whole) });
  }
  return items;
}

const refused = (file: string, why: string): Item => ({
  file,
  read: () => Promise.reject(new Refused(why)),
});

async function readWhole(file: string): Promise<Buffer> {
  checkSize((await stat(file)).size);
  return readFile(file);
}

function checkSize(bytes: number): void {
  if (bytes > most.bytes)
    throw new Refused(
      `it has ${Math.round(bytes / mega)} MB: at most ${most.bytes / mega} are read`,
    );
}

const options = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;
type Open = () => Promise<yauzl.ZipFile>;

/** The files of a zip, and of zips in it. It is opened for each anew: a class has more zips than a system has open files. */
async function inZip(file: string, open: Open, depth = 1): Promise<Item[]> {
  const items: Item[] = [];
  let zip: yauzl.ZipFile | undefined;
  try {
    zip = await open();
    const allowed = most.entries[depth - 1];
    if (zip.entryCount > allowed)
      throw new Refused(`it holds ${zip.entryCount} files: at most ${allowed} are read`);
    const entries: yauzl.Entry[] = [];
    let packed = 0;
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      packed += entry.compressedSize;
      if (packed > zip.fileSize) throw new Refused("its files overlap: it is a zip bomb");
    }
    for (const entry of entries) items.push(...(await inEntry(file, entry, open, depth)));
    if (items.length === 0) throw new Refused("the zip is empty");
  } catch (error) {
    const { message } = error as Error;
    const why = error instanceof Refused ? message : `no zip that can be read: ${message}`;
    items.push(refused(file, why));
  } finally {
    zip?.close();
  }
  return items;
}

async function inEntry(
  zip: string,
  entry: yauzl.Entry,
  open: Open,
  depth: number,
): Promise<Item[]> {
  const { generalPurposeBitFlag, fileNameRaw, extraFields, compressedSize, uncompressedSize } =
    entry;
  const name = yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  if (name.endsWith("/") || noise.test(name)) return [];
  if (yauzl.validateFileName(name))
    return [
      refused(zip, `a name in it leads out of the zip: ${JSON.stringify(name.slice(0, 100))}`),
    ];
  if (name.length > most.name)
    return [
      refused(zip, `a name in it has ${name.length} characters: at most ${most.name} are read`),
    ];
  const file = `${zip}/${name}`;
  if (uncompressedSize > mega && uncompressedSize > most.ratio * compressedSize)
    return [refused(file, `it unpacks to ${most.ratio} times its size or more: it is a zip bomb`)];
  const read = () => readEntry(entry, open);
  if (!isZip(file)) return [{ file, read }];
  if (depth === most.entries.length)
    return [refused(file, "a zip in a zip in a zip is not opened")];
  return inZip(file, async () => yauzl.fromBufferPromise(await read(), options), depth + 1);
}

async function readEntry(entry: yauzl.Entry, open: Open): Promise<Buffer> {
  checkSize(entry.uncompressedSize);
  const zip = await open();
  try {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of await zip.openReadStreamPromise(entry)) {
      size += part.length;
      checkSize(size); // it may have lied
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
