/** Names of the methods that change what they are called on. */
export const mutating =
  /^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear)$/;
