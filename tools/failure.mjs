// Errors whose message is for users: what happened and what to do, in one paragraph.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./paths.mjs";

export class Failure extends Error {
  exitCode = 1;
}

/** Wrong arguments: the command's usage is printed below the message. */
export class UsageError extends Failure {
  /** @override */
  exitCode = 2;
}

/**
 * The failure to show, if the error is one or has a known cause, such as a full disk.
 * @param {unknown} error
 */
export function toFailure(error) {
  if (error instanceof Failure) return error;
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  const known = code && explainCause(`writing ${path ?? "a file"}`, code);
  return known ? new Failure(known) : undefined;
}

/**
 * Known causes, by the messages of npm, pip, uv, Python and Node.
 * @type {[RegExp, (what: string) => string][]}
 */
const CAUSES = [
  [
    /ENOSPC|no space left on device|not enough space on the disk|os error 28|EDQUOT|disk quota exceeded/i,
    (what) =>
      `The disk is full: ${what} failed. Free about 1 GB (here, in the temporary folder and in ` +
      "your home folder) and run the same command again.",
  ],
  [
    /EROFS|read-only file system|os error 30\b/i,
    (what) =>
      `This disk is read-only: ${what} failed. Copy the whole folder to a disk that can be ` +
      "written and run the same command there.",
  ],
  [
    /certificate|SELF_SIGNED_CERT|UnknownIssuer|UNABLE_TO_(GET|VERIFY)/i,
    (what) =>
      `A secure connection was refused: ${what} failed, because the certificate of the other ` +
      "side is not trusted. In a company or school network ask for its certificate file, name " +
      "it in the variables NODE_EXTRA_CA_CERTS, PIP_CERT and SSL_CERT_FILE, and run the same " +
      "command again.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ERR_INVALID_URL|network request|NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|name resolution|nodename nor servname|getaddrinfo|error sending request|dns error|tcp connect error|Failed to fetch/i,
    (what) =>
      `The network cannot be reached: ${what} failed. The first start needs it until all is ` +
      "there, later ones do not. Check the connection (behind a proxy, the variables HTTP_PROXY and HTTPS_PROXY) and " +
      "run the same command again.",
  ],
  [
    /'lib' -> |(EPERM|ENOTSUP|not permitted|not supported)\b.*symlink/i,
    (what) =>
      `This disk holds no links: ${what} failed. Disks in the format FAT or exFAT, as USB sticks have it, and some ` +
      "shared folders hold none. Make the clone on a disk of this computer, and run the same command again.",
  ],
  [
    /EACCES|EPERM|permission denied|access is denied|operation not permitted|os error 13\b/i,
    (what) =>
      `A file or folder may not be written: ${what} failed. Close programs that may hold files ` +
      "of this folder open. If the folder belongs to another user, as after a command with " +
      "sudo, give it to yourself or make a new clone. Then run the same command again.",
  ],
];

/**
 * The known cause of a failure, for people, or undefined.
 * @param {string} what what was being done, as a noun: "the installation of …"
 * @param {string} output
 */
export function explainCause(what, output) {
  return CAUSES.find(([words]) => words.test(output))?.[1](what);
}

/** Whether the output of npm or uv says that it could not write. */
export const isWriteError = (/** @type {string} */ output) =>
  /\b(EACCES|EPERM|EROFS)\b|read-only file system|permission denied|access is denied|os error (13|30)\b/i.test(
    output,
  );

/**
 * Fails with the known cause, else with the last lines of a program's output.
 * @param {string} what
 * @param {string} output
 * @returns {never}
 */
export function failWithOutput(what, output) {
  let logNote = "";
  try {
    const log = join(cache, "setup.log");
    writeFileSync(log, output);
    logNote = ` (All it said is in ${log})`;
  } catch {} // on a full disk there is no log either
  const known = explainCause(what, output);
  if (known) throw new Failure(known + logNote);
  const last = output.trim().split(/\r?\n/).slice(-12).join("\n");
  throw new Failure(
    `${last}\n\n${what[0].toUpperCase()}${what.slice(1)} failed, see above.${logNote}`,
  );
}
