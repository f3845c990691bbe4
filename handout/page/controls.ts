/** Small makers of what readers press, and of the files that they get. */
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

/** Gives the reader a file. */
export function download(name: string, text: string, type: string): void {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name.replace(/[^\p{L}\p{N} ._−-]+/gu, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
