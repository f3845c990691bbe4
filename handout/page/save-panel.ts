/** "Save my work" in the bar: a name, the two forms to save in, and a saved file to open. */
import { remember } from "./browser-storage.js";
import { button, element } from "./dom.js";

interface SaveActions {
  saveAsPage(learner: string): Promise<void>;
  saveAsNotebook(learner: string): Promise<void>;
  open(file: File): Promise<void>;
}

/** @returns the button that opens the panel, and the panel */
export function savePanel(learner: string, actions: SaveActions): [HTMLElement, HTMLElement] {
  const panel = element("div", "save");
  panel.hidden = true;
  const name = nameInput(learner);
  const label = element("label", "", "Your name, if you like: ");
  label.append(name);
  const save = (action: (learner: string) => Promise<void>) => () => {
    const typed = name.value.trim();
    remember("learner", typed);
    void action(typed);
  };
  const file = fileInput(actions.open);
  panel.append(
    label,
    button(
      "As page",
      "As page: this page with your code and results in it",
      save(actions.saveAsPage),
    ),
    button("As notebook", "As notebook: a file for JupyterLab", save(actions.saveAsNotebook)),
    button("Open saved work", "Open saved work: take the code of a page that was saved", () =>
      file.click(),
    ),
    file,
  );
  return [toggle(panel, name), panel];
}

function toggle(panel: HTMLElement, first: HTMLElement): HTMLElement {
  const toggle = button("Save my work", "", () => {
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden) first.focus();
  });
  toggle.setAttribute("aria-expanded", "false");
  return toggle;
}

function nameInput(learner: string): HTMLInputElement {
  const input = element("input");
  input.autocomplete = "name";
  input.maxLength = 80;
  input.value = learner;
  return input;
}

function fileInput(open: (file: File) => Promise<void>): HTMLInputElement {
  const input = element("input");
  Object.assign(input, { type: "file", accept: ".html,text/html", hidden: true });
  input.addEventListener("change", async () => {
    if (input.files?.[0]) await open(input.files[0]);
    input.value = ""; // the same file can be opened once more
  });
  return input;
}
