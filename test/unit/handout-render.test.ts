/** The renderer that draws a handout, in Node and in the page: what it makes of Markdown, HTML, code and outputs. */
import type { Nodes } from "hast";
import { toHtml } from "hast-util-to-html";
import { toString as textOf } from "hast-util-to-string";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { codeBlock } from "../../handout/render/code.js";
import { cropOf, splitFigure } from "../../handout/render/figure.js";
import { formula } from "../../handout/render/formula.js";
import { markdown } from "../../handout/render/markdown.js";
import { output } from "../../handout/render/output.js";
import { isRun, lines, type Output } from "../../ipynb/nbformat.js";

const written = (tree: Nodes): string => toHtml(tree);
const md = (source: string): string => written(markdown(source));
const shown = (data: Record<string, unknown>): string =>
  written(output({ output_type: "display_data", data }, "id"));
const html = (source: string): string => shown({ "text/html": source });

test("Markdown: CommonMark, tables, struck-out text, addresses, HTML", () => {
  assert.is(
    md("# A *b*\n\n- c\n\n~~d~~ ~e~ https://f.example"),
    '<h1>A <em>b</em></h1>\n<ul>\n<li>c</li>\n</ul>\n<p><del>d</del> ~e~ <a href="https://f.example">https://f.example</a></p>',
  );
  assert.match(md("| a |\n|--:|\n| x |"), '<td align="right">x</td>');
  assert.is(md("a <b>c</b> <kbd>d</kbd>"), "<p>a <b>c</b> <kbd>d</kbd></p>");
});

test("a formula in a line, displayed in a line, and as a paragraph", () => {
  const x = "<mi>x</mi>";
  assert.is(md("a $|x|$ b"), '<p>a <span class="math">|<var>x</var>|</span> b</p>');
  assert.is(
    md("a $x^4$ b"),
    `<p>a <math><msup>${x}<mrow><mtext class="unstyled">^</mtext><mn class="tml-sml-pad">4</mn></mrow></msup></math> b</p>`,
  );
  const display = `<math display="block" class="tml-display" style="display:block math;">${x}</math>`;
  assert.is(md("a $$x$$ b"), `<p>a ${display} b</p>`);
  for (const source of ["$$x$$", "$$\nx\n$$", "  $$ x\n$$  "])
    assert.is(md(source), display, source);
  assert.match(
    md("above\n$$a\n+ b$$\nbelow"),
    /^<p>above<\/p>\n<math.*<mo>\+<\/mo>.*<\/math>\n<p>below/s,
  );
  assert.match(md("\\begin{aligned}\na &= b \\\\\n- c\n\\end{aligned}"), /^<math.*<mtable/);
  assert.match(md("$\\frac{1}$"), "temml-error");
});

test("what stands right after a formula stays on its line", () => {
  const x = "<var>x</var>";
  assert.is(md("a $x$), b"), `<p>a <span class="together">${x}),</span> b</p>`);
  assert.is(md("a $x$*b*"), `<p>a ${x}<em>b</em></p>`);
});

test("a formula that is no more than letters, numbers and signs is text, which every browser can show", () => {
  const text = (tex: string) => written({ type: "root", children: formula(tex, false) });
  assert.is(text("-20"), "−20");
  assert.is(text("(1 - t)^2"), '<span class="math">(1\u00a0−\u00a0<var>t</var>)²</span>');
  assert.is(text("f'(x)"), '<span class="math"><var>f</var>′(<var>x</var>)</span>');
  assert.is(text("w_1"), "<var>w<sub>1</sub></var>");
  const line =
    "<var>z</var>(<var>x<sub>i</sub></var>,\u00a0−1)\u00a0=\u00a01\u00a0+\u00a0<var>b<sub>new</sub></var>";
  assert.is(text("z(x_i, -1) = 1 + b_\\text{new}"), `<span class="math">${line}</span>`);
  assert.is(
    text("\\text{out}\\,(1 - t)"),
    '<span class="math">out\u00a0(1\u00a0−\u00a0<var>t</var>)</span>',
  );
  assert.is(text("\\frac12"), "½");
  assert.is(
    text("w \\leftarrow X^T"),
    '<span class="math"><var>w</var>\u00a0←\u00a0<var>X</var><sup>T</sup></span>',
  );
  for (const tex of [
    "\\frac13",
    "x^n",
    "\\frac12^2",
    "\\sin z",
    "b_{ij}",
    "(a)_i",
    "a \\Leftrightarrow b",

    "\\Delta",
  ])
    assert.match(text(tex), /^<math/, tex);
});

