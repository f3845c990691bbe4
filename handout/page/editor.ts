/** The editor of a cell: CodeMirror with what a cell needs. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type KeyBinding, keymap } from "@codemirror/view";
import { numbersIn } from "../../ipynb/language/numbers.js";
import { colours, indentOf } from "../render/code.js";

export interface Editor {
  readonly element: HTMLElement;
  text: string;
  focus(at?: { x: number; y: number }): void;
  close(): void;
  /** where in the text an element of it begins */
  positionOf(element: HTMLElement): number;
}

interface EditorOptions {
  text: string;
  /** what a screen reader calls it */
  label: string;
  change(text: string): void;
  run(how: "stay" | "next" | "all"): void;
  /** goes back to the code's numbers; false where it has none */
  close(): boolean;
  /** moves the number at a place of the text by steps; false where none is */
  nudge(place: number, steps: number): boolean;
}

/** What goes on in a second line stands where it does in code that is not edited. */
const indents = EditorView.decorations.compute(["doc"], ({ doc }) => {
  const marks = [];
  for (let i = 1; i <= doc.lines; i++) {
    const { from, text } = doc.line(i);
    const by = indentOf(text);
    if (by > 0) marks.push(Decoration.line({ attributes: { style: `--by: ${by}` } }).range(from));
  }
  return Decoration.set(marks);
});

/** Those that can be dragged. */
const numbers = EditorView.decorations.compute(["doc"], ({ doc }) =>
  Decoration.set(
    numbersIn(doc.toString()).map(({ to, text, label }) =>
      Decoration.mark({ attributes: { "data-number": label } }).range(
        to - text.replace(/^-\s*/, "").length,
        to,
      ),
    ),
  ),
);

export function createEditor(options: EditorOptions): Editor {
  const view = new EditorView({
    state: EditorState.create({ doc: options.text, extensions: extensionsFor(options) }),
  });
  return {
    element: view.dom,
    get text() {
      return view.state.doc.toString();
    },
    set text(text: string) {
      replaceDifference(view, text);
    },
    close: () => view.destroy(),
    positionOf: (element) => view.posAtDOM(element),
    focus(at) {
      view.focus();
      const anchor = at && view.posAtCoords(at, false);
      if (anchor !== undefined) view.dispatch({ selection: { anchor } });
    },
  };
}

const extensionsFor = (options: EditorOptions): Extension[] => [
  keymap.of([
    ...cellKeys(options),
    ...defaultKeymap.filter(({ key }) => !/^(Mod|Shift|Ctrl)-Enter$/.test(key ?? "")),
    ...historyKeymap,
  ]),
  history(),
  indentOnInput(),
  bracketMatching(),
  EditorView.lineWrapping,
  indents,
  numbers,
  typescriptLanguage,
  syntaxHighlighting(colours),
  EditorView.contentAttributes.of({
    "aria-label": options.label,
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
    tabindex: "0",
    translate: "no",
  }),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) options.change(update.state.doc.toString());
  }),
];

// Not Tab: it goes on to the next control, as everywhere on the page. Ctrl+] and Ctrl+[ indent.
function cellKeys({ run, close, nudge }: EditorOptions): KeyBinding[] {
  const runs = (how: "stay" | "next" | "all") => () => {
    run(how);
    return true;
  };
  const nudges =
    (steps: number) =>
    ({ state }: EditorView) =>
      nudge(state.selection.main.head, steps);
  return [
    { key: "Shift-Enter", run: runs("next") },
    { key: "Mod-Enter", run: runs("stay") },
    { key: "Ctrl-Enter", run: runs("stay") },
    { key: "Mod-Shift-Enter", run: runs("all") },
    { key: "Escape", run: close },
    { key: "Alt-ArrowUp", run: nudges(1) },
    { key: "Alt-ArrowDown", run: nudges(-1) },
  ];
}

/** Replaces only the part of the text that differs: the caret stays where it is. */
function replaceDifference(view: EditorView, text: string): void {
  const old = view.state.doc.toString();
  if (text === old) return;
  const shorter = Math.min(text.length, old.length);
  let [start, end] = [0, 0];
  while (start < shorter && text[start] === old[start]) start++;
  while (end < shorter - start && text.at(-1 - end) === old.at(-1 - end)) end++;
  const insert = text.slice(start, text.length - end);
  view.dispatch({ changes: { from: start, to: old.length - end, insert } });
}
