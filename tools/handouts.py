"""Exports executed notebooks with nbconvert, and looks at PDFs. A JSON request a line on stdin, its JSON answer on stdout.

{"export": "html" or "slides", "notebooks": [{"name": …, "path": …}, …], "handout": what the page says about itself,
 "target": path to write}                     answer: {}
{"inspect": path of a PDF, "margin": points}  answer: {"pages": number, "blank": [numbers of pages without ink]}
A request that cannot be carried out is answered {"failure": text}.
"""

import json
import sys
from pathlib import Path

import nbformat
import pypdfium2
from nbconvert.exporters import HTMLExporter, SlidesExporter
from traitlets.config import Config

sys.path.insert(0, str(Path(__file__).parents[1] / "jupyter"))

from handout import configure  # noqa: E402

EXPORTERS = {"html": HTMLExporter, "slides": SlidesExporter}


def export(request, exporters):
    kind = request["export"]
    if kind not in exporters:
        exporters[kind] = EXPORTERS[kind](config=configure(Config()))
    resources = {"metadata": {"name": request["handout"]["name"]}, "handout": request["handout"]}
    html, _ = exporters[kind].from_notebook_node(joined(request["notebooks"]), resources)
    Path(request["target"]).write_text(html, encoding="utf-8", newline="\n")
    return {}


def joined(notebooks):
    """One notebook of them all; each cell says which it comes from."""
    read = [nbformat.read(entry["path"], as_version=4) for entry in notebooks]
    for entry, notebook in zip(notebooks, read):
        for i, cell in enumerate(notebook.cells):
            cell.metadata["notebook"] = entry["name"]
            if len(notebooks) > 1:
                cell.id = f"{entry['name'][:2]}-{i}-{cell.get('id', '')}"[:64]
    read[0].cells = [cell for notebook in read for cell in notebook.cells]
    return read[0]


def inspect(request):
    margin = request["margin"]  # page numbers stand in the margin, and are not what we look for
    with pypdfium2.PdfDocument(request["inspect"]) as document:
        blank = [number for number, page in enumerate(document, 1) if not has_ink(page, margin)]
        return {"pages": len(document), "blank": blank}


def has_ink(page, margin):
    pixels = bytes(page.render(scale=1, grayscale=True, crop=(margin,) * 4).buffer)
    white = pixels.count(b"\xff")
    return len(pixels) - white > 20


def main():
    exporters = {}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = export(request, exporters) if "export" in request else inspect(request)
        except OSError as error:
            answer = {"failure": str(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
