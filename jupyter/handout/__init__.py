"""Handouts: what nbconvert does with a notebook of this course, for `npm run handouts` and for JupyterLab's export.

`cells` gives every cell and output its finished HTML, `text` makes that HTML safe and typesets formulas,
`page` is what is inlined into the file. The templates in jupyter/templates only put the pieces in order.
"""

from pathlib import Path

from .cells import Handout
from .page import json_script, parts

TEMPLATES = Path(__file__).parents[1] / "templates"


def configure(c):
    """Makes nbconvert's HTML and slides exporters write handouts."""
    c.HTMLExporter.template_name = "handout"
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
    c.HTMLExporter.preprocessors = [Handout]
    c.HTMLExporter.filters = {"json_script": json_script, "parts": parts}
    return c
