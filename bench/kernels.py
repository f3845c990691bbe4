"""Starts a Jupyter kernel, runs cells in it as JupyterLab would, and times what arrives.

job, JSON on stdin: {"kernel": name, "folder": the kernel's, "cells": [source, …]}
answer, JSON on stdout: seconds from the kernel's start until each cell's first output ("shown") and its end ("done"),
from the request until each cell's first output ("answer"), and the memory of the kernel at the end, in bytes.
"""

import json
import queue
import sys
import time

import psutil
from jupyter_client import KernelManager

LIMIT = 600


def wait_until_ready(client):
    """Asks until both channels answer: a kernel whose outputs nobody hears yet loses the first ones."""
    deadline = time.perf_counter() + LIMIT
    heard = answered = False
    while not (heard and answered):
        if time.perf_counter() > deadline:
            raise TimeoutError("the kernel does not answer")
        if not (heard or answered) or not client.is_alive():
            client.kernel_info()
        try:
            client.get_iopub_msg(timeout=0.1)
            heard = True
            client.get_shell_msg(timeout=0.1)
            answered = True
        except queue.Empty:
            if heard or answered:
                client.kernel_info()


def run(client, source, started):
    sent = time.perf_counter()
    request = client.execute(source)
    shown = None
    while True:
        message = client.get_iopub_msg(timeout=LIMIT)
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "error" or (kind == "stream" and content["name"] == "stderr"):
            raise RuntimeError(content.get("evalue") or content.get("text"))
        if kind in ("display_data", "execute_result", "stream") and shown is None:
            shown = time.perf_counter()
        if kind == "status" and content["execution_state"] == "idle":
            done = time.perf_counter()
            return {
                "shown": shown and shown - started,
                "answer": shown and shown - sent,
                "done": done - started,
            }


def memory(pid):
    process = psutil.Process(pid)
    return sum(p.memory_info().rss for p in [process, *process.children(recursive=True)])


def main():
    job = json.load(sys.stdin)
    manager = KernelManager(kernel_name=job["kernel"])
    started = time.perf_counter()
    manager.start_kernel(cwd=job["folder"])
    client = manager.client()
    try:
        client.start_channels()
        wait_until_ready(client)
        ready = time.perf_counter() - started
        cells = [run(client, source, started) for source in job["cells"]]
        answer = {"ready": ready, "cells": cells, "memory": memory(manager.provisioner.pid)}
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    print(json.dumps(answer))


main()
