/** A PNG of at most 256 colours: a chart needs no more, and it is a tenth of the size a browser writes. */
import { deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Encodes opaque pixels, four bytes each (red, green, blue, ignored), row by row. */
export function encodePng(pixels: Uint8Array, width: number, height: number): Buffer {
  const { palette, indices } = toPalette(pixels);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // eight bits a pixel, each the number of a colour
  const rows = Buffer.alloc((width + 1) * height); // each row begins with 0: no filter
  for (let y = 0; y < height; y++)
    rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", colours),
    // With less memory zlib starts new blocks more often: the file gets smaller.
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 6 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Quantizes a channel to 32 steps: invisible, and smooth shading takes half the room. */
const quantized = (part: number) => Math.min(255, (part + 4) & ~7);

/** The 256 most frequent colours; the others, shades at the edges of lines, become the nearest of them. */
function toPalette(pixels: Uint8Array): { palette: number[]; indices: Uint8Array } {
  const counts = new Map<number, number>();
  const colour = (i: number) =>
    (quantized(pixels[i]) << 16) | (quantized(pixels[i + 1]) << 8) | quantized(pixels[i + 2]);
  for (let i = 0; i < pixels.length; i += 4)
    counts.set(colour(i), (counts.get(colour(i)) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([c]) => c);
  const palette = sorted.slice(0, 256);
  const indexOfColour = new Map(sorted.map((c, i) => [c, i < 256 ? i : nearest(palette, c)]));
  const indices = new Uint8Array(pixels.length / 4);
  for (let i = 0; i < indices.length; i++) indices[i] = indexOfColour.get(colour(4 * i)) as number;
  return { palette, indices };
}

function nearest(palette: number[], colour: number): number {
  const distances = palette.map((c) => {
    const part = (shift: number) => ((c >> shift) & 255) - ((colour >> shift) & 255);
    return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
  });
  return distances.indexOf(Math.min(...distances));
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([head.subarray(0, 4), body, head.subarray(4)]);
}

const remainders = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/** The CRC-32 that a PNG or a zip asks for (zlib.crc32 is not in the first versions of Node 20). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = remainders[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
