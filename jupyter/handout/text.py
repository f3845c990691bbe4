"""Markdown and HTML from notebooks, made safe, with formulas as MathML.

Nothing in a notebook is trusted: not its text, not its outputs. Everything goes through bleach, and what bleach lets
through can neither run a script nor load a file.
"""

import json
import re
import subprocess
import sys
from html import escape, unescape
from pathlib import Path

import bleach
from bleach.css_sanitizer import CSSSanitizer
from bs4 import BeautifulSoup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer, TypeScriptLexer

TAGS = set(
    "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q "
    "s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
)
STYLES = CSSSanitizer(allowed_css_properties=["text-align"])
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
# Markdown becomes HTML, then safe HTML; only then do formulas take the place of these marks.
MARK = re.compile("\ue000(\\d+)\ue001")


def attribute(tag, name, value):
    """Is this attribute harmless? Ids and names are not: scripts of the page could take them for their own."""
    if name == "class":
        return tag in ("span", "div", "code", "pre")
    if name == "src":
        return tag == "img" and PICTURE.fullmatch(value) is not None
    allowed = {
        "a": ["href", "title"],
        "img": ["alt", "title", "width", "height"],
        "th": ["scope", "colspan", "rowspan", "style"],
        "td": ["colspan", "rowspan", "style"],
        "ol": ["start"],
        "details": ["open"],
    }
    return name in allowed.get(tag, [])


class Renderer(IPythonRenderer):
    """Renders Markdown; formulas are kept aside."""

    def __init__(self, formulas, attachments):
        super().__init__(escape=False, attachments=attachments, exclude_anchor_links=True)
        self.formulas = formulas

    def keep(self, tex, display):
        self.formulas.append((unescape(tex), display))
        return f"\ue000{len(self.formulas) - 1}\ue001"

    def block_math(self, body):
        return self.keep(body, True)

    def inline_math(self, body):
        return self.keep(body, False)

    def latex_environment(self, name, body):
        return self.keep(f"\\begin{{{name}}}{body}\\end{{{name}}}", True)

    def block_code(self, code, info=None):
        return code_html(code, (info or "").split(" ")[0])


def code_html(code, language="typescript"):
    lexer = TypeScriptLexer() if language in ("ts", "typescript", "js", "javascript") else TextLexer()
    return highlight(code, lexer, HtmlFormatter(nowrap=False))


class Texts:
    """The texts of one document: their formulas are typeset together, by one call of Temml."""

    def __init__(self):
        self.formulas = []

    def markdown(self, source, attachments=None):
        source = MARK.sub("", source)
        return clean(MarkdownWithMath(renderer=Renderer(self.formulas, attachments or {})).render(source))

    def html(self, source):
        return clean(MARK.sub("", source))

    def typeset(self, html):
        """Puts the formulas in. Only into text, never into an attribute."""
        if not MARK.search(html):
            return html
        self.mathml = getattr(self, "mathml", None) or typeset(self.formulas)
        soup = BeautifulSoup(html, "html.parser")
        for node in soup.find_all(string=MARK):
            filled = MARK.sub(lambda mark: self.mathml[int(mark[1])], escape(str(node), quote=False))
            node.replace_with(BeautifulSoup(filled, "html.parser"))
        return MARK.sub("", str(soup))


def clean(html):
    # What was inside is a program or a style sheet, not text.
    html = re.sub(r"(?is)<(script|style|template|title)\b.*?(</\1\s*>|$)", "", html)
    html = bleach.clean(html, tags=TAGS, attributes=attribute, css_sanitizer=STYLES, strip=True)
    soup = BeautifulSoup(html, "html.parser")
    for table in soup.find_all("table"):
        box = soup.new_tag("div", attrs={"class": "scroll", "role": "group", "tabindex": "0"})
        caption = table.caption.get_text() if table.caption else "table"
        box["aria-label"] = caption or "table"
        table.wrap(box)
        if len(table.find_all("tr")) > 12:  # it may go on on the next page
            table["class"] = "long"
        align_numbers(table)
    for image in soup.find_all("img"):
        if not image.get("src"):  # it was on another computer: this file loads nothing
            image.replace_with(f"[picture left out: {image.get('alt') or 'no description'}]")
    for link in soup.find_all("a", href=re.compile(r"^[\w.-]+\.ipynb$")):
        link["href"] = link["href"].removesuffix(".ipynb") + ".html"  # the other notebook's handout, beside this one
    for pre in soup.find_all("pre"):
        pre["tabindex"] = "0"
    return str(soup)


def align_numbers(table):
    """Columns of numbers are marked, to be set flush right."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    for column in zip(*rows):
        texts = [cell.get_text().strip() for cell in column if cell.name == "td"]
        if any(texts) and all(re.fullmatch(r"([-−+]?[\d.]+(e[-+]?\d+)?|NaN|-?Infinity)?", text) for text in texts):
            for cell in column:
                cell["class"] = "number"


def typeset(formulas):
    """TeX to MathML with Temml, which Node runs: the Node of our kernel, so that none else is needed."""
    root = Path(__file__).parents[2]
    spec = Path(sys.prefix, "share", "jupyter", "kernels", "tslab", "kernel.json")
    node = json.loads(spec.read_text(encoding="utf-8"))["argv"][0]
    answer = subprocess.run(
        [node, str(Path(__file__).with_name("tex.cjs"))],
        input=json.dumps(formulas),
        capture_output=True,
        cwd=root,
        encoding="utf-8",
        check=True,
    )
    return json.loads(answer.stdout)
