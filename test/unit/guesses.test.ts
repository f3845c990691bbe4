import { test } from "uvu";
import * as assert from "uvu/assert";
import { format } from "../../src/format.js";
import { type Guess, replyTo } from "../../src/guesses/guess.js";
import { type GuessName, guesses } from "../../src/guesses/index.js";
import { guess } from "../../src/show.js";
import { shown } from "../support/cell.js";
import { hostile } from "../support/hostile.js";
import { throws } from "../support/throws.js";

const entries: [string, () => Guess][] = Object.entries(guesses);
const isSentence = (text: string) => /^[^a-z].*[.!?]$/s.test(text);

for (const [name, entry] of entries) {
  const asked = entry();
  const right = typeof asked.right === "function" ? asked.right() : asked.right;
  const written = Array.isArray(right) ? right.join(", ") : right;

  test(`${name}: the right guess is told so, with what came`, () => {
    const reply = replyTo(asked, written);
    assert.is(reply.right, true);
    const guessed = typeof right === "number" ? format(right) : written;
    assert.is(reply.message, `you guessed ${guessed}, and so it is. ${asked.came()}`);
    assert.ok(isSentence(asked.came()), asked.came());
  });

  test(`${name}: each wrong guess gets what came and its own thought`, () => {
    const isNumber = typeof right === "number";
    const first = (word: string) => [word, ...(right as string[]).filter((w) => w !== word)];
    const wrong = Object.entries(asked.others).map(([answer, thought]) => {
      const given = Array.isArray(right) ? first(answer).join(", ") : answer;
      return [isNumber ? Number(answer) : given, thought] as const;
    });
    if (Array.isArray(right))
      assert.equal(
        Object.keys(asked.others).sort(),
        right.slice(1).sort(),
        "all that can be astray",
      );
    assert.ok(wrong.length > 0);
    assert.is(new Set(wrong.map(([, thought]) => thought)).size, wrong.length);
    for (const [answer, thought] of wrong) {
      assert.ok(isSentence(thought), thought);
      assert.equal(replyTo(asked, answer), {
        right: false,
        message: `you guessed ${typeof answer === "number" ? format(answer) : answer}. ${asked.came()} ${thought}`,
      });
    }
  });

  test(`${name}: what is no guess is told what can be guessed, and not what is right`, () => {
    assert.equal(replyTo(asked, undefined), { message: "not guessed yet." });
    const { right: isRight, message } = replyTo(asked, null);
    assert.is(isRight, undefined);
    if (typeof right === "number") assert.match(message, /^write a number;/);
    else if (Array.isArray(right)) {
      const listed = [...right].sort().join(", ");
      assert.match(message, `write &#34;${listed}&#34; in the order that you guess;`);
      assert.is.not(listed, written);
      assert.is(listed, listed.toLowerCase());
    } else {
      const words = [...message.matchAll(/&#34;(.+?)&#34;/g)].map(([, word]) => word);
      assert.equal(words, [right, ...Object.keys(asked.others)].sort());
      for (const word of words)
        assert.is(word, word.trim().toLowerCase(), "guesses are lower case");
    }
  });
}

const word: Guess = { right: "up", others: { down: "No." }, came: () => "It rose." };
const number: Guess = {
  right: 40,
  tolerance: 3,
  came: () => "40 came.",
  others: { 50: "All?" },
};

const order: Guess = {
  right: ["cat", "dog", "ant"],
  others: { dog: "A dog is larger.", ant: "It has more legs." },
  came: () => "They came.",
};

test("before a guess nothing is computed", () => {
  const never = () => {
    throw new Error("computed");
  };
  const lazy: Guess = { right: never, others: {}, came: never };
  assert.is(replyTo(lazy, undefined).message, "not guessed yet.");
});

test("a word may be written with capitals and spaces", () => {
  assert.is(replyTo(word, " Up ").right, true);
});

test("an order may be written with other spaces and capitals; the first word out of its place has its thought", () => {
  assert.equal(replyTo(order, " Cat,dog ,ANT"), {
    right: true,
    message: "you guessed cat, dog, ant, and so it is. They came.",
  });
  const said = (answer: string) => replyTo(order, answer).message;
  assert.is(said("dog, cat, ant"), "you guessed dog, cat, ant. They came. A dog is larger.");
  for (const late of ["ant, cat, dog", "cat, ant, dog"])
    assert.is(said(late), `you guessed ${late}. They came. It has more legs.`);
  for (const other of ["cat, dog", "cat, dog, dog", "cat, dog, ant, ant", "cat dog ant"])
    assert.is(replyTo(order, other).right, undefined, other);
});

test("a number is right when near enough; another is told its side, or the thought that leads there", () => {
  for (const near of [37, 43])
    assert.equal(replyTo(number, near), {
      right: true,
      message: `you guessed ${near}, close enough. 40 came.`,
    });
  assert.is(replyTo(number, 40).message, "you guessed 40, and so it is. 40 came.");
  assert.is(replyTo(number, 36).message, "you guessed 36. 40 came. That was too small, by 4.");
  assert.is(replyTo(number, 44).message, "you guessed 44. 40 came. That was too large, by 4.");
  assert.is(
    replyTo(number, Infinity).message,
    "you guessed Infinity. 40 came. That was too large.",
  );
  assert.is(replyTo(number, 50).message, "you guessed 50. 40 came. All?");
});

for (const nonsense of [
  null,
  true,
  3n,
  Symbol("s"),
  [],
  {},
  () => "up",
  "",
  "__proto__",
  "constructor",
  Number.NaN,
  new Proxy(
    {},
    {
      get: () => {
        throw new Error("no");
      },
    },
  ),
])
  test(`what can't be guessed is named, and counts as no guess: ${typeof nonsense}`, () => {
    for (const asked of [word, number, order]) {
      const { right, message } = replyTo(asked, nonsense);
      assert.is(right, undefined);
      assert.match(
        message,
        /^write (&#34;down&#34; or &#34;up&#34;|a number|&#34;ant, cat, dog&#34; in the order that you guess); .* is something else\.$/,
      );
    }
  });

test("guess prints its sign, its name and the reply, as Markdown", () => {
  assert.is(
    shown(() => guess("02-p3", undefined))["text/markdown"],
    "◻ **02-p3**: not guessed yet.",
  );
  assert.is(
    shown(() => guess("02-p2", 4))["text/plain"],
    "✓ **02-p2**: you guessed 4, and so it is. With the notebook's own numbers: E went from 7 to 28.",
  );
  assert.match(
    String(shown(() => guess("02-p1", 4))["text/markdown"]),
    "✗ **02-p1**: you guessed 4. With the notebook's own numbers: 3 of 4",
  );
});

test("guess shows hostile text as text", () => {
  for (const given of hostile) {
    const reply = String(shown(() => guess("02-p1", given))["text/markdown"]);
    assert.not.match(reply.replace("**02-p1**", "").replace(/<\/?span>/g, ""), /[<>*`[\]$_~\\]/);
  }
});

test("guess refuses a name that no guess has", () => {
  const names = Object.keys(guesses).map((name) => JSON.stringify(name));
  const message = `name must be one of ${names.join(", ")}; got "99-p1"`;
  throws(() => guess("99-p1" as GuessName, 1), RangeError, message);
});

test.run();
