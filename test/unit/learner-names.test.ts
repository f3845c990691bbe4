/** Whose file it is, by the names that platforms and people give to files. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { learnerNameOf } from "../../grade/learner-name.js";

const isAssignment = (name: string) => name.includes("05-or-gate") || name === "homework";
for (const [file, typed, learner] of [
  ["Ada Lovelace_123_assignsubmission_file_/05-or-gate.html", "", "Ada Lovelace"],
  ["7b.zip/Ada Lovelace_123_assignsubmission_file_05-or-gate.ipynb", "", "Ada Lovelace"],
  ["lovelaceada_LATE_1234_56789_05-or-gate-2.html", "", "lovelaceada"],
  ["lovelaceada_1234_56789_05-or-gate.html", "Somebody Else", "lovelaceada"],
  ["05-or-gate (1).html", "Ada  Lovelace ", "Ada Lovelace"],
  ["Ada/05-or-gate.ipynb", "", "Ada"],
  ["Ada.zip/homework/05-or-gate.ipynb", "", "Ada"],
  ["7b/Ada.html", "", "Ada"],
  ["05-or-gate.ipynb", "", "05-or-gate"],
  ["x\u202e\n/05-or-gate.ipynb", "", "x"],
  [".html", "", "nobody"],
])
  test(`${JSON.stringify(file)} is ${learner}'s`, () => {
    assert.is(learnerNameOf(file, typed, isAssignment), learner);
  });

test.run();
