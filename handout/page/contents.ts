// Marks in the contents where the reader is, folds them where the window is narrow, and copies them for paper. What is there
// only where scripts run takes its place first.
for (const data of document.querySelectorAll<HTMLElement>('[type="text/html"]'))
  data.outerHTML = `<span class="handling">${data.textContent}</span>`;
const fold = document.querySelector<HTMLDetailsElement>("nav > details");
const list = fold?.querySelector("ul");
if (fold && list) showContents(fold, list);

function showContents(fold: HTMLDetailsElement, list: HTMLElement): void {
  for (const paper of document.querySelectorAll(".toc")) {
    paper.innerHTML = '<p class="title">Contents</p>';
    paper.append(list.cloneNode(true));
  }
  const wide = globalThis.matchMedia("(min-width: 74rem)");
  const follow = () => {
    fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
  fold.addEventListener("click", ({ target }) => {
    if ((target as Element).closest("a") && !wide.matches) fold.open = false;
  });

  const links = new Map(
    [...fold.querySelectorAll("a")].map((link): [string, HTMLAnchorElement] => [
      decodeURIComponent(link.hash.slice(1)),
      link,
    ]),
  );
  const headings = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
  // In a page that was saved: none was where this reader begins.
  let current = fold.querySelector<HTMLAnchorElement>("[aria-current]") ?? undefined;
  const mark = () => {
    // The last heading above the upper third of the window; at the end of the page, the last one in sight.
    const isEnd = globalThis.innerHeight + globalThis.scrollY >= document.body.scrollHeight - 2;
    const line = globalThis.innerHeight / (isEnd ? 1 : 3);
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < line);
    const link = links.get(above.at(-1)?.id ?? "");
    if (link === current) return;
    current?.removeAttribute("aria-current");
    fold.querySelector(".here")?.classList.remove("here");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "location");
    link.closest("nav > details > ul > li")?.classList.add("here");
    if (wide.matches) link.scrollIntoView({ block: "nearest" });
  };
  // All above the line counts, so that a jump over several headings is noticed, too.
  const watcher = new IntersectionObserver(mark, { rootMargin: "9999999px 0px -66% 0px" });
  for (const heading of headings) watcher.observe(heading);
  document.addEventListener("scrollend", mark);
}
