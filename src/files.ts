// Files and frames, in Node. danfojs-node takes more than a second to load: it waits for the first table.
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { raise } from "./check.js";
import { checkSize } from "./csv.js";
import type { Frame } from "./frame.js";

/** The contents of a file, from the notebook's folder. */
export async function bytesOf(path: string): Promise<Uint8Array> {
  const file = resolve(path);
  const found = await stat(file).catch(() =>
    raise(RangeError, `path must be a file; there is no ${file}`),
  );
  const kind = found.isDirectory() ? "a folder" : "a device";
  if (!found.isFile()) raise(RangeError, `${path} must be a file; it is ${kind}`);
  checkSize(path, found.size);
  return readFile(file).catch(({ code }) =>
    /* c8 ignore next -- test/unit/read.test.ts tries it, but root may read everything */
    raise(RangeError, `${path} must be a file that you may read; opening it fails with ${code}`),
  );
}

/** A danfojs DataFrame. It makes each column a property of its own: one called like another gets an underscore. */
export async function frameOf(names: string[], numbers: number[][]): Promise<Frame> {
  /* c8 ignore next 9 -- tsx puts code of its own into an import; test/kernel/danfojs.test.ts takes danfojs away */
  const { DataFrame } = await import("danfojs-node").catch(({ code, message }) =>
    raise(
      Error,
      /MODULE_NOT_FOUND/.test(code)
        ? "danfojs, which holds tables, is not installed yet: the first npm start does it while JupyterLab runs, and says when " +
            "all is there. Then choose Kernel → Restart Kernel, and run the notebook again. (In a folder of somebody else: ask for a set-up.)"
        : message,
    ),
  );
  const own = new DataFrame([[0]], { columns: [" "] });
  const columns = names.map((name) => (name in own ? `${name}_` : name));
  return new DataFrame(numbers, { columns }) as unknown as Frame;
}
