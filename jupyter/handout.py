"""JupyterLab's File → Save and Export Notebook As → HTML, or Reveal.js Slides, writes the same as npm run handouts."""

import json
import subprocess
import sys
from pathlib import Path

from nbconvert.preprocessors import Preprocessor

ROOT = Path(__file__).resolve().parents[1]
FORMS = {"HTMLExporter": "html", "SlidesExporter": "slides"}


class Handout(Preprocessor):
    """Comes with an exporter, and does all of its work: nothing of nbconvert's, such as Sanitize HTML, is left to do."""

    def __init__(self, parent, **kw):
        super().__init__(parent=parent, **kw)
        parent.from_notebook_node = self.export

    def export(self, nb, resources=None, **_):
        resources = resources or {}
        form = FORMS.get(type(self.parent).__name__, "html")
        name = resources.get("metadata", {}).get("name", "notebook")
        # Without nbformat's own classes; in ASCII, which every system's pipe carries.
        request = json.dumps({"form": form, "name": name, "notebook": nb})
        resources["output_extension"] = self.parent.file_extension
        return run(request), resources


def run(request):
    """Asks the renderer, with the Node that runs the kernel."""
    program = ROOT / "dist" / "handout.mjs"
    if not program.exists():
        raise RuntimeError("the handout was not made: npm start is still building what handouts need; try again soon")
    spec = Path(sys.prefix, "share", "jupyter", "kernels", "tslab", "kernel.json")
    try:
        node = json.loads(spec.read_text(encoding="utf-8"))["argv"][0]
        command = [node, str(program)]
        # No window opens on Windows.
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        answer = subprocess.run(command, input=request.encode(), capture_output=True, creationflags=flags)
    except OSError as error:
        raise RuntimeError(
            f"the handout was not made, since Node does not start: {error}. npm start mends that"
        ) from error
    if answer.returncode != 0:
        reason = answer.stderr.decode("utf-8", "replace").strip()
        raise RuntimeError(f"the handout was not made: {reason}")
    return answer.stdout.decode("utf-8")
