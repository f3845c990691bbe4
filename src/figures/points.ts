import type { Dataset } from "../datasets.js";
import { colours, type Trace } from "../figure.js";

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
