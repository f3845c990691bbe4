/** Helpers that make elements, buttons and downloads. */

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = "",
  text = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** Shows a list in the page's header in place of an earlier one of its kind; removes that where there are no items. */
export function headerNotice(
  kind: string,
  words: string,
  items: (string | Node)[][],
): HTMLElement | undefined {
  document.querySelector(`header .${kind}`)?.remove();
  if (items.length === 0) return undefined;
  const box = element("div", `changed ${kind}`);
  const list = element("ul");
  for (const parts of items) {
    const item = element("li");
    item.append(...parts);
    list.append(item);
  }
  box.append(element("p", "", words), list);
  document.querySelector("header")?.append(box);
  return box;
}

export function button(text: string, label: string, click: () => void): HTMLButtonElement {
  const made = element("button");
  made.type = "button";
  const [sign = ""] = /^[▶■]/.exec(text) ?? [];
  if (sign) made.append(element("span", "sign", sign)); // it is larger than the letters
  made.append(text.slice(sign.length));
  if (label && label !== text) {
    made.setAttribute("aria-label", label);
    made.title = label;
  }
  made.addEventListener("click", click);
  return made;
}

/** A button that must be pressed twice, because its action cannot be undone. */
export function confirmButton(text: string, again: string, asks: () => void, act: () => void) {
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

/** A touch screen has no Shift+Enter. */
export const hasKeyboard = (): boolean => !matchMedia("(pointer: coarse)").matches;

/** Starts the download of a file. */
export function download(name: string, text: string, type: string): void {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name.replace(/[^\p{L}\p{N} ._−-]+/gu, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