test("TeX in code is code", () => {
  assert.is(md("`$x$`"), "<p><code>$x$</code></p>");
  const fence = "```\n$$x$$\n\\begin{a}\\end{a}\n```";
  assert.is(md(fence), '<pre tabindex="0"><code>$$x$$\n\\begin{a}\\end{a}\n</code></pre>');
  assert.match(md("~~~\n$$x$$"), "$$x$$");
});

test("code is coloured, in cells and in fences that say it is TypeScript", () => {
  const one =
    '<span class="tok-keyword">const</span> a = <span class="tok-number" data-number="a">1</span>';
  assert.match(written(codeBlock("const a = 1;\n\n// b")), one);
  assert.match(
    written(codeBlock("const a = 1;\n\n// b")),
    '\n\n<span class="tok-comment">// b</span></pre>',
  );
  assert.match(md("```ts\nconst a = 1;\n```"), one);
  assert.not.match(md("```python\nconst a = 1;\n```"), "tok-");
});

test("of code that a phone has no room for, what goes on in a second line stands right of where the line begins", () => {
  const long = "one(two, three, four, five, six);";
  const made = written(codeBlock(`${long}\n  ${long} // 1\n\n    short();`));
  assert.match(
    made,
    `>${long}\n<span class="line" style="--by: 2">  ${long} <span class="tok-comment">`,
  );
  assert.match(made, "// 1</span></span>\n\n    short();</pre>");
});

test("pictures in the notebook itself are shown, those elsewhere are left out", () => {
  const attachments = { "a b.png": { "image/png": "iVBO" } };
  const own = written(markdown("![p](<attachment:a b.png>)", attachments));
  assert.is(own, '<p><img src="data:image/png;base64,iVBO" alt="p"></p>');
  assert.is(md("![p](attachment:none.png)"), "<p>[picture left out: p]</p>");
  const odd = { "100%.png": { "image/png": "iVBO" } };
  for (const text of ["![p](attachment:100%.png)", '<img src="attachment:100%.png" alt="p">'])
    assert.match(written(markdown(text, odd)), "base64,iVBO");
  assert.is(
    html("<img src=https://a.example/b.png>"),
    '<div class="output">[picture left out: no description]</div>',
  );
});

test("a link to a notebook goes to its handout; other links stay", () => {
  assert.match(md("[a](03-sigmoid.ipynb)"), 'href="03-sigmoid.html"');
  assert.match(md("[a](https://b.example/c.ipynb)"), 'href="https://b.example/c.ipynb"');
  assert.is(md("[a](javascript:b)"), "<p><a>a</a></p>");
});

const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;

test("columns of numbers are flush right, under their heads; a table may be scrolled and has a name", () => {
  const head = "<tr><th>a</th><th>b</th><th>c</th></tr>";
  const table = html(`<table>${head}${row("1", "x", "")}${row("−0.5", "2", "1.5e-16")}</table>`);
  assert.match(table, '<th class="number">a</th><th>b</th><th class="number">c</th>');
  assert.match(table, '<td class="number">−0.5</td><td>2</td><td class="number">1.5e-16</td>');
  assert.match(table, '<div class="scroll" role="group" aria-label="table: a, b, c"><table>');
  assert.match(html("<table><caption>C</caption></table>"), 'aria-label="C"');
  assert.match(html(`<table>${row("NaN")}${row("-Infinity")}</table>`), 'class="number">NaN');
  assert.match(
    html(`<table>${row("<table><tr><td>$</td></tr></table>")}</table>`),
    /(class="scroll".*){2}/,
  );
  assert.match(html(`<table>${row("<img alt=z>")}</table>`), "[picture left out: z]");
});

test("numbers are numbers as people write them; names that begin their rows head them", () => {
  const power = "1.6\u00A0×\u00A010⁻¹⁶";
  const table = html(
    `<table>${["10,000", "10⁻⁹", power].map((n) => row("x", n)).join("")}</table>`,
  );
  for (const n of ["10,000", "10⁻⁹", power]) assert.match(table, `<td class="number">${n}</td>`);
  assert.not.match(table, "scope");
  const named = html(`<table>${row("w₁", "1")}${row("bias", "2")}</table>`);
  assert.match(named, '<th scope="row">bias</th><td class="number">2</td>');
});

test("HTML keeps its text and structure, and nothing that runs, loads or is called by name", () => {
  const attacks = [
    `<script>a</script><style>b</style><title>c</title><template><p>d</p></template>`,
    `<p onclick="e" id="f" name="g" style="color: red">`,
    `<svg onload="h"><script>i</script></svg><iframe src="j"></iframe><object data="k"></object>`,
    `<form action="l"><button formaction="javascript:m"></button></form><input name="n">`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=o>">`,
    `<a href="data:text/html,p" ping="q" target="r"></a><a href="vbscript:s"></a>`,
    `<img src="data:image/svg+xml;base64,PHN2Zz4=" onerror="t"><link rel=stylesheet href=u><base href=v>`,
    `<!-- w --><p class="x">y</p>`,
  ];
  for (const attack of attacks) {
    assert.not.match(
      html(attack),
      /<script|style=|<style|on[a-z]+=|<svg|iframe|object|form|input|id=|name=|data:|<!|class="x"/,
    );
    assert.not.match(
      md(attack),
      /<script|<style|on[a-z]+="|<svg|iframe|object|<form|<input|id=|name=|data:|<!--/,
    );
  }
  assert.is(html("<h2>a</h2>"), '<div class="output"><p>a</p></div>');
});

