/** What compile.ts makes of a cell: a script that calls `__cell` with this function, whose result runs the cell. */
export type CompiledCell = (
  scope: object,
  declare: Declare,
  imported: (name: string) => unknown,
  load: (module: unknown) => unknown,
  last: (value: unknown) => void,
  room: (values: unknown[]) => number,
) => () => Promise<void>;

type Declare = (name: string, get: () => unknown, set: (value: unknown) => void) => void;

interface Host {
  /** the names of the cells so far */
  scope: object;
  /** the module "perceptron" */
  module: Record<string, unknown>;
  /** for `import(…)` in a cell */
  load: (module: unknown) => unknown;
  /** called before a name is declared in the scope */
  onDeclare?: (name: string) => void;
  /** takes the value of the last expression */
  last?: (value: unknown) => void;
  /** checks the memory; returns how many rounds of loops may pass until it is called again */
  room?: (values: unknown[]) => number;
}

export async function runCompiled(cell: CompiledCell, host: Host): Promise<void> {
  const { scope, module, load, onDeclare, last = () => {}, room = () => 1e9 } = host;
  const declare: Declare = (name, get, set) => {
    onDeclare?.(name);
    Object.defineProperty(scope, name, { get, set, configurable: true, enumerable: true });
  };
  const imported = (name: string) => (name === "*" ? module : module[name]);
  await cell(scope, declare, imported, load, last, room)();
}
