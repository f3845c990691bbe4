"""Gives every cell of a notebook the finished HTML that the templates put in order."""

import base64
import re
from copy import deepcopy
from html import escape

from bs4 import BeautifulSoup
from nbconvert.filters import strip_ansi
from nbconvert.preprocessors import Preprocessor

from .page import CARTESIAN, CARTESIAN_TRACES, WHOLE
from .program import program
from .slides import sections
from .text import Texts, code_html
from .version import changed_parameters, version

FIGURE = "application/vnd.plotly.v1+json"
# The first kind that an output has is the one shown.
KINDS = (FIGURE, "text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain")
COURSE = "Neural networks from scratch"


class Handout(Preprocessor):
    enabled = True

    def preprocess(self, nb, resources):
        about = about_page(nb, resources)
        nb = deepcopy(nb)
        outline = Outline(about["depth"])
        texts = Texts()
        student = about["edition"] == "student"
        cells = []
        for cell in nb.cells:
            tags = set(cell.metadata.get("tags", []))
            if student and "notes" in tags:
                continue
            cells.append(page_cell(cell, tags, texts))
        for cell in cells:
            outline.enter(cell["notebook"])
            cell["text"] = outline.headings(texts.typeset(cell["text"]), cell)
            for output in cell["outputs"]:
                output["html"] = outline.demote(texts.typeset(output["html"]))
        about["contents"] = outline.contents()
        about["title"] = about["title"] or outline.title or about["name"]
        about["has_title"] = outline.title is not None
        resources["handout"] = about
        resources["cells"] = [cell for cell in cells if cell["text"] or cell["outputs"] or cell["source"]]
        about["plotly"] = plotly_package([output for cell in cells for output in cell["outputs"]])
        about["program"] = program(nb, resources["cells"])
        resources["sections"] = sections(resources["cells"], about)
        return nb, resources


def about_page(nb, resources):
    """What the head of the page says. JupyterLab tells only the notebook's name."""
    about = {
        "name": resources.get("metadata", {}).get("name", ""),
        "title": "",
        "course": COURSE,
        "depth": 0,  # levels that headings move down: 1 in the document of the whole course
        "edition": "student",
        "parameters": [],
    }
    if "handout" in resources:
        about.update(resources["handout"])
    else:
        about["parameters"] = changed_parameters(nb, about["name"])
    about["version"] = version()
    return about


def page_cell(cell, tags, texts):
    page = {
        "id": re.sub(r"[^\w-]", "", cell.get("id", "")),
        "notebook": cell.metadata.get("notebook", ""),
        "role": next((role for role in ("solution", "notes", "parameters") if role in tags), ""),
        "text": "",
        "code": "",
        "source": "",
        "outputs": [],
    }
    if cell.cell_type == "markdown":
        page["text"] = texts.markdown(cell.source, cell.get("attachments"))
    elif cell.cell_type == "code":
        page["source"] = cell.source if cell.source.strip() else ""
        if page["source"] and "prose" not in tags:
            page["code"] = code_html(cell.source).replace("<pre>", '<pre tabindex="0">', 1)
        page["outputs"] = [page_output(output, texts) for output in cell.outputs]
    return page


def page_output(output, texts):
    if output.output_type == "stream":
        return {"kind": "text", "html": plain(output.text)}
    if output.output_type == "error":
        return {"kind": "text", "html": plain("\n".join(output.traceback) or f"{output.ename}: {output.evalue}")}
    data = output.get("data", {})
    kind = next((kind for kind in KINDS if kind in data), None)
    alt = data.get("text/plain", "")
    if kind == FIGURE and isinstance(data[FIGURE], dict):
        return {"kind": "figure", "html": "", **figure(data[FIGURE], alt, data.get("image/png"))}
    if kind == "text/html":
        return {"kind": "html", "html": texts.html(data[kind])}
    if kind == "text/markdown":
        return {"kind": "html", "html": texts.markdown(data[kind])}
    if kind == "image/svg+xml":  # as a picture: then no script in it runs
        return {"kind": "html", "html": image(kind, base64.b64encode(data[kind].encode()).decode(), alt)}
    if kind in ("image/png", "image/jpeg"):
        return {"kind": "html", "html": image(kind, data[kind], alt)}
    if kind == "text/plain":
        return {"kind": "text", "html": plain(alt)}
    return {"kind": "text", "html": plain("[an output of a kind that handouts do not show]")}


