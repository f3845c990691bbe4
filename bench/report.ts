/** Presents the results: the table, and the figure of the growth. */
import { writeFileSync } from "node:fs";
import { plotLines } from "../src/core.js";
import { StillPictures } from "../tools/still-pictures.js";
import { type Line, type Results, type Samples, threeDigits } from "./measure.js";
import { sizes } from "./rows.js";

/** A duration in the unit that a person would take, and other quantities as they are. */
function quantity(value: number, unit: Samples["unit"]): string {
  if (unit === "MB" || unit === "KB") return `${Math.round(value).toLocaleString("en")} ${unit}`;
  if (value >= 1) return `${threeDigits(value)} s`;
  return value >= 1e-3 ? `${threeDigits(value * 1e3)} ms` : `${threeDigits(value * 1e6)} µs`;
}

function cell({ median, min, max, unit }: Samples): string {
  if (min === max) return quantity(median, unit);
  return `${quantity(median, unit)} (${quantity(min, unit)} to ${quantity(max, unit)})`;
}

function row({ what, ours, others, bar, limit, load }: Line): string {
  const theirs = Object.entries(others).map(([side, samples]) => `${side}: ${cell(samples)}`);
  const judged = bar ? `${bar.past <= 1 ? "✓" : "✗"} ${bar.value}: ${bar.text}` : "";
  const far = limit
    ? `${quantity(limit.value, ours.unit)}, ${limit.why}: ${threeDigits(ours.median / limit.value)} times`
    : "";
  const cells = [what, cell(ours), theirs.join("<br>"), judged, far, load.join(" to ")];
  return `| ${cells.join(" | ")} |`;
}

export function tableOf({ machine, rows }: Results): string {
  const about = Object.entries(machine).map(([name, value]) => `${name} ${value}`);
  return [
    "| what | this course | others | bar | limit, and how far ours is from it | load |",
    "|---|---|---|---|---|---|",
    ...Object.values(rows).flat().map(row),
    "",
    `Median (least to most) of the runs. Measured on: ${about.join(", ")}.`,
    ...Object.values(rows).flat().flatMap(room),
  ].join("\n");
}

const room = ({ what, tree = {} }: Line): string[] =>
  Object.keys(tree).length === 0
    ? []
    : [
        "",
        `${what}, largest first, in MB:`,
        "",
        ...Object.entries(tree).map(([name, megabytes]) => `- ${name} ${megabytes}`),
      ];

/** Seconds an epoch over the numbers in the table: a straight line on two logarithmic axes. */
export async function drawGrowth({ rows }: Results, file: string): Promise<void> {
  const lines = rows.growth;
  if (!lines) return;
  const x = sizes.map(([n, d]) => n * d);
  const pictures = new StillPictures();
  try {
    const png = await pictures.draw(
      plotLines(
        [
          { name: "this course", x, y: lines.map(({ ours }) => ours.median) },
          {
            name: "NumPy, one thread",
            x,
            y: lines.map(({ others }) => others["NumPy, one thread"].median),
          },
        ],
        {
          title: "One epoch, from 4 × 2 to 1,000,000 × 30",
          alt: "Seconds an epoch over the numbers in the table, both logarithmic.",
          x: "numbers in the table",
          y: "seconds",
          logX: true,
          layout: { yaxis: { type: "log", exponentformat: "power", dtick: 1 } },
        },
      ),
    );
    if (png) writeFileSync(file, Buffer.from(png, "base64"));
  } finally {
    await pictures.close();
  }
}
