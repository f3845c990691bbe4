/** ipynb/language/compiled-cell.ts: a compiled cell runs with what its host gives. */
import vm from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../ipynb/language/compile.js";
import { type CompiledCell, runCompiled } from "../../ipynb/language/compiled-cell.js";

function compiled(source: string): CompiledCell {
  let cell: CompiledCell | undefined;
  const script = compile(source, ["one"], "cell.ts");
  vm.runInThisContext(`(function (__cell) { ${script}\n})`)((value: CompiledCell) => {
    cell = value;
  });
  assert.ok(cell);
  return cell;
}

test("names go into the scope for later cells; imports, import() and the last value come through the host", async () => {
  const scope: Record<string, unknown> = Object.create(null);
  const [declared, values, loaded]: unknown[][] = [[], [], []];
  const host = {
    scope,
    module: { one: 1 },
    load: (name: unknown) => loaded.push(name),
    onDeclare: (name: string) => declared.push(name),
    last: (value: unknown) => values.push(value),
  };
  await runCompiled(compiled('import { one } from "perceptron"; let a: number = one + 1;'), host);
  await runCompiled(compiled('a += 3; await import("other"); for (;;) break; a * 2'), host);
  assert.equal(declared, ["one", "a"]);
  assert.equal(values, [10]);
  assert.equal(loaded, ["other"]);
  assert.is(scope.a, 5);
});

test("a host may give only a scope, the module and load", async () => {
  const scope: Record<string, unknown> = Object.create(null);
  const source = 'import * as all from "perceptron"; const b = all.one; for (;;) break; b';
  await runCompiled(compiled(source), { scope, module: { one: 1 }, load: () => undefined });
  assert.is(scope.b, 1);
});

test.run();
