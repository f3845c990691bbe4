// @ts-nocheck: its methods have names that only TensorFlow.js knows, when it runs.
// What danfojs needs of TensorFlow.js: its core, the computing in plain JavaScript, and its samples. The package of all its parts
// is 30 MB to download, and 140 on the disk. What that does besides is done here: each operation is a method of tensors, too.
const tf = require("@tensorflow/tfjs-core");
const data = require("@tensorflow/tfjs-data");
require("@tensorflow/tfjs-backend-cpu");

const { prototype } = tf.Tensor;
for (const [name, operation] of Object.entries(tf)) {
  if (typeof operation !== "function" || name in prototype || /^[A-Z]/.test(name)) continue;
  prototype[name] = function (...others) {
    return operation(this, ...others);
  };
}
for (const name of ["concat", "stack"]) {
  prototype[name] = function (others, axis) {
    return tf[name]([this, others].flat(), axis);
  };
}
prototype.flatten = function () {
  return tf.reshape(this, [this.size]);
};

module.exports = { ...tf, data };
