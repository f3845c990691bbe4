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

/** The rows of two features as points: targets 1 as blue circles, targets 0 as orange squares. */
export function pointTraces({ inputs, target, targets }: Dataset, size: number): Trace[] {
  const points = (value: number, symbol: string, color: string): Trace => {
    const chosen = inputs.filter((_, i) => targets[i] > 0.5 === value > 0.5);
    return {
      type: "scatter",
      mode: "markers",
      name: `${target} ${value}`,
      x: chosen.map(([x1]) => x1),
      y: chosen.map(([, x2]) => x2),
      marker: { size, symbol, color, line: { color: "white", width: 1 } },
    };
  };
  return [points(1, "circle", colours.blue), points(0, "square", colours.orange)];
}
