"""The version that a handout was made from: the package's, and the commit where there is one."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


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
        answer = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
        return answer.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
