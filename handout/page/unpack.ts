/** Decompresses what the page carries, when it is first needed. */
import type { FromWorker, ToWorker } from "./messages.js";
import type { OnDemand } from "./on-demand.js";

/** @param id of the element with the compressed text */
export async function unpack(id: string): Promise<string> {
  const packed = atob(document.getElementById(id)?.textContent ?? "");
  const bytes = new Uint8Array(packed.length); // Uint8Array.from takes as long as drawing a figure
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const { readable, writable } = new DecompressionStream("gzip");
  // Not through a Blob: that involves another process, and is slow on a busy computer.
  const writer = writable.getWriter();
  void writer.write(bytes).then(() => writer.close());
  return new Response(readable).text();
}

export function runScript(text: string): void {
  const script = document.createElement("script");
  script.textContent = text;
  document.head.append(script);
  script.remove();
}

let loading: Promise<OnDemand> | undefined;
/** Undefined until it is loaded. */
export const onDemand = () =>
  (globalThis as unknown as { handoutOnDemand?: OnDemand }).handoutOnDemand;
let scripts: Promise<[frame: string, worker: string]> | undefined;

/** Loads the editor and the renderer. */
export function loadOnDemand(): Promise<OnDemand> {
  loading ??= unpack("run-on-demand").then((text) => {
    runScript(text);
    return (globalThis as unknown as { handoutOnDemand: OnDemand }).handoutOnDemand;
  });
  return loading;
}

/** A worker that runs the cells of a notebook. */
export interface CellWorker {
  post(message: ToWorker, transfer?: Transferable[]): void;
  terminate(): void;
}

/** A new worker, in a frame whose origin is not the page's: see sandbox.ts. */
export async function newWorker(onMessage: (message: FromWorker) => void): Promise<CellWorker> {
  scripts ??= Promise.all([unpack("run-sandbox"), unpack("run-worker")]);
  const [script, worker] = await scripts;
  const { port1, port2 } = new MessageChannel();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.hidden = true;
  frame.srcdoc = `<script>${script}</script>`;
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
  document.body.append(frame);
  await loaded;
  port1.onmessage = ({ data }: MessageEvent<FromWorker>) => onMessage(data);
  frame.contentWindow?.postMessage(worker, "*", [port2]);
  return {
    post: (message, transfer = []) => port1.postMessage(message, transfer),
    terminate() {
      port1.close();
      frame.remove();
    },
  };
}
