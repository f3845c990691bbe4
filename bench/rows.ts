/** The rows of the table that run in a process or a kernel; the longer ones are in clone.ts and handout.ts. */
import path from "node:path";
import { root } from "../tools/paths.mjs";
import { bareNode, epochs as epochsLimit, frame } from "./limits.js";
import { atMost, below, type Line, line, measureInTurn, outputOf, timesFaster } from "./measure.js";
import { python } from "./python.js";
import { codeOf, type Kernel, runCells, shown } from "./run-cells.js";

export type Row = (runs: number) => Promise<Omit<Line, "load">[]>;

interface Loop {
  seconds: number;
  weight: number;
  bias: number;
  /** the same again: the median of twenty, in the same process */
  again?: number;
}

const file = (name: string) => path.join(root, "bench", name);
const oneThread = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

async function loop(side: string, n: number, d: number, epochs: number, env = {}): Promise<Loop> {
  const numbers = [side, n, d, epochs].map(String);
  const isNode = side === "course" || side === "tfjs";
  const command = isNode ? process.execPath : python;
  const args = [file(isNode ? "loops.mjs" : "loops.py"), ...numbers];
  return JSON.parse(await outputOf(command, args, { env: { ...process.env, ...env } }));
}

/** Both sides must have computed the same, or the comparison is void. */
function same(ours: Loop, theirs: Loop) {
  const off = Math.abs(ours.weight - theirs.weight) + Math.abs(ours.bias - theirs.bias);
  if (!(off <= 1e-9 * Math.max(1, Math.abs(ours.weight))))
    throw new Error(`the sides differ: ${JSON.stringify([ours, theirs])}`);
}

/** The article's loop: the OR gate, 10,000 epochs. In a new process each time, once and then twenty times more. */
export const or: Row = async (runs) => {
  const epochs = 10_000;
  let ours: Loop;
  const measurements = await measureInTurn(
    "or",
    {
      course: async () => {
        ours = await loop("course", 4, 2, epochs);
        return [ours.seconds, ours.again ?? Number.NaN];
      },
      NumPy: async () => {
        const theirs = await loop("numpy", 4, 2, epochs, oneThread);
        same(ours, theirs);
        return [theirs.seconds, theirs.again ?? Number.NaN];
      },
      "scikit-learn": async () => [(await loop("sklearn", 4, 2, epochs, oneThread)).seconds],
      "TensorFlow.js": async () => [(await loop("tfjs", 4, 2, epochs)).seconds],
    },
    runs,
  );
  const limit = epochsLimit(4, 2, epochs);
  return [
    line("OR gate, 10,000 epochs", "s", measurements, 1, { bar: timesFaster(25), limit }),
    line("the same, the first time in a new process", "s", measurements, 0, { limit }),
  ];
};

/** One epoch over a large table; each sample is the mean of 100, of TensorFlow.js of 10. */
export const epoch: Row = async (runs) => {
  const [n, d, epochs] = [100_000, 100, 100];
  let ours: Loop;
  const mean = async (side: string, env = {}) => {
    const result = await loop(side, n, d, epochs, env);
    if (side === "course") ours = result;
    if (side === "numpy") same(ours, result);
    return [result.seconds / epochs];
  };
  const measurements = await measureInTurn(
    "epoch",
    {
      course: () => mean("course"),
      "NumPy, one thread": () => mean("numpy", oneThread),
      "NumPy, all threads": () => mean("numpy"),
      "scikit-learn": () => mean("sklearn", oneThread),
      "TensorFlow.js": async () => [(await loop("tfjs", n, d, 10)).seconds / 10],
    },
    runs,
  );
  return [
    line("one epoch at 100,000 × 100", "s", measurements, 0, {
      bar: atMost(1.2),
      limit: epochsLimit(n, d, 1),
    }),
  ];
};

export const sizes = [
  [4, 2],
  [100, 5],
  [1000, 10],
  [10_000, 20],
  [100_000, 30],
  [1_000_000, 30],
];

/** One epoch at each size, the mean of many. */
export const growth: Row = async (runs) => {
  const lines = [];
  for (const [n, d] of sizes) {
    const epochs = Math.max(40, Math.min(20_000, Math.round(1e8 / (n * d))));
    const one = async (side: string) => [
      (await loop(side, n, d, epochs, oneThread)).seconds / epochs,
    ];
    const name = `one epoch at ${n.toLocaleString("en")} × ${d}`;
    const sides = { course: () => one("course"), "NumPy, one thread": () => one("numpy") };
    const measurements = await measureInTurn(name, sides, Math.min(runs, 3));
    lines.push(line(name, "s", measurements, 0, { limit: epochsLimit(n, d, 1) }));
  }
  return lines;
};

