import { test } from "uvu";
import * as assert from "uvu/assert";
import { findBrowser, usualPlaces } from "../../tools/browser.js";

test("on Windows: Chrome, Chromium and Edge where their installers put them, then the path", () => {
  const env = {
    PROGRAMFILES: "C:\\Program Files",
    "PROGRAMFILES(X86)": "C:\\Program Files (x86)",
    LOCALAPPDATA: "C:\\Users\\Jörg\\AppData\\Local",
    PATH: "C:\\tools;;D:\\bin",
  };
  const places = usualPlaces(env, "win32");
  assert.is(places[0], "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
  for (const place of [
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    "C:\\Users\\Jörg\\AppData\\Local\\Chromium\\Application\\chrome.exe",
  ])
    assert.ok(places.includes(place), place);
  assert.equal(places.slice(-2), ["C:\\tools\\chrome.exe", "D:\\bin\\chrome.exe"]);
  assert.equal(usualPlaces({}, "win32"), [], "a Windows that names no folder");
});

test("on macOS: the applications, then the path", () => {
  const places = usualPlaces({ PATH: "/opt/homebrew/bin" }, "darwin");
  assert.is(places[0], "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  assert.ok(places.includes("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"));
  assert.ok(places.includes("/opt/homebrew/bin/chromium"));
});

test("on Linux: the path, then /usr/bin, also without a path", () => {
  const places = usualPlaces({ PATH: "/snap/bin:/usr/local/bin" }, "linux");
  assert.is(places[0], "/snap/bin/chromium");
  assert.ok(places.indexOf("/usr/local/bin/google-chrome") < places.indexOf("/usr/bin/chromium"));
  assert.ok(usualPlaces({}, "linux").includes("/usr/bin/google-chrome-stable"));
});

test("CHROME_PATH decides, also when nothing that runs is there", () => {
  assert.is(findBrowser({ CHROME_PATH: process.execPath }), process.execPath);
  assert.is(findBrowser({ CHROME_PATH: "/nowhere/chrome", PATH: process.env.PATH }), undefined);
  assert.is(findBrowser({ CHROME_PATH: "/" }), undefined, "a folder");
});

test.run();
