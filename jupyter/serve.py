"""Runs JupyterLab until its standard input closes.

Whoever started it holds the other end: when that program ends, in whatever way, the server and
its kernels end too. Ctrl-C in the terminal reaches this process as well, and is left to it.
"""

import os
import secrets
import signal
import threading

os.environ.setdefault("JUPYTER_TOKEN", secrets.token_hex(24))

from jupyterlab.labapp import LabApp  # noqa: E402 (the token first)


def stop_at_end_of_input(server):
    while os.read(0, 1024):
        pass
    server.io_loop.add_callback(server.stop)


def main():
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: None)
    server = LabApp.initialize_server()
    address = f"{server.local_url}".rstrip("/")
    print(address, flush=True)
    threading.Thread(target=stop_at_end_of_input, args=[server], daemon=True).start()
    server.start()


main()
