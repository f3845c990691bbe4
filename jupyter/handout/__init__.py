"""Handouts: what nbconvert does with a notebook of this course, for `npm run handouts` and for JupyterLab's export.

`cells` gives every cell and output its finished HTML, `text` makes that HTML safe and typesets formulas, `slides` cuts
it into slides, `page` is what is inlined into the file. The templates in jupyter/templates only put the pieces in order.
"""

from pathlib import Path

TEMPLATES = Path(__file__).parents[1] / "templates"


def configure(c):
    """Makes nbconvert's HTML and slides exporters write handouts. By name: JupyterLab starts without loading them."""
    c.HTMLExporter.template_name = "handout"
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
    c.HTMLExporter.preprocessors = ["handout.cells.Handout"]
    c.HTMLExporter.filters = {"json_script": "handout.page.json_script", "parts": "handout.page.parts"}
    c.SlidesExporter.template_name = "slides"
    return c
