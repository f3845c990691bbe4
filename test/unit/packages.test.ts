/** Which packages of package-lock.json are installed, and where npm finds them: the file names no registry. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { root } from "../../tools/paths.mjs";
import { addPackageUrls, FIRST_PACKAGES, partOfLock } from "../../tools/setup/packages.mjs";

const addresses = (packages: Parameters<typeof addPackageUrls>[0]["packages"], at: string) =>
  Object.values(addPackageUrls({ packages }, at).packages as typeof packages).map(
    ({ resolved }) => resolved,
  );

test("plain, scoped, nested and renamed packages", () => {
  const integrity = "sha512-…";
  const packages = {
    "": { name: "course", version: "1.0.0" },
    "node_modules/uvu": { version: "0.5.6", integrity },
    "node_modules/@lezer/common": { version: "1.2.3", integrity },
    "node_modules/a/node_modules/@b/c": { version: "2.0.0-rc.1", integrity },
    "node_modules/xlsx": { name: "@e965/xlsx", version: "0.20.3", integrity },
    "node_modules/nothing": { version: "1.0.0", resolved: "file:kernel/nothing" },
  };
  for (const registry of ["https://npm.school.example/all", "https://npm.school.example/all/"])
    assert.equal(addresses(packages, registry), [
      undefined,
      "https://npm.school.example/all/uvu/-/uvu-0.5.6.tgz",
      "https://npm.school.example/all/@lezer/common/-/common-1.2.3.tgz",
      "https://npm.school.example/all/@b/c/-/c-2.0.0-rc.1.tgz",
      "https://npm.school.example/all/@e965/xlsx/-/xlsx-0.20.3.tgz",
      "file:kernel/nothing",
    ]);
});

test("of our own packages each has an address, and the lock file names no registry", () => {
  const text = readFileSync(path.join(root, "package-lock.json"), "utf8");
  assert.not.match(text, /"resolved": "http/);
  const { packages } = JSON.parse(text);
  delete packages[""];
  for (const resolved of addresses(packages, "https://npm.school.example"))
    assert.match(String(resolved), /^(https:\/\/npm\.school\.example\/.+\/-\/.+\.tgz|file:.+)$/);
});

const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));

test("a part of a lock file: what is asked for, and all that it needs, from where Node finds it", () => {
  const part = partOfLock(
    {
      packages: {
        "": { name: "course", version: "1.0.0", dependencies: { a: "1.0.0", z: "1.0.0" } },
        "node_modules/a": { dependencies: { b: "2", c: "1" } },
        "node_modules/a/node_modules/b": { optionalDependencies: { c: "1", d: "1" } },
        "node_modules/b": { dependencies: { z: "1" } },
        "node_modules/c": { dependencies: { a: "1" } },
        "node_modules/z": {},
      },
    },
    ["a"],
  );
  assert.equal(part.packages[""], {
    name: "course",
    version: "1.0.0",
    dependencies: { a: "1.0.0" },
  });
  assert.equal(Object.keys(part.packages).sort(), [
    "",
    "node_modules/a",
    "node_modules/a/node_modules/b",
    "node_modules/c",
  ]);
});

test("the packages of a first notebook are all that the kernel and the module import, but danfojs", () => {
  const files = ["src", "kernel"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.m?ts$|\.mjs$/.test(name))
      .map((name) => path.join(folder, name)),
  );
  const pattern = /(?:from |import |import\(|require\(|resolve\()"((?:@[^"/]+\/)?[\w-][^"/]*)/g;
  const imported = [...files, "tools/setup/build.mjs", "tools/setup/type-declarations.mjs"]
    .flatMap((name) => [...readFileSync(path.join(root, name), "utf8").matchAll(pattern)])
    .map(([, name]) => name)
    .filter((name) => !/^node:|^perceptron$|^danfojs-node$/.test(name));
  assert.ok(new Set(imported).size > 3);
  for (const name of imported) assert.ok(FIRST_PACKAGES.includes(name), name);
  for (const name of FIRST_PACKAGES) assert.ok(lock.packages[""].dependencies[name], name);
  const places = Object.keys(partOfLock(lock, FIRST_PACKAGES).packages);
  assert.ok(places.length < Object.keys(lock.packages).length / 3, `${places.length} packages`);
});

test.run();
