/** Where npm finds the packages of package-lock.json, which names no registry. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { addPackageAddresses } from "../../tools/packages.mjs";
import { root } from "../../tools/paths.mjs";

const addresses = (packages: Parameters<typeof addPackageAddresses>[0]["packages"], at: string) =>
  Object.values(addPackageAddresses({ packages }, at).packages as typeof packages).map(
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

test.run();
