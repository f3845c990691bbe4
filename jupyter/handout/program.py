"""What a handout needs to run its cells: their sources, also of hidden ones, and the data files that they read."""

import re

from .page import ROOT, is_built

LARGEST = 200_000


def program(nb, cells):
    """None for a notebook that is not in TypeScript, or where the page's scripts are not built."""
    if nb.metadata.get("language_info", {}).get("name") != "typescript" or not is_built():
        return None
    sources = [
        {"notebook": cell["notebook"], "source": cell["source"], "role": cell["role"], "at": at}
        for at, cell in enumerate(cells)
        if cell["source"]
    ]
    return {"cells": sources, "files": files(sources)} if sources else None


def files(sources):
    """Files beside the notebooks, by the path that a cell gives as text."""
    found = {}
    for cell in sources:
        for name in re.findall(r'"(data/[\w.-]+\.csv)"', cell["source"]):
            path = ROOT / "notebooks" / name
            if path.is_file() and path.stat().st_size <= LARGEST:
                found[name] = path.read_text(encoding="utf-8")
    return found
