/**
 * Runs in a sandboxed frame, which has an origin of its own, and so has the worker that it starts: cells cannot reach
 * what other pages of the same site keep in the browser. The port leads to the page.
 */
import type { FromWorker, ToWorker } from "./messages.js";

addEventListener(
  "message",
  ({ data, ports: [port] }: MessageEvent<string>) => {
    const tell = (message: FromWorker) => port?.postMessage(message);
    const script = new Blob([data], { type: "text/javascript" });
    const worker = new Worker(URL.createObjectURL(script));
    worker.onmessage = (event: MessageEvent<FromWorker>) => tell(event.data);
    let run = 0;
    worker.onerror = (event) => {
      event.preventDefault();
      tell({ run, type: "error", failure: { message: event.message || "no worker" } });
      tell({ type: "done", ok: false });
    };
    if (!port) return;
    port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
      if (data.type === "run") run = data.run;
      worker.postMessage(data);
    };
  },
  { once: true },
);
