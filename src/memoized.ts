/** Calls a function when it is first asked, and only once: once for each argument, or without any. */
export function memoized<Value>(make: (name: string) => Value): (name?: string) => Value {
  const made = new Map<string, Value>();
  return (name = "") => {
    if (!made.has(name)) made.set(name, make(name));
    return made.get(name) as Value;
  };
}
