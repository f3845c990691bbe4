"""Completes what a browser tags in PDFs, as PDF/UA asks, and says whose they are: python tag.py AUTHOR CREATOR FILE ...

Hardly any of a PDF's thousands of objects changes. They are copied as they are, in the form that Chrome's and Edge's printer
(Skia) writes; what has another form is refused.
"""

import re
import sys
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2

# A string, a comment, a name, or what a content stream does: an operator stands behind all that it takes.
TOKEN = re.compile(
    rb"""\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>|%[^\r\n]*|/[^\s()<>\[\]{}/%]*|([A-Za-z'"][\w*]*)|([()])""", re.DOTALL
)
BEGINS = {b"BT", b"m", b"re"}
ENDS = {b"ET", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"}
WHOLE = {b"Do", b"sh"}
ARTIFACT = b"\n/Artifact BMC\n"
END = b"\nEMC\n"

# In an object: a string, where something begins, where it ends, a name, a reference, a number or a word.
PIECE = re.compile(
    rb"""\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]+>|(<<|\[)|(>>|\])|/[^\s()<>\[\]{}/%]*|\d+ 0 R\b|[^\s()<>\[\]{}/%]+""",
    re.DOTALL,
)

# Types that came with PDF 2.0, by what readers of PDF 1.7 know.
ROLES = b"<</Strong /Span\n/Em /Span>>"

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


class Objects:
    """The objects of a PDF, as they are written, by their numbers."""

    def __init__(self, data):
        found = re.search(rb"startxref\n(\d+)\n%%EOF\s*\Z", data)
        table = int(found[1]) if found else len(data)
        head = re.compile(rb"xref\n0 (\d+)\n").match(data, table)
        self.trailer = re.search(rb"trailer\n<</Size \d+\n/Root (\d+) 0 R\n/Info (\d+) 0 R>>", data[table:])
        if not head or not self.trailer:
            raise ValueError("a PDF in a form that no browser writes")
        self.root, self.info = int(self.trailer[1]), int(self.trailer[2])
        self.head = data[: data.index(b"1 0 obj")].replace(b"%PDF-1.4", b"%PDF-1.7")  # PDF/UA-1 is a way to use it
        lines = data[head.end() :]
        offsets = [int(lines[20 * n : 20 * n + 10]) for n in range(1, int(head[1]))]
        order = sorted(enumerate(offsets, 1), key=lambda entry: entry[1])
        ends = [offset for _, offset in order[1:]] + [table]
        self.written = {}
        for (number, offset), end in zip(order, ends):
            begin = b"%d 0 obj\n" % number
            if not data.startswith(begin, offset) or not data.endswith(b"\nendobj\n", offset, end):
                raise ValueError(f"object {number} is not as a browser writes it")
            self.written[number] = data[offset + len(begin) : end - 8]

    def __getitem__(self, number):
        return self.written[number]

    def __setitem__(self, number, text):
        self.written[number] = text

    def items(self):
        return list(self.written.items())

    def add(self, text):
        number = len(self.written) + 1
        self.written[number] = text
        return number

    def data(self):
        parts = [self.head]
        at = len(self.head)
        offsets = []
        for number in range(1, len(self.written) + 1):
            offsets.append(at)
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, self.written[number]))
            at += len(parts[-1])
        size = len(offsets) + 1
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        parts.extend(b"%010d 00000 n \n" % offset for offset in offsets)
        parts.append(b"trailer\n<</Size %d\n/Root %d 0 R\n/Info %d 0 R>>\n" % (size, self.root, self.info))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(parts)


def parts_of(text):
    """What an array or a dictionary holds, each as it is written."""
    found = []
    depth = begin = 0
    for piece in PIECE.finditer(text):
        if piece[2]:
            depth -= 1
            if depth == 0:
                return found
            if depth == 1:
                found.append(text[begin : piece.end()])
        elif piece[1]:
            if depth == 1:
                begin = piece.start()
            depth += 1
        elif depth == 1:
            found.append(piece[0])
    raise ValueError("an array or a dictionary that does not end")


def entries(text):
    found = parts_of(text)
    return dict(zip(found[::2], found[1::2]))


def dictionary(entries):
    return b"<<%s>>" % b"\n".join(b"%s %s" % entry for entry in entries.items())


