"""Runs JupyterLab from the first byte of its standard input until that closes.

Whoever started it holds the other end: when that program ends, in whatever way, the server and
its kernels end too. A Ctrl-C in the terminal reaches this process as well; it is left to the other.
"""

import os
import secrets
import signal
import sys
import threading
from pathlib import Path

from jupyterlab.labapp import LabApp


def stop_at_end_of_input(server):
    while os.read(0, 1024):
        pass
    server.io_loop.add_callback(server.stop)


def greet(server):
    token = server.identity_provider.token
    address = server.local_url.split("?")[0] + (f"?token={token}" if token else "")
    print(f"\nJupyterLab runs at\n  {address}")
    print("and opens in the browser." if server.open_browser else "Open this address in a browser.")
    print("Ctrl-C stops it.\n", flush=True)


def opening():
    """What the browser opens: a file that leads to the address. The address itself, with its token, would stand among
    the browser's arguments, which other users of this computer can see. The folder is not a hidden one: browsers
    that come as a snap, such as Ubuntu's Firefox, may read no other."""
    folder = Path.cwd().parent / "open"  # beside notebooks/, where this is started
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"jupyterlab-{os.getpid()}.html"
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))  # Jupyter writes it, and removes it in the end
    return file


def main():
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: None)
    # In the environment, not among the arguments, which other users of this computer can see.
    os.environ["JUPYTER_TOKEN"] = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    server = LabApp.initialize_server(sys.argv[1:])
    if not os.read(0, 1):  # nobody comes before the kernel is there; without it, nobody at all
        return
    server.browser_open_file = str(opening())
    threading.Thread(target=stop_at_end_of_input, args=[server], daemon=True).start()
    server.io_loop.add_callback(greet, server)
    server.start()


main()
