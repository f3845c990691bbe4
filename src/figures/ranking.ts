import { checkFinite, checkObject, checkOptions, checkWhole, fail } from "../check.js";
import { type Caption, captionOf, colours, type Figure, figure, type Trace } from "../figure.js";
import { format } from "../format.js";

/** What is ranked by what. */
export interface PlotRankingOptions extends Partial<Caption> {
  /** how many of them are chosen, from the first place on, 0 to 1,000 */
  chosen: number;
}

/**
 * Horizontal bars, the largest number first: the chosen ones filled, the others hatched.
 *
 * @param items what is ranked: numbers by their names
 * @param options see {@link PlotRankingOptions}; title and text alternative by default from the items
 * @throws TypeError, RangeError for items that are no finite numbers, or an unknown option
 * @example plotRanking({ pencil: 0.1, cat: 0.9 }, { chosen: 1 })
 * @see the article, section 1
 */
export function plotRanking(items: Record<string, number>, options: PlotRankingOptions): Figure {
  checkObject("items", items, "an object of numbers by their names");
  for (const [name, value] of Object.entries(items)) checkFinite(`items.${name}`, value);
  const ranked = Object.entries(items).sort(([, a], [, b]) => b - a);
  if (ranked.length === 0) fail(RangeError, "items", "at least one number", items);
  const names = ranked.map(([name]) => name);
  const values = ranked.map(([, value]) => value);
  checkOptions(options, ["chosen", "title", "alt"]);
  const { chosen } = options;
  checkWhole("chosen", chosen, 0, 1000);
  const bars = (
    from: number,
    to: number,
    name: string,
    color: string,
    hatched: boolean,
  ): Trace => ({
    type: "bar",
    orientation: "h",
    name,
    x: values.slice(from, to),
    // Plotly would take "<b>" for a style.
    y: names.slice(from, to).map((label) => label.replace(/</g, "&lt;")),
    text: values.slice(from, to).map((value) => format(value)),
    textposition: "outside",
    cliponaxis: false,
    marker: {
      color,
      ...(hatched && { pattern: { shape: "/", fgcolor: color, bgcolor: "white" } }),
    },
    hoverinfo: "skip",
  });
  const list = names.map((name, i) => `${name} ${format(values[i])}`).join(", ");
  const alt = `Bars from the first place to the last: ${list}. ${Math.min(chosen, names.length)} of ${names.length} are chosen.`;
  const data = [
    bars(0, chosen, "chosen", colours.blue, false),
    bars(chosen, names.length, "left", colours.orange, true),
  ].filter(({ y }) => (y as string[]).length > 0);
  const layout = {
    height: 170 + 40 * names.length,
    showlegend: true,
    margin: { r: 64 },
    yaxis: { type: "category", ticksuffix: "  ", autorange: "reversed", fixedrange: true },
    xaxis: { fixedrange: true },
  };
  const title = `The first ${Math.min(chosen, names.length)} of ${names.length}`;
  return figure(data, { title, alt, ...captionOf(options), x: "weight", y: "item", layout });
}