def string(text):
    return b"<%s>" % (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()


def text_of(written):
    """What a string says."""
    if written.startswith(b"<"):
        data = bytes.fromhex(written[1:-1].decode())
        return data[2:].decode("utf-16-be") if data.startswith(b"\xfe\xff") else data.decode("latin-1")
    plain = re.sub(rb"\\([0-7]{3}|.)", lambda found: unescaped(found[1]), written[1:-1], flags=re.DOTALL)
    return plain.decode("latin-1")


def unescaped(letter):
    return bytes([int(letter, 8)]) if len(letter) == 3 else {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(letter, letter)


def number_of(written):
    """Of the object that a reference means; nothing for another value."""
    found = re.fullmatch(rb"(\d+) 0 R", written or b"")
    return int(found[1]) if found else None


def pages(objects, number):
    kids = entries(objects[number]).get(b"/Kids")
    if kids is None:
        return [number]
    return [page for kid in parts_of(kids) for page in pages(objects, number_of(kid))]


def mark_artifacts(objects, number):
    head, data = objects[number].split(b"stream\n", 1)
    content = zlib.decompress(data[: -len(b"\nendstream")])
    packed = zlib.compress(with_artifacts(content))
    about = {**entries(head), b"/Length": b"%d" % len(packed)}
    objects[number] = b"%s stream\n%s\nendstream" % (dictionary(about), packed)


def describe_links(objects, annotations, shown):
    """A link is described by its words."""
    text = shown.get_textpage()
    for reference in annotations:
        link = entries(objects[number_of(reference)])
        if link[b"/Subtype"] == b"/Link" and b"/Contents" not in link:
            words = text.get_text_bounded(*(float(side) for side in parts_of(link[b"/Rect"])))
            link[b"/Contents"] = string(" ".join(words.split()) or "link")
            objects[number_of(reference)] = dictionary(link)


KIND = re.compile(rb"<</Type /StructElem\n/S (/\w+)")


def kind_of(objects, written):
    """Of a part of the text; nothing for what else a part holds."""
    number = number_of(written)
    found = number and KIND.match(objects[number])
    return found[1] if found else None


def kids_of(node):
    kids = node.get(b"/K", b"[]")
    return parts_of(kids) if kids.startswith(b"[") else [kids]


def add(objects, parent, kind, kids):
    """A new child of the parent, which holds these; the caller puts it among the others."""
    node = entries(objects[parent])
    made = {b"/Type": b"/StructElem", b"/S": kind, b"/P": b"%d 0 R" % parent, b"/K": b"[%s]" % b" ".join(kids)}
    if b"/Pg" in node:
        made[b"/Pg"] = node[b"/Pg"]
    place = b"%d 0 R" % objects.add(dictionary(made))
    for kid in kids:
        if kind_of(objects, kid):
            objects[number_of(kid)] = dictionary({**entries(objects[number_of(kid)]), b"/P": place})
    return place


def give_body(objects, number):
    """What an item of a list holds beside its bullet is its body."""
    kids = kids_of(entries(objects[number]))
    loose = [kid for kid in kids if kind_of(objects, kid) not in (b"/Lbl", b"/LBody")]
    if loose:
        set_kids(objects, number, [*(kid for kid in kids if kid not in loose), add(objects, number, b"/LBody", loose)])


def set_kids(objects, number, kids):
    objects[number] = dictionary({**entries(objects[number]), b"/K": b"[%s]" % b" ".join(kids)})


def give_corner(objects, number):
    """A browser leaves out a corner in which nothing stands."""
    head, *rows = rows_of(objects, number)
    width = len(kids_of(entries(objects[head])))
    if any(len(kids_of(entries(objects[row]))) == width + 1 for row in rows):
        set_kids(objects, head, [add(objects, head, b"/TD", []), *kids_of(entries(objects[head]))])


def rows_of(objects, number):
    for kid in kids_of(entries(objects[number])):
        kind = kind_of(objects, kid)
        if kind == b"/TR":
            yield number_of(kid)
        elif kind:
            yield from rows_of(objects, number_of(kid))


def complete(file, author, creator):
    objects = Objects(Path(file).read_bytes())
    root = entries(objects[objects.root])
    with pypdfium2.PdfDocument(file) as seen:
        all_pages = [entries(objects[page]) for page in pages(objects, number_of(root[b"/Pages"]))]
        for n, page in enumerate(all_pages):
            if b"/Annots" in page:
                describe_links(objects, parts_of(page[b"/Annots"]), seen[n])
    for content in {number_of(page[b"/Contents"]) for page in all_pages}:
        mark_artifacts(objects, content)
    mends = {b"/LI": give_body, b"/Table": give_corner}
    for number, text in objects.items():
        kind = KIND.match(text)
        if kind and kind[1] in mends:
            mends[kind[1]](objects, number)
    tree = number_of(root[b"/StructTreeRoot"])
    objects[tree] = dictionary({**entries(objects[tree]), b"/RoleMap": ROLES})
    info = entries(objects[objects.info])
    title = text_of(info.get(b"/Title", b"()"))
    objects[objects.info] = dictionary({**info, b"/Author": string(author), b"/Creator": string(creator)})
    metadata = METADATA.format(title=escape(title), author=escape(author)).encode()
    about = b"<</Type /Metadata\n/Subtype /XML\n/Length %d>> stream\n%s\nendstream" % (len(metadata), metadata)
    root[b"/Metadata"] = b"%d 0 R" % objects.add(about)
    objects[objects.root] = dictionary(root)
    Path(file).write_bytes(objects.data())


author, creator, *files = sys.argv[1:]
for file in files:
    complete(file, author, creator)
