/** Finds and starts the Chrome, Chromium or Edge of this machine. None is ever downloaded. */
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";

export const NO_BROWSER =
  "no Chrome or Chromium found: install one (Debian, Ubuntu: apt-get install chromium), or set CHROME_PATH to its program";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];
const WINDOWS = [
  "Google/Chrome/Application/chrome.exe",
  "Chromium/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe", // every Windows has it
];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/** The program's path, or undefined. CHROME_PATH decides when it is set. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROME_PATH) return isProgram(env.CHROME_PATH) ? env.CHROME_PATH : undefined;
  return usualPlaces(env).find(isProgram);
}

/** Usual paths of browsers, in order of preference. */
export function usualPlaces(env: NodeJS.ProcessEnv, platform = process.platform): string[] {
  const { join, delimiter } = platform === "win32" ? path.win32 : path.posix;
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA];
    const usual = roots.flatMap((root) => (root ? WINDOWS.map((name) => join(root, name)) : []));
    return [...usual, ...folders.map((folder) => join(folder, "chrome.exe"))];
  }
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  if (platform === "darwin") return [...MAC, ...onPath];
  return [...onPath, ...NAMES.map((name) => `/usr/bin/${name}`)];
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** A headless browser that makes no requests of its own. */
export async function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(NO_BROWSER);
  // Without a sandbox, because containers run as root; it only ever opens pages of ours.
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
  ];
  const { chromium } = await import("playwright-core"); // a contributor's, not a learner's
  return chromium.launch({ executablePath, args });
}
