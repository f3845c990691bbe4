/** What a handout's page says of its figures, its address and its cells, without a browser. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  describeChanges,
  type ParameterChange,
  parameterChanges,
  parseFragment,
} from "../../../handout/page/address.js";
import { inCells, numberOf } from "../../../handout/page/bar.js";
import type { PageFigure } from "../../../handout/page/figures/figure.js";
import { addLegend } from "../../../handout/page/figures/legend.js";
import {
  fitted,
  type Plot,
  positionOf,
  type Step,
  traces,
} from "../../../handout/page/figures/plotly.js";
import { curves, formatValue, saidBeside } from "../../../handout/page/figures/points.js";
import { inGrey } from "../../../handout/page/figures/print-pictures.js";
import { preset } from "../../../ipynb/parameters.js";

const plot = (data: object[], layout: object = {}, frames?: Plot["frames"]): Plot =>
  ({ data, layout: { height: 300, ...layout }, frames }) as Plot;

test("an address has an anchor, values of parameters, or both", () => {
  const value = (name: string, json: string, notebook = "") => ({ notebook, name, json });
  assert.equal(parseFragment(""), { anchor: "", linkedValues: [] });
  assert.equal(parseFragment("#s-the-data"), { anchor: "s-the-data", linkedValues: [] });
  assert.equal(parseFragment("#s-a&rate=0.5&05.x=%5B1,2%5D"), {
    anchor: "s-a",
    linkedValues: [value("rate", "0.5"), value("x", "[1,2]", "05")],
  });
  assert.equal(parseFragment("#a=%E0%A4%A=1").linkedValues, [value("a", "%E0%A4%A=1")]);
  assert.is(parseFragment(`#${"a=1&".repeat(80)}`).linkedValues.length, 50);
});

test("changes are told with what was before, five at most and none at length", () => {
  const change = (name: string, json = "2"): ParameterChange => ({ name, json, before: "1" });
  assert.is(describeChanges([change("a"), change("b")]), "a = 2 instead of 1; b = 2 instead of 1");
  assert.match(
    describeChanges([..."abcdefg"].map((name) => change(name))),
    /; e = 2 instead of 1; and 2 more$/,
  );
  assert.is(describeChanges([change("a", "9".repeat(61))]), `a = ${"9".repeat(60)}… instead of 1`);
});

test("changes of a cell name their notebook where the page has several", () => {
  const codes: [string, string] = ["const a = 1;\nconst b = [2];", "const a = 1;\nconst b = [3];"];
  const [loaded, notebook] = [{ preset }, { number: "05" }];
  assert.equal(parameterChanges(loaded, notebook, codes, false), [
    { name: "b", json: "[3]", before: "[2]" },
  ]);
  assert.equal(parameterChanges(loaded, notebook, codes, true)[0].name, "05.b");
});

test("cells are counted as the page shows them", () => {
  const cells = [{ showsCode: true }, { showsCode: false }, { showsCode: true }];
  assert.is(numberOf({ cells }, cells[2]), 2);
  assert.equal([0, 1, 2].map(inCells), ["0 cells", "1 cell", "2 cells"]);
});

test("a position of a slider is named, and its frame changes the traces that it says", () => {
  const step: Step = { label: "2", method: "animate", args: [["two"]] };
  assert.is(positionOf({ steps: [step], currentvalue: { prefix: "epoch " } }, step), "epoch 2");
  assert.is(positionOf(undefined, step), "2");
  assert.is(positionOf(undefined, undefined), "");
  const moving = plot([{ y: [1] }, { y: [2] }], {}, [
    { name: "two", data: [{ y: [9] }, { y: [8] }], traces: [1, 5] },
  ]);
  assert.equal(traces(moving, step), [{ y: [1] }, { y: [9] }]);
  assert.equal(traces(moving), moving.data);
  assert.equal(moving.data, [{ y: [1] }, { y: [2] }], "what was given stays");
  const first = plot([{ y: [1] }], {}, [{ name: "two", data: [{ y: [7] }] }]);
  assert.equal(traces(first, step), [{ y: [7] }]);
});

test("where a figure is narrow, plots stand one below the other and many points are smaller", () => {
  const many = Array.from({ length: 7 }, (_, i) => i);
  const points = { mode: "markers", x: many, marker: { size: 10 } };
  const side = { xaxis: { domain: [0, 0.4] }, yaxis: {}, xaxis2: { domain: [0.6, 1] }, yaxis2: {} };
  const given = plot([points, { ...points, x: [1] }, { colorbar: { x: 1 } }], side);
  assert.is(fitted(given, 520), given);
  const { data, layout } = fitted(given, 360);
  assert.is(layout.height, 480);
  assert.equal(layout.xaxis2, { domain: [0, 1] });
  assert.equal(layout.yaxis2, { domain: [0, 0.5] });
  assert.equal(data[0].marker as object, { size: 6 });
  assert.equal(data[1].marker as object, { size: 10 });
  assert.equal(data[2].colorbar, { x: 1, title: { side: "right" }, y: 0.25, len: 0.5 });
  assert.is((layout.margin as { r: number }).r, 64);
  const square = { ...side, yaxis2: { scaleanchor: "x2" } };
  assert.is(fitted(plot([], square), 360).layout.height, 390);
  assert.is(fitted(plot([points]), 360).layout.height, 300, "one plot alone keeps its height");
});

test("on paper a map of outputs is darker on the side of 0 than on that of 1, also in grey", () => {
  const scale = [
    [0, "rgb(240, 165, 110)"],
    [0.5, "rgb(255, 255, 255)"],
    [1, "rgb(110, 180, 225)"],
  ];
  const map = (text: string) => ({ colorbar: { title: { text } }, colorscale: scale });
  const grey = (colour: string) => {
    const [r, g, b] = (colour.match(/\d+/g) ?? []).map(Number);
    return 0.21 * r + 0.72 * g + 0.07 * b;
  };
  const { colorscale } = inGrey(map("output")) as { colorscale: [number, string][] };
  const [zero, half, one] = colorscale.map(([, colour]) => grey(colour));
  assert.ok(one - zero > 60 && half > one + 30, `${zero}, ${half}, ${one}`);
  assert.equal(inGrey(map("E")), map("E"));
  assert.equal(inGrey({ colorbar: { title: { text: "output" } } }), {
    colorbar: { title: { text: "output" } },
  });
});

test("curves are read with the titles of their axes, without gaps and without what has no axes", () => {
  const all = curves(
    plot(
      [
        { name: "up<br>and &lt;up", x: [1, 2, 3], y: [4, null, 6], text: ["a", "", "<b>c</b>"] },
        { x: ["p", "q"], y: [1, 2], type: "bar", xaxis: "x2" },
        { x: [1], y: [1], hoverinfo: "skip" },
        { x: [1], y: [1], xaxis: "x3" },
        { x: [1], y: [undefined] },
        { y: [1] },
        { x: [1], y: [1], type: "heatmap" },
      ],
      {
        xaxis: { title: { text: "epoch" } },
        yaxis: { title: "loss <i>E</i>" },
        xaxis2: { tickvals: ["p"], ticktext: ["plain <b>P</b>"] },
        xaxis3: { visible: false },
      },
    ),
  );
  assert.equal(all, [
    {
      name: "up and <up",
      trace: 0,
      subplot: "xy",
      titles: ["epoch", "loss E"],
      points: [
        { values: [1, 4], text: "a", index: 0 },
        { values: [3, 6], text: "c", index: 2 },
      ],
    },
    {
      name: "trace 2",
      trace: 1,
      subplot: "x2y",
      titles: ["x", "loss E"],
      points: [
        { values: ["plain P", 1], text: "", index: 0 },
        { values: ["q", 2], text: "", index: 1 },
      ],
    },
  ]);
});

test("an example stands with its output: at the end of its stick, or on the map of colours", () => {
  const sticks = { name: "error", x: [1, 1, null, 2, 2, null], y: [0, 0.3, null, 1, 0.8, null] };
  const [examples] = curves(plot([sticks, { name: "examples", x: [1, 2, 3], y: [0, 1, 1] }]));
  assert.equal(examples.titles, ["x", "target", "output"]);
  assert.equal(
    examples.points.map(({ values }) => values),
    [
      [1, 0, 0.3],
      [2, 1, 0.8],
      [3, 1, ""],
    ],
  );
  const map = {
    type: "heatmap",
    colorbar: { title: { text: "output" } },
    x: [0, 2],
    y: [0, 2],
    zmin: -4,
  };
  const of = (colorscale: [number, string][], more: object) =>
    curves(
      plot([
        {
          ...map,
          z: [
            [-2, 2],
            [0, 4],
          ],
          colorscale,
          ...more,
        },
        { name: "target 1", x: [1, 0], y: [1, 0] },
      ]),
    )[0];
  const smooth: [number, string][] = [
    [0, "red"],
    [1, "blue"],
  ];
  const output = ({ points }: ReturnType<typeof of>) => points.map(({ values }) => values[3]);
  assert.equal(of(smooth, {}).titles, ["x", "y", "target", "output"]);
  assert.equal(of(smooth, {}).points[0].values.slice(0, 3), [1, 1, 1]);
  assert.equal(
    output(of(smooth, {})).map((net) => Number(net).toFixed(4)),
    ["0.7311", "0.1192"],
  );
  assert.equal(output(of(smooth, { zmin: 0 })), [1, -2], "a map of outputs is taken as it is");
  assert.equal(
    output(
      of(
        [
          [0, "red"],
          [0.5, "red"],
          [0.5, "blue"],
          [1, "blue"],
        ],
        {},
      ),
    ),
    [1, 0],
  );
});

test("numbers that a drawing writes beside the axes are said", () => {
  const text = { mode: "text", text: ["<b>W</b> = 3", "no number"] };
  assert.is(
    saidBeside(plot([text, { ...text, xaxis: "x2" }], { xaxis: { visible: false } })),
    "W = 3",
  );
  assert.is(saidBeside(plot([text])), "");
  assert.equal([0.1 + 0.2, "text", -2].map(formatValue), ["0.3", "text", "−2"]);
});

test("a legend names a line that is in sight, not one that has left the picture, and has no gaps", () => {
  const line = (x: number[], y: (number | null)[], more: object = {}) => ({
    mode: "lines",
    x,
    y,
    ...more,
  });
  const lines = [
    line([0, 1], [0, 1]),
    line([0, 1], [5, 6]),
    line([-5, 5], [0.5, 0.5]),
    line([2, 2], [-9, 9]),
    line([0.5, 0.5], [-9, 9]),
    { mode: "markers", x: [99], y: [99] },
    line([0, 1], [5, 6], { xaxis: "x2" }),
    line([0.5, 0.5, 0.5], [-9, null, 9]),
  ];
  const items = lines.map((_, index) => ({
    __data__: [{ trace: { index } }],
    style: { visibility: "" },
    place: `translate(${10 * index},5.5)`,
    getAttribute: () => items[index].place,
    setAttribute(_: string, place: string) {
      this.place = place;
    },
  }));
  const handlers = new Map<string, () => void>();
  const axis = { type: "linear", range: [0, 1] };
  const plotted = {
    querySelectorAll: () => [{ querySelectorAll: () => items }],
    on: (event: string, call: () => void) => handlers.set(event, call),
    removeListener: (event: string) => handlers.delete(event),
    _fullLayout: { xaxis: axis, yaxis: axis, xaxis2: { type: "log", range: [0, 1] } },
  };
  const onMove: (() => void)[] = [];
  const given = plot(lines, {}, [{ name: "back", data: [{ y: [0, 1] }], traces: [1] }]);
  const ending = new AbortController();
  const figure = {
    plot: plotted,
    given,
    removed: ending.signal,
    onMove,
    step: undefined as Step | undefined,
  };
  addLegend(figure as unknown as PageFigure);
  const away = () => items.flatMap(({ style }, i) => (style.visibility === "hidden" ? [i] : []));
  const places = () => items.map(({ place }) => /translate\((.*),5.5\)/.exec(place)?.[1]).join(" ");
  assert.equal(away(), [1, 3, 7], "a line does not go through its gap");
  assert.is(places(), "0 10 10 30 20 30 40 70");
  figure.step = { label: "", method: "animate", args: [["back"]] };
  for (const moved of onMove) moved();
  assert.equal(away(), [3, 7], "the slider has brought it back");
  assert.is(places(), "0 10 20 30 30 40 50 70");
  plotted._fullLayout.yaxis = { type: "linear", range: [0, 20] };
  plotted._fullLayout.xaxis = { type: "linear", range: [-9, 9] };
  handlers.get("plotly_relayout")?.();
  assert.equal(away(), [7], "a zoom shows more");
  assert.is(places(), "0 10 20 30 40 50 60 70");
  // Plotly has drawn it anew, in two columns.
  for (const [i, item] of items.entries())
    item.place = `translate(${80 * (i % 2)}, ${20 * Math.floor(i / 2)})`;
  plotted._fullLayout.yaxis = axis;
  plotted._fullLayout.xaxis = axis;
  handlers.get("plotly_afterplot")?.();
  assert.equal(away(), [3, 7]);
  assert.is(items[4].place, "translate(80,20)");
  ending.abort();
  assert.is(handlers.size, 0);
});

test.run();
