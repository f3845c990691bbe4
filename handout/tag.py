"""Completes what a browser tags in PDFs, as PDF/UA asks, and says whose they are: python tag.py AUTHOR CREATOR FILE ..."""

import gc
import re
import sys
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pypdf
import pypdfium2
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, StreamObject, TextStringObject

# A string, a comment, a name, or what a content stream does: an operator stands behind all that it takes.
TOKEN = re.compile(
    rb"""\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>|%[^\r\n]*|/[^\s()<>\[\]{}/%]*|([A-Za-z'"][\w*]*)|([()])""", re.DOTALL
)
BEGINS = {b"BT", b"m", b"re"}
ENDS = {b"ET", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"}
WHOLE = {b"Do", b"sh"}
ARTIFACT = b"\n/Artifact BMC\n"
END = b"\nEMC\n"

# Types that came with PDF 2.0, by what readers of PDF 1.7 know.
ROLES = {"/Strong": "/Span", "/Em": "/Span"}

# Says that the file means to keep PDF/UA-1.
METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def with_artifacts(content):
    """What stands outside all tags, as the page's foot and grounds do, is marked as no part of the text."""
    parts = []
    tags = done = end = 0  # end: of the operator before
    inside = False
    for token in TOKEN.finditer(content):
        if token[2]:
            raise ValueError("a string with parentheses in it, which no browser prints")
        operator = token[1]
        if operator is None:
            continue
        if operator in (b"BDC", b"BMC"):
            if inside:
                raise ValueError("a tag begins within text that has none")
            tags += 1
        elif operator == b"EMC":
            tags -= 1
        elif operator == b"BI":
            raise ValueError("an inline image, which no browser prints")
        begins = operator in WHOLE or operator in BEGINS
        if begins and tags == 0 and not inside:
            parts += [content[done:end], ARTIFACT]
            done = end
            inside = True
        end = token.end()
        if inside and (operator in WHOLE or operator in ENDS):
            parts += [content[done:end], END]
            done = end
            inside = False
    if inside or tags:
        raise ValueError("a tag, or text that has none, does not end")
    return b"".join([*parts, content[done:]])


def stream(data):
    made = StreamObject()
    made.set_data(data)
    return made


def mark_artifacts(writer, page):
    content = ContentStream(page["/Contents"].get_object(), writer).get_data()
    page[NameObject("/Contents")] = writer._add_object(stream(with_artifacts(content)).flate_encode())


def describe_links(page, text):
    """A link is described by its words."""
    for annotation in page.get("/Annots", []):
        link = annotation.get_object()
        if link["/Subtype"] == "/Link" and "/Contents" not in link:
            words = text.get_text_bounded(*(float(side) for side in link["/Rect"]))
            link[NameObject("/Contents")] = TextStringObject(" ".join(words.split()) or "link")


def kids_of(node):
    kids = node.get("/K", ArrayObject())
    return list(kids) if isinstance(kids, ArrayObject) else [node.raw_get("/K")]


def add(writer, node, kind, kids):
    """A new child of the node, which holds these; the caller puts it among the others."""
    made = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/P"): node.indirect_reference})
    made[NameObject("/K")] = ArrayObject(kids)
    if "/Pg" in node:
        made[NameObject("/Pg")] = node.raw_get("/Pg")
    place = writer._add_object(made)
    for kid in kids:
        if kind_of(kid):
            kid.get_object()[NameObject("/P")] = place
    return place


def mend(writer, node):
    node = node.get_object()
    if not isinstance(node, DictionaryObject) or "/S" not in node:
        return
    for kid in kids_of(node):
        mend(writer, kid)
    if node["/S"] == "/LI":
        give_body(writer, node)
    elif node["/S"] == "/Table":
        give_corner(writer, node)


def give_body(writer, item):
    """What an item of a list holds beside its bullet is its body."""
    kids = kids_of(item)
    loose = [kid for kid in kids if kind_of(kid) not in ("/Lbl", "/LBody")]
    if loose:
        body = add(writer, item, "/LBody", loose)
        item[NameObject("/K")] = ArrayObject([kid for kid in kids if kid not in loose] + [body])


def give_corner(writer, table):
    """A browser leaves out a corner in which nothing stands."""
    head, *rows = rows_of(table)
    if any(len(kids_of(row)) == len(kids_of(head)) + 1 for row in rows):
        head[NameObject("/K")] = ArrayObject([add(writer, head, "/TD", []), *kids_of(head)])


def rows_of(node):
    for kid in kids_of(node):
        if kind_of(kid) == "/TR":
            yield kid.get_object()
        elif kind_of(kid):
            yield from rows_of(kid.get_object())


def kind_of(node):
    node = node.get_object()
    return node.get("/S") if isinstance(node, DictionaryObject) else None


def complete(file, author, creator):
    writer = pypdf.PdfWriter(clone_from=file)
    with pypdfium2.PdfDocument(file) as seen:
        for page, shown in zip(writer.pages, seen):
            mark_artifacts(writer, page)
            describe_links(page, shown.get_textpage())
    root = writer.root_object
    roles = {NameObject(name): NameObject(known) for name, known in ROLES.items()}
    tree = root["/StructTreeRoot"].get_object()
    tree[NameObject("/RoleMap")] = DictionaryObject(roles)
    tops = tree["/K"].get_object()
    for top in tops if isinstance(tops, ArrayObject) else [tree.raw_get("/K")]:
        mend(writer, top)
    writer.pdf_header = "%PDF-1.7"  # PDF/UA-1 is a way to use it
    writer.add_metadata({"/Author": author, "/Creator": creator})
    said = {"title": str(writer.metadata.title or ""), "author": author}
    metadata = stream(METADATA.format(**{name: escape(words) for name, words in said.items()}).encode())
    metadata.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    root[NameObject("/Metadata")] = writer._add_object(metadata)
    whole = BytesIO()  # a file would be written a few bytes at a time
    writer.write(whole)
    Path(file).write_bytes(whole.getbuffer())


gc.disable()  # hardly any of a PDF's many objects is given up before the end
author, creator, *files = sys.argv[1:]
for file in files:
    complete(file, author, creator)
