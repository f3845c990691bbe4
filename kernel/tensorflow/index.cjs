// What danfojs needs of TensorFlow.js: its core, the computing in plain JavaScript, and its samples. The package of all its parts
// is 30 MB to download, and 140 on the disk. What danfojs needs besides is done here: the operations are methods of tensors, too.
const tf = require("@tensorflow/tfjs-core");
const data = require("@tensorflow/tfjs-data");
require("@tensorflow/tfjs-backend-cpu");

/** @type {Record<string, any>} */
const prototype = tf.Tensor.prototype;
for (const [name, operation] of Object.entries(tf)) {
  if (typeof operation !== "function" || name in prototype || /^[A-Z]/.test(name)) continue;
  prototype[name] = method(/** @type {any} */ (operation));
}
const joining = { concat: tf.concat, stack: tf.stack };
for (const [name, join] of Object.entries(joining))
  prototype[name] = method((tensor, others, axis) => join([tensor, others].flat(), axis));
prototype.where = method((tensor, condition, other) => tf.where(condition, tensor, other));
prototype.flatten = method((tensor) => tf.reshape(tensor, [tensor.size]));

/** @param {(tensor: any, ...others: any[]) => any} operation */
function method(operation) {
  return /** @this {object} */ function (/** @type {any[]} */ ...others) {
    return operation(this, ...others);
  };
}

module.exports = { ...tf, data };
