/** Small makers of what readers press. */
import { element } from "./outputs.js";

export function button(text: string, label: string, click: () => void): HTMLButtonElement {
  const made = element("button", "", text);
  made.type = "button";
  if (label && label !== text) {
    made.setAttribute("aria-label", label);
    made.title = label;
  }
  made.addEventListener("click", click);
  return made;
}

/** A button that asks to be pressed again: what it does cannot be taken back. */
export function twice(text: string, again: string, asks: () => void, act: () => void) {
  let isAsked = false;
  const rest = () => {
    isAsked = false;
    made.textContent = text;
  };
  const made = button(text, "", () => {
    if (!isAsked) {
      isAsked = true;
      made.textContent = again;
      return asks();
    }
    rest();
    act();
  });
  made.addEventListener("blur", rest);
  return made;
}
