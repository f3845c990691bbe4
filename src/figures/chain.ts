import { checkFinite, checkList, checkObject, checkOptions, checkString } from "../check.js";
import { type Caption, captionOf, colours, type Figure } from "../figure.js";
import { format } from "../format.js";
import { arrow, drawing, note } from "./drawing.js";

// The boxes are as wide as what stands at the way back needs on a phone.
const [LEFT, RIGHT] = [-0.7, 1.85];

/** A quantity of the chain. */
export interface NamedValue {
  /** what stands beside the value */
  name: string;
  /** a finite number */
  value: number;
}

/** What stands beside a chain. */
export interface DrawChainOptions extends Partial<Caption> {
  /** between two quantities: by how much the lower one moves when the upper one does; one fewer than quantities */
  factors: NamedValue[];
}

/**
 * A chain of quantities from top to bottom: values run down, slopes are multiplied on the way back up.
 *
 * @param links quantities with a name and a finite value, each computed from the one before
 * @param options factors; title and text alternative by default from the numbers
 * @throws TypeError, RangeError for links or factors without a name and a value, or too many or too few factors
 * @example drawChain([{ name: "x", value: 2 }, { name: "x²", value: 4 }], { factors: [{ name: "2x", value: 4 }] })
 * @see the article, section 9, figure 33
 */
export function drawChain(links: NamedValue[], options: DrawChainOptions): Figure {
  checkList("links", links, checkNamed);
  checkOptions(options, ["factors", "title", "alt"]);
  const { factors } = options;
  checkList("factors", factors, checkNamed, links.length - 1);
  const top = (i: number) => -1.6 * i;
  const annotations: object[] = links.map(({ name, value }, i) =>
    note((LEFT + RIGHT) / 2, top(i) - 0.35, `${name} = <b>${format(value)}</b>`),
  );
  for (const [i, { name, value }] of factors.entries()) {
    annotations.push(
      arrow([-0.4, top(i) - 0.7], [-0.4, top(i + 1)], colours.blue, 2),
      arrow([0.4, top(i + 1)], [0.4, top(i) - 0.7], colours.orange, 2),
      note(0.5, top(i) - 1.15, `× ${format(value)}<br>${name}`, {
        xanchor: "left",
        align: "left",
      }),
    );
  }
  annotations.push(
    note(-0.4, top(0) + 0.3, "<b>forward</b>"),
    note(0.4, top(0) + 0.3, "<b>backward</b>"),
  );
  const shapes = links.map((_, i) => ({
    type: "rect",
    x0: LEFT,
    x1: RIGHT,
    y0: top(i) - 0.7,
    y1: top(i),
    line: { color: colours.blue, width: 2 },
    fillcolor: "#F3F8FC",
    layer: "below",
  }));
  const bottom = top(links.length - 1) - 0.7;
  return drawing(
    {
      shapes,
      annotations,
      corners: [LEFT - 0.05, RIGHT + 0.05, bottom - 0.1, 0.6],
      height: 90 + 110 * links.length,
      margins: [16, 16],
    },
    { title: "Forward and backward", alt: altText(links, factors), ...captionOf(options) },
  );
}

function altText(links: NamedValue[], factors: NamedValue[]): string {
  const list = (all: NamedValue[]) => all.map(({ name, value }) => `${name} = ${format(value)}`);
  const product = factors.reduce((all, { value }) => all * value, 1);
  return `A chain of boxes from top to bottom: ${list(links).join("; ")}. On the way back the slopes are multiplied: ${list(factors).join("; ")}; their product is ${format(product)}.`;
}

function checkNamed(argument: string, value: unknown): asserts value is NamedValue {
  checkObject(argument, value, "an object with name and value");
  checkString(`${argument}.name`, value.name);
  checkFinite(`${argument}.value`, value.value);
}
