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
export type { ExerciseName } from "./exercises/index.js";
export {
  type Caption,
  colours,
  type Figure,
  type FigureOptions,
  figure,
  type Slider,
  type Trace,
  type WithHistory,
} from "./figure.js";
export { type DrawChainOptions, drawChain, type NamedValue } from "./figures/chain.js";
export { plotCurves } from "./figures/curves.js";
export { type PlotDescentOptions, plotDescent } from "./figures/descent.js";
export { drawOrGate } from "./figures/gate.js";
export { plotHiddenSpace } from "./figures/hidden.js";
export { type PlotLandscapeOptions, plotLandscape } from "./figures/landscape.js";
export { plotLearning, type TrainingHistory } from "./figures/learning.js";
export { type Line, type PlotLinesOptions, plotLines } from "./figures/lines.js";
export { drawMatrices } from "./figures/matrices.js";
export { type DrawNetworkOptions, drawNetwork } from "./figures/network.js";
export { type PlotNeuronOptions, plotNeuron } from "./figures/neuron.js";
export { drawNeurons } from "./figures/neurons.js";
export { type PlotRankingOptions, plotRanking } from "./figures/ranking.js";
export { type PlotDecisionRegionOptions, plotDecisionRegion } from "./figures/region.js";
export { drawSets } from "./figures/sets.js";
export { plotStarts, type StartedTraining } from "./figures/starts.js";
export { type PlotStepsOptions, plotSteps } from "./figures/steps.js";
export { type PlotTangentOptions, plotTangent } from "./figures/tangent.js";
export { drawEpoch, drawTraining } from "./figures/training.js";
export { type PlotTrialOptions, plotTrial } from "./figures/trial.js";
export { type NamedWeights, type PlotWeightsOptions, plotWeights } from "./figures/weights.js";
export { format } from "./format.js";
export type { GuessName } from "./guesses/index.js";
export { countCorrect, squaredError } from "./losses.js";
export {
  type Network,
  type NetworkEpoch,
  type NetworkTraining,
  predictNetwork,
  type TrainNetworkOptions,
  trainNetwork,
} from "./network.js";
export { netInput, type Perceptron, predict } from "./perceptron.js";
export { seeded } from "./random.js";
export { type Separation, separate } from "./separate.js";
export { sigmoid, sigmoidDerivative } from "./sigmoid.js";
export { text } from "./text.js";
export { type Epoch, type Training, type TrainOptions, train } from "./train.js";
