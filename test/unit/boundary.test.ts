import { test } from "uvu";
import * as assert from "uvu/assert";
import { gate } from "../../src/datasets.js";
import { plotBoundary } from "../../src/figures/boundary.js";

test("plotBoundary counts a point on the line as on neither side", () => {
  const alt = (bias: number) =>
    plotBoundary(gate("OR"), { history: [{ epoch: 5, weights: [1, 1], bias }], title: "OR" }).alt;
  assert.match(alt(0), "3 of 4 points lie on their side of the line, and 1 on the line itself.");
  // The output of so small a net input is ½, too.
  assert.match(
    alt(-1e-17),
    "3 of 4 points lie on their side of the line, and 1 on the line itself.",
  );
  assert.match(alt(-0.5), "4 of 4 points lie on their side of the line.");
});

test.run();
