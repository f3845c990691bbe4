"""Cuts a notebook into slides: a section for each heading, as many slides in it as its contents need."""

import re

from bs4 import BeautifulSoup, Tag

CAPACITY = 17  # lines of text on a slide
FIGURE = 15  # a figure and its slider are about as high as so many lines


def sections(cells, about):
    """[[slide, …], …]; a slide has `blocks`, each HTML or a figure, and `notes`, HTML."""
    deck = Deck(2 + about["depth"])
    for number, cell in enumerate(cells, 1):
        if cell["role"] == "notes" or (cell["role"] == "solution" and about["edition"] == "instructor"):
            deck.note(cell)
        elif cell["role"] != "solution":
            add(deck, cell, number)
    return deck.sections


def add(deck, cell, number):
    for node in BeautifulSoup(cell["text"], "html.parser").contents:
        if not isinstance(node, Tag):
            if node.strip():
                deck.block({"html": str(node)}, lines(node))
            continue
        if node.name in ("h1", "h2", "h3", "h4"):
            deck.heading(node)
        else:
            deck.block({"html": str(node)}, weight(node))
    if cell["code"]:
        kind = "code parameters" if cell["role"] == "parameters" else "code"
        deck.block(
            {"html": f'<div class="{kind}">{cell["code"]}</div>'}, weight(BeautifulSoup(cell["code"], "html.parser"))
        )
    for place, output in enumerate(cell["outputs"], 1):
        if output["kind"] == "figure":
            deck.block({"figure": output, "id": f"figure-{number}-{place}"}, FIGURE)
        else:
            soup = BeautifulSoup(output["html"], "html.parser")
            deck.block({"html": f'<div class="output">{output["html"]}</div>'}, weight(soup))


def weight(node):
    """About how many lines of text something takes."""
    if node.name == "pre" or node.find("pre"):
        return 1 + sum(0.75 * (1 + len(line) // 95) for line in node.get_text().rstrip().split("\n"))
    rows = node.find_all("tr")
    if rows:
        return 1.5 + 1.15 * len(rows)
    items = node.find_all("li")
    if items:
        return sum(lines(item.get_text()) for item in items) + 0.5
    if node.find("math", class_="tml-display") or node.name == "math":
        return 3
    return lines(node.get_text()) + 0.5


def lines(text):
    return 1 + len(re.sub(r"\s+", " ", text)) // 88


class Deck:
    def __init__(self, level):
        self.level = level  # headings of this level and above begin a section
        self.sections = []
        self.heading_text = ""

    def heading(self, node):
        upper = int(node.name[1]) <= self.level
        self.heading_text = node.get_text()
        self.begin(section=upper or not self.sections)
        self.slide["blocks"].append({"html": str(node)})
        self.free -= 2

    def block(self, block, weight):
        if not self.sections:
            self.begin(section=True)
        if weight > self.free and self.free < self.room:
            self.begin(section=False)
        self.slide["blocks"].append(block)
        self.free -= weight

    def note(self, cell):
        if not self.sections:
            self.begin(section=True)
        parts = [cell["text"], cell["code"]]
        parts += [output["html"] or output["alt_html"] for output in cell["outputs"]]
        title = "<p><strong>Solution</strong></p>" if cell["role"] == "solution" else ""
        self.slide["notes"] += title + "".join(parts)

    def begin(self, section):
        self.slide = {"blocks": [], "notes": ""}
        if section:
            self.sections.append([])
        self.sections[-1].append(self.slide)
        self.free = self.room = CAPACITY
