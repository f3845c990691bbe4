/** Takes the place of src/kernel.ts in a handout: outputs go to the page. */
import type { Bundle } from "./messages.js";
import { send } from "./port.js";

export type { Bundle };

export function display(bundle: Bundle): void {
  send({ type: "bundle", bundle });
}
