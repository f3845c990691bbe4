// The pure half: numbers and figures. It runs in any JavaScript engine, also in a browser.
export {
  checkFinite,
  checkMatrix,
  checkOneOf,
  checkPositive,
  checkVector,
  checkWhole,
} from "./check.js";
export { type Dataset, type GateName, gate, ring } from "./datasets.js";
export { exercises } from "./exercises/index.js";
export {
  colours,
  type Figure,
  type FigureParts,
  figure,
  type Slider,
  type Trace,
} from "./figure.js";
export { type Boundary, plotBoundary } from "./figures/boundary.js";
export { type Chain, drawChain } from "./figures/chain.js";
export { type Descent, plotDescent } from "./figures/descent.js";

export { type Dial, plotDial } from "./figures/dial.js";
export { drawFlowchart, type FlowBox, type Flowchart } from "./figures/flowchart.js";
export { drawOrGate } from "./figures/gate.js";
export { type Line, plotLines } from "./figures/lines.js";
export { drawMatrices, type MatrixTerm } from "./figures/matrices.js";
export { drawNetwork, type Network } from "./figures/network.js";
export { drawNeurons, type Neurons } from "./figures/neurons.js";
export { plotRanking, type Ranking } from "./figures/ranking.js";
export { plotRegion, type Region } from "./figures/region.js";
export { drawSets } from "./figures/sets.js";
export { plotSteps, type Step, type Steps } from "./figures/steps.js";
export { plotTangent, type Tangent } from "./figures/tangent.js";
export { plotTrial, type Trial } from "./figures/trial.js";
export { plotWeights, type Weights } from "./figures/weights.js";
export { format } from "./format.js";
export { type Answer, type Exercise, judge, type Verdict } from "./judge.js";
export { meanSquaredError, signedError, squaredError } from "./losses.js";
export { netInput, type Perceptron, predict } from "./perceptron.js";
export { type Separation, separate } from "./separate.js";
export { sigmoid, sigmoidDerivative } from "./sigmoid.js";
export { text } from "./text.js";
export { type Epoch, type Training, type TrainOptions, train } from "./train.js";
