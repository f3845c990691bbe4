// Checks what no package can change, before anything is downloaded.
import { Failure } from "../failure.mjs";
import { root } from "../paths.mjs";
import { run } from "../process.mjs";

/** The longest name in .venv on Windows, and the longest path that Windows accepts. */
export const LONGEST_NAME = 161;
const LONGEST_PATH = 259;

/**
 * Why the course cannot be set up on this computer, or in this folder; nothing if it can.
 * @param {{ platform: string, arch: string, folder: string, longPaths: boolean }} machine
 */
export function findProblem({ platform, arch, folder, longPaths }) {
  if (!["linux", "darwin", "win32"].includes(platform) || !["x64", "arm64"].includes(arch))
    return (
      `This is Node for ${platform} ${arch}, and the packages that the course needs are built for Windows, macOS and ` +
      "Linux on 64-bit processors (x64, arm64) only. If the computer is one of these, install the 64-bit Node from " +
      "https://nodejs.org, open a new terminal and run the same command again."
    );
  if (folder.includes("?"))
    return `The folder's name has a question mark, which Node takes for the end of a file's name: rename ${folder}, without the ?.`;
  const room = LONGEST_PATH - LONGEST_NAME - 1;
  if (platform === "win32" && folder.length > room && !longPaths)
    return (
      `The name of this folder is ${folder.length} characters long, and Windows leaves room for ${room}: move it ` +
      "nearer to the drive, to C:\\perceptron for example, and run the same command there."
    );
}

/** Whether an administrator has enabled long paths in Windows. */
async function takesLongPaths() {
  const key = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\FileSystem";
  return /0x1\b/.test((await run("reg", ["query", key, "/v", "LongPathsEnabled"])).output);
}

export async function checkMachine() {
  const { platform, arch } = process;
  const longPaths = platform !== "win32" || (await takesLongPaths());
  const found = findProblem({ platform, arch, folder: root, longPaths });
  if (found) throw new Failure(found);
}
