import { test } from "uvu";
import * as assert from "uvu/assert";
import { type GateName, gate, ring } from "../../src/datasets.js";
import { throws } from "../support/throws.js";

const operators: Record<GateName, (a: number, b: number) => number> = {
  AND: (a, b) => a & b,
  OR: (a, b) => a | b,
  NAND: (a, b) => 1 - (a & b),
  NOR: (a, b) => 1 - (a | b),
  XOR: (a, b) => a ^ b,
  XNOR: (a, b) => 1 - (a ^ b),
};

for (const [name, operator] of Object.entries(operators))
  test(`gate("${name}") is what the operators of JavaScript compute`, () => {
    const { inputs, targets, features } = gate(name as GateName);
    assert.equal(inputs.map(String), ["0,0", "0,1", "1,0", "1,1"]);
    assert.equal(
      targets,
      inputs.map(([a, b]) => operator(a, b)),
    );
    assert.is(features.length, 2);
  });

test("gate(name) hands out fresh arrays each time", () => {
  const first = gate("OR");
  first.inputs[0][0] = 9;
  first.targets[0] = 9;
  first.features[0] = "changed";
  assert.equal(gate("OR").inputs[0], [0, 0]);
  assert.is(gate("OR").targets[0], 0);
  assert.is(gate("OR").features[0], "x₁");
});

test("gate(name) names the gates it knows", () => {
  const known = 'name must be one of "AND", "OR", "NAND", "NOR", "XOR", "XNOR"; got';
  const any = (name: unknown) => () => gate(name as GateName);
  throws(any("or"), RangeError, `${known} "or"`);
  throws(any("toString"), RangeError, `${known} "toString"`);
  throws(any(undefined), TypeError, `${known} undefined`);
  throws(any(null), TypeError, `${known} null`);
  throws(any(["OR"]), TypeError, `${known} ["OR"]`);
});

test("ring() has 8 points at the distance √5 and 12 at the distance 5, all different", () => {
  const { inputs, targets } = ring();
  assert.equal(
    inputs.map(([x, y]) => x * x + y * y),
    targets.map((target) => (target === 1 ? 5 : 25)),
  );
  assert.is(new Set(inputs.map(([x, y]) => `${x + 0} ${y + 0}`)).size, 20);
  assert.is(targets.filter((target) => target === 1).length, 8);
});

test.run();
