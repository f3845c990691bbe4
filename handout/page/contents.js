// Marks in the contents where the reader is, folds them where the window is narrow, and copies them for paper. What is there
// only where scripts run takes its place first.
(() => {
  const { document } = globalThis;
  for (const data of document.querySelectorAll('[type="text/html"]'))
    data.outerHTML = `<span class="handling">${data.textContent}</span>`;
  const fold = document.querySelector("nav > details");
  if (!fold) return;
  for (const paper of document.querySelectorAll(".toc")) {
    paper.innerHTML = '<p class="title">Contents</p>';
    paper.append(fold.querySelector("ul").cloneNode(true));
  }
  const wide = globalThis.matchMedia("(min-width: 74rem)");
  const follow = () => {
    fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
  fold.addEventListener("click", ({ target }) => {
    if (target.closest("a") && !wide.matches) fold.open = false;
  });

  const links = new Map(
    [...fold.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current;
  const mark = () => {
    // The last heading above the upper third of the window.
    const line = globalThis.innerHeight / 3;
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < line);
    const link = links.get(above.at(-1)?.id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    fold.querySelector(".here")?.classList.remove("here");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "location");
    link.closest("nav > details > ul > li").classList.add("here");
    if (wide.matches) link.scrollIntoView({ block: "nearest" });
  };
  // All above the line counts, so that a jump over several headings is noticed, too.
  const watcher = new IntersectionObserver(mark, { rootMargin: "9999999px 0px -66% 0px" });
  for (const heading of headings) watcher.observe(heading);
})();
