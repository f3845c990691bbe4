"""What a handout was made from: the version of the package, the commit, and what differs from that."""

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def version():
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["version"]
    commit = git("rev-parse", "--short", "HEAD")
    if not commit:
        return package
    return f"{package}, commit {commit}{' + changes' if git('status', '--porcelain') else ''}"


def git(*words):
    """What git answers; nothing without git, or in a folder that is no clone of its own."""
    try:
        # Not the repository around a downloaded copy.
        if not (ROOT / ".git").exists():
            return ""
        # On a class's server the clone is another user's. git refuses such a one unless its folder is named.
        command = ["git", f"--git-dir={ROOT / '.git'}", f"--work-tree={ROOT}", *words]
        # Nothing on its input: in JupyterLab that is a pipe which another thread reads, and on Windows the two lock each other.
        answer = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=True
        )
        return answer.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def changed_parameters(notebook, name):
    """The parameters of a notebook in JupyterLab that are not as committed; none where there is no git."""
    committed = git("show", f"HEAD:notebooks/{name}.ipynb")
    before = parameters(json.loads(committed)["cells"]) if committed else {}
    return [
        {"name": key, "value": value, "committed": before[key], "notebook": ""}
        for key, value in parameters(notebook.cells).items()
        if before.get(key, value) != value
    ]


def parameters(cells):
    """The lines `const name = value;` of the cell tagged parameters."""
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    source = "".join(tagged[0]["source"]) if tagged else ""
    return dict(re.findall(r"^const (\w+)(?:: [^=]+)? = (.*?);(?:\s*//.*)?$", source, re.M))
