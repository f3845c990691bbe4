// Starts reveal.js, makes letters smaller where a slide has no room, opens the speaker's window with S, and prints.
/** What of reveal.js, which the deck carries, is used here. */
declare const Reveal: {
  initialize(options: object): Promise<void>;
  on(event: string, act: (event: { fragments: Element[] }) => void): void;
  getCurrentSlide(): HTMLElement;
  getSlides(): HTMLElement[];
  addKeyBinding(key: { keyCode: number; key: string; description: string }, act: () => void): void;
  next(): void;
  prev(): void;
};

/** Of the first kind that a slide is: see slides.css. */
const LETTERS: [kind: string, pixels: number][] = [
  [".title", 42],
  [":has(.figure)", 28],
  [":has(table)", 34],
  ["*", 36],
];
let speaker: Window | null;

Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.02,
  center: false,
  hash: true,
  slideNumber: "c/t",
  transition: "none",
  backgroundTransition: "none",
  scrollActivationWidth: null,
  help: true,
}).then(() => {
  Reveal.on("slidechanged", () => {
    enlarge();
    tell();
  });
  enlarge();
  document.fonts.addEventListener("loadingdone", () => enlarge());
  for (const name of ["fragmentshown", "fragmenthidden"])
    Reveal.on(name, ({ fragments }) => {
      if (fragments.some((each) => each.matches(".moves"))) moveSlider(Reveal.getCurrentSlide());
      tell();
    });
  document.documentElement.classList.add("print-pdf"); // see slides.css
  addEventListener("beforeprint", () => {
    for (const slide of Reveal.getSlides()) prepare(slide);
  });
  addEventListener("afterprint", () => {
    for (const slide of Reveal.getSlides()) moveSlider(slide);
    enlarge();
  });
  Reveal.addKeyBinding({ keyCode: 83, key: "S", description: "Speaker's notes" }, openSpeaker);
});

/** A slide that nobody has seen yet has no room, and its slider stands where it does before the answer. */
function prepare(slide: HTMLElement): void {
  const { display } = slide.style;
  slide.style.display = "block";
  enlarge(slide);
  slide.style.display = display;
  moveSlider(slide, ".moves");
}

function enlarge(slide = Reveal.getCurrentSlide()): void {
  const content = part(slide, ".content");
  const isFull = ({ scrollHeight, clientHeight, scrollWidth, clientWidth }: Element) =>
    scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1;
  const parts = [...content.querySelectorAll(".words, .shown:not(:has(.figure))")];
  const [, largest] = LETTERS.find(([kind]) => content.matches(kind)) ?? ["*", 36];
  for (let letters = largest; letters >= 20; letters -= 2) {
    content.style.setProperty("--letters", `${letters}px`);
    content.classList.toggle("over", parts.some(isFull));
    if (!content.matches(".over")) break;
  }
}

/** To where the last key brings the slider, or back to where it began. */
function moveSlider(slide: HTMLElement, move = ".moves.visible"): void {
  if (!slide.querySelector(".moves")) return;
  const figure = part(slide, ".figure");
  const slider = figure.querySelector<HTMLInputElement>("input[type=range]");
  figure.dataset.began ??= slider?.value ?? figure.dataset.opens ?? "0";
  const last = [...slide.querySelectorAll<HTMLElement>(move)].at(-1);
  figure.dataset.opens = last?.dataset.to ?? figure.dataset.began; // where it is not drawn yet
  if (!slider) return;
  slider.value = figure.dataset.opens;
  slider.dispatchEvent(new Event("input"));
}

/** A window beside the slides; this page fills it, so it needs no script of its own. */
function openSpeaker(): void {
  speaker = window.open("", "speaker", "width=900,height=700");
  if (!speaker) return;
  const { document: paper } = speaker;
  paper.title = `Notes: ${document.title}`;
  paper.documentElement.lang = "en";
  const style = paper.createElement("style");
  style.textContent = `${document.querySelector("style")?.textContent}
    body { font: 20px/1.5 system-ui, sans-serif; padding: 1em 1.5em; height: auto; }
    p, ul, ol, pre { margin: 0 0 0.6em; } ul, ol { padding-left: 1.3em; } li { margin: 0.4em 0; }
    strong { font-weight: 700; } em { font-style: italic; }
    pre { white-space: pre-wrap; } .now { color: var(--faint); }
    .notes > :not(details) { font-size: 1.3em; } summary { cursor: pointer; color: var(--faint); }
    .coming { border-left: 4px solid var(--mark); padding-left: 0.6em; margin: 1em 0; } details { margin-bottom: 1em; }`;
  paper.head.replaceChildren(style);
  paper.addEventListener("keydown", ({ key, target }) => {
    if (key === " " && (target as Element).closest("summary")) return;
    if (["ArrowRight", "ArrowDown", " ", "PageDown"].includes(key)) Reveal.next();
    if (["ArrowLeft", "ArrowUp", "PageUp"].includes(key)) Reveal.prev();
  });
  tell();
  const clock = setInterval(() => {
    if (speaker?.closed) clearInterval(clock);
    else tellTime();
  }, 1000);
}

function tell(): void {
  if (!speaker || speaker.closed) return;
  const paper = speaker.document;
  const slide = Reveal.getCurrentSlide();
  const all = Reveal.getSlides();
  const next = all[all.indexOf(slide) + 1];
  const line = (text: string, kind = "") => {
    const p = paper.createElement("p");
    p.textContent = text;
    p.className = kind;
    return p;
  };
  const notes = paper.createElement("div");
  notes.className = "notes";
  notes.innerHTML = part(slide, "aside.notes").innerHTML;
  // What the class will see, before it does.
  const later = slide.querySelector(".words .fragment:not(.visible)");
  const coming = paper.createElement("div");
  coming.className = "coming";
  if (later) coming.append(line("With the next key:", "now"));
  coming.insertAdjacentHTML("beforeend", later?.innerHTML ?? "");
  paper.body.replaceChildren(
    line("", "now clock"),
    line(`Slide ${all.indexOf(slide) + 1} of ${all.length}: ${headingOf(slide)}`),
    notes,
    ...(later ? [coming] : []),
    line(next ? `Next: ${headingOf(next)}` : "This is the last slide.", "now"),
    ...notes.querySelectorAll(":scope > details"), // long where it is unfolded
  );
  tellTime();
}

function tellTime(): void {
  const clock = speaker?.document.querySelector(".clock");
  if (clock) clock.textContent = new Date().toLocaleTimeString();
}

const headingOf = (slide: Element) =>
  slide.querySelector("h1, h2, h3, h4, h5, h6")?.textContent ?? document.title;

/** A part that every slide has, or every one that has a figure. */
const part = (slide: Element, kind: string) => slide.querySelector(kind) as HTMLElement;
