"""Says of a PDF how many pages it has, which are blank inside a margin in points, and where its headings are: python pages.py FILE MARGIN"""

import json
import sys

import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT


def has_ink(page, margin):
    width, height = page.get_size()
    for words in page.get_objects([FPDF_PAGEOBJ_TEXT], max_depth=1):
        left, bottom, right, top = words.get_bounds()
        if margin < left < right < width - margin and margin < bottom < top < height - margin:
            return True  # without being drawn, which takes time
    pixels = bytes(page.render(scale=0.5, grayscale=True, crop=(margin,) * 4).buffer)
    return len(pixels) - pixels.count(b"\xff") > 5


with pypdfium2.PdfDocument(sys.argv[1]) as document:
    blank = [n for n, page in enumerate(document, 1) if not has_ink(page, float(sys.argv[2]))]
    headings = [[mark.get_title(), mark.get_dest().get_index() + 1] for mark in document.get_toc() if mark.get_dest()]
    print(json.dumps({"pages": len(document), "blank": blank, "headings": headings}))