export const startCells = {
  course: [
    'import { plotLines, readDataset, show, table, train } from "perceptron";',
    'table({ W: [2, 3, 4], error: [0, 7, 28] }, "Three weights");',
    'show(plotLines([{ name: "error", x: [2, 3, 4], y: [0, 7, 28] }], { title: "The error", alt: "Three points.", x: "W", y: "E" }));',
    'table((await readDataset("data/virus.csv", { target: "positive" })).frame);',
  ],
  python: [
    "import numpy as np\nimport pandas as pd\nimport plotly.graph_objects as go\nfrom IPython.display import display",
    "display(pd.DataFrame({'W': [2, 3, 4], 'error': [0, 7, 28]}))",
    "go.Figure(go.Scatter(x=[2, 3, 4], y=[0, 7, 28], name='error'),\n    dict(title='The error', xaxis_title='W', yaxis_title='E')).show()",
    "display(pd.read_csv('../../notebooks/data/virus.csv'))",
  ],
};

/** From the start of a kernel to the outputs of its first cells. */
export const cold: Row = async (runs) => {
  const side = (kernel: Kernel) => async () => {
    const answer = await runCells(kernel, startCells[kernel]);
    return [1, 2, 3].map((i) => shown(answer, i));
  };
  const measurements = await measureInTurn(
    "cold",
    { course: side("course"), Python: side("python") },
    runs,
  );
  const { start: limit } = await bareNode();
  return [
    line("kernel start to first table", "s", measurements, 0, { limit }),
    line("kernel start to first table and figure", "s", measurements, 1, { bar: atMost(1), limit }),
    line("the same, and then a table from a CSV file", "s", measurements, 2, {
      bar: atMost(1),
      limit,
    }),
  ];
};

const again = {
  course: (rate: number) => `learningRate = ${rate};
training = train(gate("OR"), { learningRate: learningRate, epochs: 10000, weights: [0.1, 0.2], bias: 0.3 });
show(plotLearning(training, { title: "It learns" }));`,
  python: (rate: number) => `learning_rate = ${rate}
weights, bias, out, history = train(inputs, targets, learning_rate, 10_000, [0.1, 0.2], 0.3)
plot_lines([("squared error", history.epoch, history.squared_error)], "It learns", "epoch", "squared error", log_x=True)`,
};

const before = {
  course: `import { gate, plotLearning, show, train } from "perceptron";
let learningRate = 0.05;
let training = train(gate("OR"), { epochs: 1 });`,
  python: `import numpy as np
from course import plot_lines, train
inputs, targets = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0.0, 1, 1, 1])`,
};

/** A parameter changes, and the cell that trains and draws runs again: the median of five in a kernel. */
export const rerun: Row = async (runs) => {
  const rates = [0.05, 0.02, 0.1, 0.2, 0.4, 0.8];
  const side = (kernel: Kernel) => async () => {
    const { cells } = await runCells(kernel, [before[kernel], ...rates.map(again[kernel])]);
    const answers = cells.slice(2).map(({ answer }) => answer ?? Number.NaN);
    return [answers.sort((a, b) => a - b)[2]];
  };
  const measurements = await measureInTurn(
    "rerun",
    { course: side("course"), Python: side("python") },
    runs,
  );
  const how = { bar: timesFaster(4), limit: frame };
  return [line("a parameter changed: train and draw again", "s", measurements, 0, how)];
};

const names = ["02-one-weight-by-hand", "05-or-gate", "07-virus"];

/** Notebooks 02, 05 and 07, each from the kernel's start to the end of its last cell; and the kernel's memory then. */
export const course: Row = async (runs) => {
  const side = (kernel: Kernel) => async () => {
    const seconds: number[] = [];
    const megabytes: number[] = [];
    for (const name of names) {
      const { cells, memory } = await runCells(kernel, codeOf(kernel, name));
      seconds.push(cells[cells.length - 1].done);
      megabytes.push(memory / 1e6);
    }
    return [seconds.reduce((sum, s) => sum + s), ...seconds, ...megabytes];
  };
  const measurements = await measureInTurn(
    "course",
    { course: side("course"), Python: side("python") },
    runs,
  );
  const [{ start: all }, { start, memory }] = [await bareNode(3), await bareNode()];
  return [
    line("notebooks 02, 05 and 07 executed", "s", measurements, 0, { bar: atMost(1), limit: all }),
    ...names.map((name, i) =>
      line(`notebook ${name.slice(0, 2)} executed`, "s", measurements, 1 + i, { limit: start }),
    ),
    ...names.map((name, i) =>
      line(`memory of the kernel after notebook ${name.slice(0, 2)}`, "MB", measurements, 4 + i, {
        bar: below([150, 150, 200][i], "MB"),
        limit: memory,
      }),
    ),
  ];
};
