/**
 * The training loop of this course or of TensorFlow.js, timed alone in a process of its own.
 *
 * node --import tsx bench/loops.ts course|tfjs ROWS COLUMNS EPOCHS   (4 2: the article's OR gate)
 * Prints JSON: seconds of all epochs, and the first weight and the bias that came out.
 */
import { createRequire } from "node:module";
import { gate, train } from "perceptron";

const [side, ...numbers] = process.argv.slice(2);
const [n, d, epochs] = numbers.map(Number);
const isGate = n === 4 && d === 2;

const inputs = isGate
  ? gate("OR").inputs
  : Array.from({ length: n }, (_, i) =>
      Array.from({ length: d }, (_, j) => (((i * d + j) * 7919) % 10007) / 10007),
    );
const targets = isGate ? gate("OR").targets : Array.from({ length: n }, (_, i) => i % 2);
const start = isGate
  ? { weights: [0.1, 0.2], bias: 0.3, learningRate: 0.05 }
  : { weights: new Array<number>(d).fill(0), bias: 0, learningRate: 1 / n };

const seconds = (from: number) => (performance.now() - from) / 1000;

/** `train` checks, copies and rearranges its data first: its time for no epochs is taken off. */
function course() {
  const begun = performance.now();
  const { weights, bias } = train({ inputs, targets }, { ...start, epochs });
  const all = seconds(begun);
  const again = performance.now();
  if (!isGate) train({ inputs, targets }, { ...start, epochs: 0 });
  return { seconds: isGate ? all : all - seconds(again), weight: weights[0], bias };
}

/** The same steps with TensorFlow.js, as installed for danfojs: in float32, without its binary. */
async function tfjs() {
  const require = createRequire(import.meta.url);
  const tf = createRequire(require.resolve("danfojs-node"))("@tensorflow/tfjs-node");
  await tf.ready();
  tf.env().set("PROD", true);
  const x = tf.tensor2d(inputs.flat(), [n, d]);
  const t = tf.tensor2d(targets, [n, 1]);
  let w = tf.tensor2d(start.weights, [d, 1]);
  let b = tf.scalar(start.bias);
  const begun = performance.now();
  for (let epoch = 0; epoch < epochs; epoch++)
    [w, b] = tf.tidy(() => {
      const out = x.matMul(w).add(b).sigmoid();
      const delta = out.sub(t).mul(out).mul(out.neg().add(1));
      const step = x.matMul(delta, true).mul(start.learningRate);
      const kept = [w.sub(step), b.sub(delta.sum().mul(start.learningRate))];
      w.dispose();
      b.dispose();
      return kept;
    });
  const [weight] = w.dataSync();
  return { seconds: seconds(begun), weight, bias: b.dataSync()[0] };
}

console.log(JSON.stringify(side === "tfjs" ? await tfjs() : course()));
