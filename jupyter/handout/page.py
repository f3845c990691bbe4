"""What a handout carries along: plotly.js, styles, scripts, and a policy that allows nothing else to run."""

import base64
import gzip
import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ROOT / "node_modules"
TEMPLATES = ROOT / "jupyter" / "templates"


def read(*path):
    # Browsers read \r\n as \n: a script's hash would differ.
    return Path(*path).read_text(encoding="utf-8").replace("\r\n", "\n")


def json_script(value):
    """JSON for the inside of a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def digest(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@lru_cache
def plotly():
    """plotly.js: compressed, for the page to unpack, and the hash of what comes out."""
    # Decoded as the page decodes it, which drops a byte order mark.
    script = (PACKAGES / "plotly.js-dist-min" / "plotly.min.js").read_bytes()
    packed = base64.b64encode(gzip.compress(script, 9, mtime=0)).decode()
    return packed, digest(script.decode("utf-8-sig"))


@lru_cache
def mathematics():
    """Temml's style, its one font inside."""
    folder = PACKAGES / "temml" / "dist"
    font = base64.b64encode((folder / "Temml.woff2").read_bytes()).decode()
    style = read(folder, "Temml-Local.css").replace("url('Temml.woff2')", f"url(data:font/woff2;base64,{font})")
    return re.sub(r"/\*.*?\*/", "", style, flags=re.S)


@lru_cache
def parts(kind):
    """Everything that a page of this kind, "handout" or "slides", has inlined."""
    packed, plotly_hash = plotly()
    figures = read(TEMPLATES, "handout", "figures.js")
    scripts = [figures]
    styles = [mathematics(), read(TEMPLATES, "handout", "common.css")]
    if kind == "slides":
        reveal = PACKAGES / "reveal.js" / "dist"
        scripts += [read(reveal, "reveal.js"), read(TEMPLATES, "slides", "slides.js")]
        styles = [read(reveal, "reset.css"), read(reveal, "reveal.css"), *styles, read(TEMPLATES, "slides", "style.css")]
    else:
        styles.append(read(TEMPLATES, "handout", "style.css"))
    for text in scripts:
        if re.search(r"</script|<!--", text, re.I):
            raise ValueError("a script that would end its own element")
    allowed = [digest(script) for script in scripts] + [plotly_hash]
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(allowed),
        "style-src": "'unsafe-inline'",  # Plotly and Temml set styles on their elements
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return {
        "plotly": packed,
        "scripts": scripts,
        "style": "\n".join(styles),
        "policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
    }