test("an output is the first kind that it has", () => {
  const svg = shown({ "image/svg+xml": "<svg>é</svg>", "image/png": "iVBO", "text/plain": "a" });
  assert.is(
    svg,
    `<div class="output"><img alt="a" src="data:image/svg+xml;base64,${btoa("<svg>Ã©</svg>")}"></div>`,
  );
  assert.match(
    shown({ "image/jpeg": '/9j/" onerror="x' }),
    'src="data:image/jpeg;base64,/9j/onerror=x"',
  );
  assert.match(
    shown({ "text/markdown": ["## *a*"], "text/plain": "b" }),
    '<div class="output"><p><em>a</em></p></div>',
  );
  assert.match(
    shown({ "text/plain": "\u001b[31m<b>\u001b[0m" }),
    '<pre tabindex="0">&#x3C;b></pre>',
  );
  assert.match(shown({ "application/x": 1 }), "[an output of a kind that handouts do not show]");
  assert.match(written(output({ output_type: "display_data" }, "id")), "do not show");
});

test("streams and errors", () => {
  const text: Output = { output_type: "stream", name: "stdout", text: ["a\n", "b\n"] };
  assert.is(
    written(output(text, "")),
    '<div class="output" data-stream="stdout"><pre tabindex="0">a\nb\n</pre></div>',
  );
  const error: Output = {
    output_type: "error",
    ename: "E",
    evalue: "v",
    traceback: ["\u001b[1mt", "u"],
  };
  assert.is(
    written(output(error, "")),
    '<div class="output error"><pre tabindex="0">t\nu</pre></div>',
  );
  assert.is(
    written(output({ ...error, traceback: [] }, "")),
    '<div class="output error"><pre tabindex="0">E: v</pre></div>',
  );
});

const FIGURE = "application/vnd.plotly.v1+json";
const slider = { steps: [{ label: "</script><!--\u2028", method: "animate" }] };

test("a figure: its frame, its own slider, its words, and its data where nothing can end them", () => {
  const plot = {
    data: [],
    layout: { title: { text: "A<br>b <i>c</i>" }, height: 400.5, sliders: [slider] },
  };
  const made = shown({ [FIGURE]: plot, "text/plain": "<alt>", "image/png": "iV\nBO" });
  const [frame, rest] = made.split('</div><div class="control"></div>');
  assert.is(
    frame,
    '<figure class="figure"><p class="title" aria-hidden="true">A b c</p><div class="frame" style="height: 232px"><div class="plot" role="img" aria-label="A b c" aria-describedby="id"></div><img alt="" src="data:image/png;base64,iVBO">',
  );
  assert.match(
    rest,
    '<div class="printed"></div><figcaption id="id">&#x3C;alt></figcaption>\n<details class="data"></details>',
  );
  const [, json] = /<script type="application\/json">(.*)<\/script>/.exec(rest) ?? [];
  assert.not.match(json, /[<>&\u2028]/);
  assert.equal(JSON.parse(json), {
    plot: { data: [], layout: { margin: { t: 12 }, height: 232 } },
    slider,
    title: "A b c",
  });
  assert.equal(plot.layout.sliders, [slider], "what came in is not changed");
});

test("a plane whose axes share a scale is no higher than a narrow screen is wide, and no figure wider than it says; a drawing has no data", () => {
  const drawing = (layout: object) => shown({ [FIGURE]: { layout }, "text/plain": "" });
  const plane = drawing({ height: 400, xaxis: {}, yaxis: { scaleanchor: "x" } });
  assert.match(plane, 'style="height: min(400px, 92vw)"');
  const wide = {
    height: 400,
    xaxis: { range: [0, 10] },
    yaxis: { range: [0, 6], scaleanchor: "x" },
  };
  assert.match(drawing(wide), 'style="height: min(400px, 92vw, 68px + 60vw)"');
  assert.match(plane, 'class="data"');
  assert.match(
    drawing({ height: 400, width: 510, yaxis: { scaleanchor: "x" } }),
    "height: min(400px, 92vw); max-width: 510px",
  );
  const hidden = { visible: false };
  assert.not.match(drawing({ xaxis: hidden, xaxis2: hidden }), 'class="data"');
  assert.match(drawing({ xaxis: hidden, xaxis2: {} }), 'class="data"');
});

