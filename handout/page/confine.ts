/** Replaces what a cell cannot use in a page by functions that say so. The page's policy forbids it anyhow: this only explains. */

const NETWORK = "a page has no network: open the notebook in JupyterLab for it";

// biome-ignore lint/suspicious/noExplicitAny: a worker's global object, which our types do not know
export function confine(worker: any): void {
  const refuse = (name: string, message: string) => {
    const value = () => {
      throw new Error(message);
    };
    Object.defineProperty(worker, name, { value, writable: true, configurable: true });
  };
  refuse("close", "a cell cannot end what runs it: use Stop, or wait for its end");
  worker.fetch = async () => {
    throw new Error(NETWORK);
  };
  for (const name of ["XMLHttpRequest", "WebSocket", "EventSource", "WebTransport"])
    worker[name] = class {
      constructor() {
        throw new Error(NETWORK);
      }
    };
}
