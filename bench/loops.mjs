/**
 * The training loop of this course or of TensorFlow.js, timed alone in a process of its own.
 *
 * node bench/loops.mjs course|tfjs ROWS COLUMNS EPOCHS   (4 2: the article's OR gate)
 * Prints JSON: seconds of all epochs, for our gate also "again", the median of twenty more times in the same process,
 * and the first weight and the bias that came out.
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
  : { weights: new Array(d).fill(0), bias: 0, learningRate: 1 / n };

const seconds = (/** @type {number} */ from) => (performance.now() - from) / 1000;

/** The whole of `train`. Of a large table it first checks, copies and rearranges the data: that is taken off. */
function course() {
  const time = (/** @type {number} */ epochs) => {
    const started = performance.now();
    const { weights, bias } = train({ inputs, targets }, { ...start, epochs });
    return { seconds: seconds(started), weight: weights[0], bias };
  };
  if (!isGate) {
    time(0); // the first time is slower
    const before = time(0).seconds;
    const result = time(epochs);
    return { ...result, seconds: result.seconds - before };
  }
  const first = time(epochs);
  const again = Array.from({ length: 20 }, () => time(epochs).seconds).sort((a, b) => a - b)[10];
  return { ...first, again };
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
  const started = performance.now();
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
  return { seconds: seconds(started), weight, bias: b.dataSync()[0] };
}

console.log(JSON.stringify(side === "tfjs" ? await tfjs() : course()));