def plain(text):
    return f'<pre tabindex="0">{escape(strip_ansi(text).rstrip(), quote=False)}</pre>'


def image(kind, data, alt):
    return f'<img alt="{escape(alt)}" src="data:{kind};base64,{only_base64(data)}">'


def only_base64(data):
    return re.sub(r"[^A-Za-z0-9+/=]", "", data or "")


def figure(plot, alt, picture):
    """A Plotly figure: its slider is taken out, since the page has one of its own that a keyboard can move."""
    plot = deepcopy(plot)
    layout = plot.setdefault("layout", {})
    sliders = layout.get("sliders")
    slider = None
    if isinstance(sliders, list) and sliders and isinstance(sliders[0], dict) and sliders[0].get("steps"):
        slider = layout.pop("sliders")[0]
    height = layout.get("height")
    height = int(height) if isinstance(height, (int, float)) and 50 <= height <= 2000 else 450
    layout["height"] = height - (80 if slider else 0)  # Plotly's own slider takes about that
    title = layout.get("title")
    title = title.get("text") if isinstance(title, dict) else title
    return {
        "plot": plot,
        "slider": slider,
        "height": layout["height"],
        "title": BeautifulSoup(str(title or "Figure"), "html.parser").get_text(" "),
        "alt": alt,
        "alt_html": f"<p>{escape(alt)}</p>",
        "picture": only_base64(picture),
    }


def plotly_package(outputs):
    """The package with the smallest plotly.js that draws these outputs, as far as they are figures."""
    plots = [output["plot"] for output in outputs if output["kind"] == "figure"]
    places = plots + [frame for plot in plots for frame in dicts(plot.get("frames"))]
    types = {str(trace.get("type", "scatter")) for place in places for trace in dicts(place.get("data"))}
    # The course's sliders animate; other controls can turn a trace into one of another type.
    sliders = [output["slider"] for output in outputs if output.get("slider")]
    steps = [step for slider in sliders for step in dicts(slider["steps"])]
    animates = all(step.get("method") == "animate" for step in steps)
    menus = any("updatemenus" in plot["layout"] or "sliders" in plot["layout"] for plot in plots)
    return CARTESIAN if types <= CARTESIAN_TRACES and animates and not menus else WHOLE


def dicts(value):
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


class Outline:
    """Headings in order, one h1, each with an id of its own, and the table of contents made of them."""

    def __init__(self, depth):
        self.depth = depth
        self.title = None
        self.level = depth
        self.prefix = ""
        self.entries = []
        self.taken = set()

    def enter(self, notebook):
        """Another notebook of the course begins where its name changes."""
        if notebook != self.prefix:
            self.prefix = notebook
            self.level = self.depth

    def headings(self, html, cell):
        soup = BeautifulSoup(html, "html.parser")
        for heading in soup.find_all(re.compile("^h[1-6]$")):
            level = int(heading.name[1]) + self.depth
            if level == 1 and self.title is not None:
                level = 2
            self.level = level = min(level, self.level + 1, 6)
            heading.name = f"h{level}"
            text = heading.get_text()
            if level == 1:
                self.title = text
            heading["id"] = self.name(text)
            if level <= 2 + self.depth:
                self.entries.append({"level": level, "id": heading["id"], "text": text})
            cell.setdefault("level", level)
        return str(soup)

    def demote(self, html):
        """What an output calls a heading is none of the document's."""
        soup = BeautifulSoup(html, "html.parser")
        for heading in soup.find_all(re.compile("^h[1-6]$")):
            heading.name = "p"
        return str(soup)

    def name(self, text):
        words = f"{self.prefix[:2]} {text}" if self.depth else text
        slug = "s-" + "-".join(re.findall(r"[a-z0-9]+", words.lower()))[:60]
        name, number = slug, 2
        while name in self.taken:
            name, number = f"{slug}-{number}", number + 1
        self.taken.add(name)
        return name

    def contents(self):
        """Entries of the upper level, each with those below it."""
        upper = 2
        tree = []
        for entry in self.entries:
            if entry["level"] < upper:
                continue
            if entry["level"] == upper or not tree:
                tree.append({**entry, "below": []})
            else:
                tree[-1]["below"].append(entry)
        return tree
