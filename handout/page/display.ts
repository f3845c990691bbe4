/** What `#display` means to a browser: outputs go to the page. */
import type { Bundle } from "./messages.js";
import { send } from "./worker-output.js";

export function display(bundle: Bundle): void {
  send({ type: "bundle", bundle });
}
