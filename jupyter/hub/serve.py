"""What JupyterHub starts for a learner, as that learner: JupyterLab on an own copy of the notebooks.

The copy is ~/perceptron/notebooks. All else is read from the clone, which needs to be readable only.
A notebook that was deleted is there again at the next start; one that was changed stays as it is.
"""

import os
import shutil
import sys
from pathlib import Path

clone = Path(__file__).resolve().parent.parent.parent
folder = Path.home() / "perceptron"


def copy_missing(source, target):
    for file in source.rglob("*"):
        copy = target / file.relative_to(source)
        if ".ipynb_checkpoints" in file.parts or file.is_dir() or copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)


def main():
    copy_missing(clone / "notebooks", folder / "notebooks")
    for name in ("node_modules", "dist"):  # where cells look for "perceptron", and where that leads
        link = folder / name
        if link.is_symlink():
            link.unlink()
        link.symlink_to(clone / name)

    state = folder / ".jupyter"
    os.environ.update(
        JUPYTER_CONFIG_PATH=str(clone / "jupyter"),
        JUPYTER_CONFIG_DIR=str(state / "config"),
        JUPYTER_DATA_DIR=str(state / "data"),
        JUPYTER_RUNTIME_DIR=str(state / "runtime"),
        JUPYTER_PREFER_ENV_PATH="1",
    )
    server = str(clone / ".venv" / "bin" / "jupyterhub-singleuser")
    os.execv(server, [server, f"--ServerApp.root_dir={folder / 'notebooks'}", *sys.argv[1:]])


main()
