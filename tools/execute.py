"""Executes notebooks in the tslab kernel. One JSON job on stdin, one JSON line a finished notebook on stdout.

job:    {"timeout": seconds a cell may take,
         "notebooks": [{"id": …, "source": path to read, "folder": the kernel's, "target": path to write,
                        "kernel": those of one name share a kernel, one after the other}]}
answer: {"id": …, "seconds": …, "failure": null or {"cell": index, "message": text}}
A target is written only when every cell ran.
"""

import asyncio
import json
import sys
import threading
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

AT_ONCE = 2  # one kernel takes one core while it compiles


class Failure(Exception):
    pass


class Kernel:
    """A kernel that runs notebooks one after the other."""

    def __init__(self, folder, timeout):
        self.timeout = timeout
        self.client = NotebookClient(
            nbformat.v4.new_notebook(),
            kernel_name="tslab",
            timeout=timeout,
            startup_timeout=120,
            record_timing=False,
            allow_errors=True,  # an error is looked at below, and so is what a cell writes to stderr
            coalesce_streams=True,
            resources={"metadata": {"path": folder}},
        )

    async def start(self):
        # Not client.async_setup_kernel(): its signal handlers do not know of several notebooks at once.
        self.client.create_kernel_manager()
        await self.client.async_start_new_kernel()
        await self.client.async_start_new_kernel_client()

    async def stop(self):
        manager, channels = self.client.km, self.client.kc
        self.client.km = self.client.kc = None
        if channels:
            channels.stop_channels()
        if manager and await manager.is_alive():
            await manager.shutdown_kernel(now=True)
        elif manager:
            await manager.cleanup_resources()

    async def run(self, notebook):
        """Runs the cells one by one; raises Failure at the first that fails."""
        client = self.client
        client.nb = notebook
        client.reset_execution_trackers()
        index = -1
        try:
            if not client.km:
                await self.start()
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                await client.async_execute_cell(cell, index)
                said = [o.text for o in cell.outputs if o.get("name") == "stderr"]
                said += ["\n".join(o.traceback) for o in cell.outputs if o.output_type == "error"]
                if said:
                    raise Failure(index, "\n".join(said))
        except CellTimeoutError:
            await self.stop()
            raise Failure(index, f"the cell was still running after {self.timeout} s (--timeout allows more)") from None
        except DeadKernelError:
            await self.stop()
            raise Failure(index, "the kernel died while it ran this cell (out of memory?)") from None
        except RuntimeError as error:
            await self.stop()
            raise Failure(index, f"the kernel did not start: {error}") from None


async def run(job, entries, turns):
    """Runs notebooks in one kernel."""
    async with turns:
        kernel = Kernel(entries[0]["folder"], job["timeout"])
        try:
            for entry in entries:
                started = time.monotonic()
                failure = None
                try:
                    notebook = nbformat.read(entry["source"], as_version=4)
                    await kernel.run(notebook)
                    nbformat.write(notebook, entry["target"])
                except Failure as error:
                    failure = {"cell": error.args[0], "message": error.args[1]}
                answer = {"id": entry["id"], "seconds": time.monotonic() - started, "failure": failure}
                print(json.dumps(answer), flush=True)
        finally:
            await kernel.stop()


def stop_with_parent(task):
    """When the process that asked is gone, however it went, stdin closes: no kernel stays behind."""
    loop = asyncio.get_running_loop()

    def watch():
        sys.stdin.read()
        loop.call_soon_threadsafe(task.cancel)

    threading.Thread(target=watch, daemon=True).start()


async def main():
    job = json.loads(sys.stdin.readline())
    stop_with_parent(asyncio.current_task())
    turns = asyncio.Semaphore(AT_ONCE)
    kernels = {}
    for entry in job["notebooks"]:
        kernels.setdefault(entry["kernel"], []).append(entry)
    await asyncio.gather(*(run(job, entries, turns) for entries in kernels.values()))


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (asyncio.CancelledError, KeyboardInterrupt):
        sys.exit(130)
