/** Zip files, also such as nobody should make. */
import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../tools/encode-png.js";

interface Entry {
  name: string;
  bytes: Buffer;
  /** what the zip says of its size */
  size?: number;
  /** points at the bytes of the entry before */
  overlaps?: boolean;
}

/** Each entry deflated, then the directory. */
export function zip(...entries: Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  let begin = 0;
  let packed = Buffer.alloc(0);
  for (const { name, bytes, size = bytes.length, overlaps } of entries) {
    const text = Buffer.from(name);
    if (!overlaps) packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2); // names in UTF-8
    common.writeUInt16LE(8, 4); // deflated
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(text.length, 22);
    if (!overlaps) {
      begin = at;
      files.push(Buffer.from("PK\x03\x04", "latin1"), common, text, packed);
      at += 30 + text.length + packed.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(begin, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x03", "latin1"), common, rest, text);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, listed, end]);
}
