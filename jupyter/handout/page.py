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
RUNTIME = ROOT / "dist" / "page"
# plotly.js in two sizes. A page with the smaller one is half as large, and its first figure is there in about half the time.
CARTESIAN = "plotly.js-cartesian-dist-min"
WHOLE = "plotly.js-dist-min"
SCRIPTS = {CARTESIAN: "plotly-cartesian.min.js", WHOLE: "plotly.min.js"}
CARTESIAN_TRACES = frozenset(
    "bar box contour heatmap histogram histogram2d histogram2dcontour image pie scatter scatterternary violin".split()
)


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
def packed(path):
    """A script: compressed, for the page to unpack, and the hash of what comes out."""
    # Decoded as the page decodes it, which drops a byte order mark.
    script = path.read_bytes()
    return base64.b64encode(gzip.compress(script, 9, mtime=0)).decode(), digest(script.decode("utf-8-sig"))


def is_built():
    """Are the scripts of handout/page/ there? tools/build.mjs makes them."""
    return (RUNTIME / "page.js").exists()


def licences(folders):
    """What the packages' licences ask of every copy: who holds the copyright, and the text, the common ones once."""
    lines = ["This file carries parts of these packages, each under its own licence:"]
    own = read(ROOT, "LICENSE")
    common = {"MIT": own[own.index("Permission") :]}
    for folder in folders:
        about = json.loads(read(ROOT, folder, "package.json"))
        text = "\n".join(read(file) for file in sorted(Path(ROOT, folder).glob("LICENSE*")))
        lines.append(f"{about['name']} {about['version']}: {about['license']}")
        if about["license"] == "MIT":
            lines += re.findall(r"^ *(Copyright (?:[\dA-Z]|\([cC]\)).*)$", text, re.M)
        elif "Apache-2.0" in about["license"]:
            common["Apache-2.0"] = read(ROOT, folder, "LICENSE")
        else:
            lines.append(text)
    lines += [f"\n{name}: {text}" for name, text in common.items()]
    return re.sub("-(?=-)", "- ", "\n".join(lines))  # nothing in it ends the comment that it will be


@lru_cache
def mathematics():
    """Temml's style, its one font inside."""
    folder = PACKAGES / "temml" / "dist"
    font = base64.b64encode((folder / "Temml.woff2").read_bytes()).decode()
    style = read(folder, "Temml-Local.css").replace("url('Temml.woff2')", f"url(data:font/woff2;base64,{font})")
    return re.sub(r"/\*.*?\*/", "", style, flags=re.S)


@lru_cache
def parts(kind, package):
    """
    Everything that a page has inlined: of this kind, "handout", "running" (a handout whose cells run) or "slides",
    and with plotly.js from this package.
    """
    plotly, plotly_hash = packed(PACKAGES / package / SCRIPTS[package])
    carried = {"plotly": plotly}
    hashes = [plotly_hash]
    packages = [f"node_modules/{package}", "node_modules/temml"]
    scripts = [read(TEMPLATES, "handout", "figures.js")]
    styles = [mathematics(), read(TEMPLATES, "handout", "common.css")]
    if kind == "slides":
        packages.append("node_modules/reveal.js")
        reveal = PACKAGES / "reveal.js" / "dist"
        scripts += [read(reveal, "reveal.js"), read(TEMPLATES, "slides", "slides.js")]
        styles = [
            read(reveal, "reset.css"),
            read(reveal, "reveal.css"),
            *styles,
            read(TEMPLATES, "slides", "style.css"),
        ]
    else:
        styles.append(read(TEMPLATES, "handout", "style.css"))
    if kind == "running":
        scripts.append(read(RUNTIME, "page.js"))
        styles.append(read(ROOT, "handout", "page", "page.css"))
        carried["run-tools"], tools_hash = packed(RUNTIME / "tools.js")
        carried["run-worker"], _ = packed(RUNTIME / "worker.js")
        hashes.append(tools_hash)
        packages += json.loads(read(RUNTIME, "packages.json"))
    for text in scripts:
        if re.search(r"</script|<!--", text, re.I):
            raise ValueError("a script that would end its own element")
    policy = {
        "default-src": "'none'",
        "script-src": " ".join([digest(script) for script in scripts] + hashes),
        "style-src": "'unsafe-inline'",  # Plotly, Temml and the editor set styles on their elements
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if kind == "running":
        # Cells run in a worker, which a page that is one file can only make from a blob; the worker has the page's
        # policy, and loads each cell as a script from a blob too. Only a script that runs already can make a blob,
        # so nothing written into the page starts by it, and neither 'unsafe-eval' nor 'unsafe-inline' is needed.
        policy["script-src"] += " blob:"
        policy["worker-src"] = "blob:"
    return {
        "packed": carried,
        "scripts": scripts,
        "style": "\n".join(styles),
        "licences": licences(sorted(set(packages))),
        "policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
    }
