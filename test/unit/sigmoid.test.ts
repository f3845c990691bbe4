import { test } from "uvu";
import * as assert from "uvu/assert";
import { sigmoid, sigmoidDerivative } from "../../src/sigmoid.js";
import { close } from "../support/close.js";
import numpy from "../support/data/numpy.json" with { type: "json" };

test("sigmoid(x) agrees with 50-digit arithmetic from -1e308 to 1e308", () => {
  for (const point of numpy.sigmoid) close(sigmoid(point.x), point.sigmoid, 1e-15, `σ(${point.x})`);
});

test("sigmoidDerivative(x) agrees with 50-digit arithmetic, also where 1 - σ(x) rounds to 0", () => {
  for (const point of numpy.sigmoid)
    close(sigmoidDerivative(point.x), point.derivative, 1e-15, `σ′(${point.x})`);
});

test("sigmoid(x) is ½ at 0 and its slope there ¼", () => {
  for (const zero of [0, -0]) {
    assert.is(sigmoid(zero), 0.5);
    assert.is(sigmoidDerivative(zero), 0.25);
  }
});

test("sigmoid(x) tends to 0 and 1 without reaching them", () => {
  for (let x = -36; x < 36; x += 0.25) assert.ok(sigmoid(x) > 0 && sigmoid(x) < 1, String(x));
});

test("sigmoid(x) reaches 1 in float64 beyond 37, and 0 below -746", () => {
  assert.ok(sigmoid(36.7) < 1);
  assert.is(sigmoid(38), 1);
  assert.ok(sigmoid(-745) > 0);
  assert.is(sigmoid(-746), 0);
});

test("sigmoid(x) rises", () => {
  for (let x = -36; x < 34; x += 0.25) assert.ok(sigmoid(x + 0.25) > sigmoid(x), String(x));
});

test("sigmoid(x) and sigmoid(-x) add up to 1", () => {
  for (let x = 0; x < 50; x += 0.3) close(sigmoid(x) + sigmoid(-x), 1, 1e-15, String(x));
});

test("sigmoidDerivative(x) is even, and the slope that finite differences find", () => {
  const h = 1e-5;
  for (let x = 0; x < 5; x += 0.1) {
    assert.is(sigmoidDerivative(-x), sigmoidDerivative(x));
    close((sigmoid(x + h) - sigmoid(x - h)) / (2 * h), sigmoidDerivative(x), 1e-8, String(x));
  }
});

test("infinities give the limits, and NaN gives NaN", () => {
  assert.equal([-Infinity, Infinity].map(sigmoid), [0, 1]);
  assert.equal([-Infinity, Infinity].map(sigmoidDerivative), [0, 0]);
  assert.ok(Number.isNaN(sigmoid(NaN)) && Number.isNaN(sigmoidDerivative(NaN)));
});

test.run();