test("margins have room for a legend, a title and a key from the start, and stay as they are without", () => {
  const margin = { l: 64, r: 24, t: 60, b: 56 };
  const layout = { margin, title: "T", legend: { yref: "container" } };
  const margins = (data: object[], more = {}) =>
    splitFigure({ data, layout: { ...layout, ...more } }).plot.layout.margin;
  assert.equal(margins([{}]), { l: 64, r: 24, t: 12, b: 56 });
  assert.equal(margins([{}, {}]), { l: 64, r: 24, t: 54, b: 56 });
  assert.equal(margins([{}, { showlegend: false }]), { l: 64, r: 24, t: 12, b: 56 });
  assert.equal(margins([{ colorbar: {} }]), { l: 64, r: 88, t: 12, b: 56 });
  assert.equal(margins([{}], { xaxis2: { title: { text: "x" } } }), { l: 64, r: 24, t: 12, b: 58 });
  assert.equal(margin, { l: 64, r: 24, t: 60, b: 56 }, "what came in is not changed");
});

test("a small picture needs no title, no legend, no slider, and no drawing beside the plot", () => {
  const layout = { title: "T", height: 400, legend: { yref: "container" }, sliders: [slider] };
  assert.equal(cropOf({ data: [{}, {}], layout }), { head: 0.18, foot: 0.235, left: 0 });
  const panels = { height: 400, xaxis: { visible: false }, xaxis2: { domain: [0.5, 1] } };
  assert.equal(cropOf({ layout: panels }), { head: 0, foot: 0, left: 0.4 });
  assert.is(cropOf({ layout: { ...panels, xaxis2: { domain: [0, 1] } } }).left, 0);
  assert.is(cropOf({ layout: { ...panels, xaxis: {} } }).left, 0);
  assert.equal(cropOf({}), { head: 0, foot: 0, left: 0 });
});

test("text of a notebook is a string or lines", () => {
  assert.equal(lines("a\n\nb"), ["a\n", "\n", "b"]);
  assert.equal(lines(["a\nb", "c\n"]), ["a\n", "bc\n"]);
  assert.equal(lines(undefined), []);
  const cell = { cell_type: "code", metadata: {}, source: [" \n"] };
  assert.equal([isRun(cell), isRun({ ...cell, source: "1" })], [false, true]);
});

test("a figure without layout, title, picture or steps still has a frame", () => {
  const bare = shown({ [FIGURE]: {}, "text/plain": "" });
  assert.match(bare, 'style="height: 450px"');
  assert.match(bare, 'aria-label="Figure"');
  assert.not.match(bare, /<img|control/);
  for (const height of [49, 2001, "400", null])
    assert.is(splitFigure({ layout: { height } }).plot.layout.height, 450);
  const other = { layout: { sliders: [{ steps: [] }], title: "T" } };
  assert.equal(splitFigure(other), {
    plot: { layout: { sliders: [{ steps: [] }], margin: { t: 12 }, height: 362 } },
    slider: null,
    title: "T",
  });
  assert.not.match(bare, 'class="title"');
  assert.match(shown({ [FIGURE]: other }), 'aria-label="T"');
});

test("where there is no style a formula's text can be read, too: fractions, powers, rows", () => {
  const read = (tex: string) => textOf({ type: "root", children: formula(tex, false) }).trim();
  assert.is(read("\\frac{1}{3}"), "1/3");
  assert.is(read("\\frac{d}{du} u^2"), "d/du u^2");
  assert.is(read("\\frac{dE}{dW}"), "dE/dW");
  assert.is(read("\\frac{1}{1 + e^{-z}}"), "1/(1+e^(−z))");
  assert.is(read("x_i^2"), "xi^2");
  assert.is(read("f'(x) + f''(x)"), "f′(x)\u00a0+\u00a0f″(x)");
  assert.is(read("\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}"), "a=b; c=d");
});

test("a point stays on its line, also in a table, and code is left as it is", () => {
  const point = '<span class="together">(0, −1.5)</span>';
  assert.is(md("At (0, −1.5) and f(0, n)."), `<p>At ${point} and f(0, n).</p>`);
  assert.match(html("<table><tr><td>(0, −1.5)</td></tr></table>"), `<td>${point}</td>`);
  assert.is(md("W = **2**"), "<p><i>W</i>\u00a0=\u00a0<strong>2</strong></p>");
  assert.is(md("[1, 0] is a row"), '<p><span class="together">[1, 0]</span> is a row</p>');
  assert.is(md("`(0, 1)`"), "<p><code>(0, 1)</code></p>");
});

test.run();
