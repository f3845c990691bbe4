"""What JupyterHub starts for a learner, as that learner: JupyterLab on an own copy of the notebooks.

The copy is ~/perceptron/notebooks. All else is read from the clone, which needs to be readable only.
A notebook that was deleted is there again at the next start; one that was changed stays as it is.
"""

import os
import shutil
import sys
import tempfile
from contextlib import suppress
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


def runtime_folder():
    """Not at home: the path of a kernel's socket may have 107 characters, and a home may lie on a file server."""
    prefix = "perceptron-hub-"
    for earlier in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        process = earlier.name.removeprefix(prefix).split("-")[0]
        with suppress(OSError):  # gone by now
            is_ours = earlier.lstat().st_uid == os.getuid()
            if process.isdigit() and is_ours and not Path("/proc", process).exists():
                shutil.rmtree(earlier, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-")  # the server has this number, too


def main():
    os.umask(0o077)  # a home may be open to others, who would read the answers there
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
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
        JUPYTER_RUNTIME_DIR=runtime_folder(),
        JUPYTER_PREFER_ENV_PATH="1",
    )
    server = str(clone / ".venv" / "bin" / "jupyterhub-singleuser")
    options = [
        f"--ServerApp.root_dir={folder / 'notebooks'}",
        # Kernels' sockets are files of the learner's: at a TCP port every user of this computer could read the outputs.
        "--KernelManager.transport=ipc",
    ]
    os.execv(server, [server, *options, *sys.argv[1:]])


main()
