import { createHash } from "node:crypto";

/**
 * A hash of the parts.
 * @param {...(string | Uint8Array)} parts
 */
export function fingerprint(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length} `).update(part);
  return hash.digest("hex");
}
