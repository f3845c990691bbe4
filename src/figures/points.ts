import { checkData, checkString, checkVector } from "../check.js";
import type { Dataset } from "../datasets.js";
import { colours, type Trace } from "../figure.js";

/** A dataset of two features, which a plane can show. */
export function checkPoints(data: Dataset): void {
  checkData(data);
  checkVector("inputs[0]", data.inputs[0], 2);
  checkString("data.name", data.name);
  checkString("data.target", data.target);
  for (const j of [0, 1]) checkString(`data.features[${j}]`, data.features?.[j]);
}

/** In every plane targets 1 are blue circles, targets 0 orange squares. */
export const targetMarker = (target: number, size: number) => ({
  size,
  ...(target > 0.5
    ? { symbol: "circle", color: colours.blue }
    : { symbol: "square", color: colours.orange }),
  line: { color: "white", width: 1 },
});

/** The rows of two features as points. */
export function pointTraces({ inputs, target, targets }: Dataset, size: number): Trace[] {
  const points = (value: number): Trace => {
    const chosen = inputs.filter((_, i) => targets[i] > 0.5 === value > 0.5);
    return {
      type: "scatter",
      mode: "markers",
      name: `${target} ${value}`,
      x: chosen.map(([x1]) => x1),
      y: chosen.map(([, x2]) => x2),
      marker: targetMarker(value, size),
    };
  };
  return [points(1), points(0)];
}

export type Range = [number, number];

/** The range of the values, extended on each side by this part of its length. */
export function around(values: number[], part: number): Range {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = part * (high - low || 1);
  return [low - room, high + room];
}

/** Such a range for each of the two features. */
export const rangesOf = (inputs: number[][], part: number): [Range, Range] => [
  around(
    inputs.map(([x1]) => x1),
    part,
  ),
  around(
    inputs.map(([, x2]) => x2),
    part,
  ),
];

/** Whether two features can have one scale: those of other units can't. */
export const isAlike = (x: Range, y: Range): boolean => {
  const ratio = (x[1] - x[0]) / (y[1] - y[0]);
  return ratio < 3 && ratio > 1 / 3;
};

/** Where the output is ½ everywhere the plane is white: its frame shows where it ends. */
export const frame = { showline: true, mirror: true, linecolor: colours.light };

/**
 * Where features are alike, a unit is as long up as across, so that circles stay circles: the plane goes on to the left
 * and right where the figure is wide, and is less high where it is narrow.
 */
export function plane(x: Range, y: Range) {
  const fixed = { fixedrange: true, ...frame };
  const domain = { constrain: "domain", constraintoward: "top", scaleanchor: "x" };
  const ticks = isAlike(x, y) && { dtick: tickEvery(y) };
  return {
    height: 500,
    xaxis: { range: x, ...fixed, ...ticks },
    yaxis: { range: y, ...fixed, ...ticks, ...(isAlike(x, y) && domain) },
  };
}

/** The first of …, 0.5, 1, 2, 5, 10, … that cuts a range into no more than six parts: left alone, Plotly takes another one for each axis. */
export function tickEvery([low, high]: Range): number {
  const least = (high - low) / 6;
  const ten = 10 ** Math.floor(Math.log10(least));
  return ten * ([1, 2, 5].find((step) => step * ten >= least) ?? 10);
}
