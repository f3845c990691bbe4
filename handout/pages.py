"""Says of a PDF how many pages it has, where its headings are and, given a margin in points, which pages are blank inside it: python pages.py FILE [MARGIN]"""

import json
import sys

import pypdfium2


def has_ink(page, margin):
    pixels = bytes(page.render(scale=1, grayscale=True, crop=(margin,) * 4).buffer)
    return len(pixels) - pixels.count(b"\xff") > 20


with pypdfium2.PdfDocument(sys.argv[1]) as document:
    margins = [float(margin) for margin in sys.argv[2:]]
    blank = [n for margin in margins for n, page in enumerate(document, 1) if not has_ink(page, margin)]
    headings = [[mark.get_title(), mark.get_dest().get_index() + 1] for mark in document.get_toc() if mark.get_dest()]
    print(json.dumps({"pages": len(document), "blank": blank, "headings": headings}))
