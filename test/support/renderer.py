"""Renders each Markdown text of a JSON array from stdin as nbconvert does; prints its elements and its text."""

import json
import sys
from html.parser import HTMLParser

from nbconvert.filters.markdown_mistune import markdown2html_mistune


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.elements = []
        self.pieces = []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)

    def handle_data(self, data):
        self.pieces.append(data)


def rendered(markdown):
    page = Page()
    page.feed(markdown2html_mistune(markdown))
    page.close()
    return {"elements": page.elements, "text": "".join(page.pieces).strip()}


if __name__ == "__main__":
    print(json.dumps([rendered(markdown) for markdown in json.load(sys.stdin)]))
