"""Executes notebooks in the tslab kernel. One JSON job on stdin, one JSON line a finished notebook on stdout.

job:    {"timeout": seconds a cell may take,
         "notebooks": [{"id": …, "source": path to read, "folder": the kernel's, "target": path to write}]}
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


async def run_cells(notebook, folder, timeout):
    """Runs the cells one by one; raises Failure at the first that fails."""
    replies = {}
    client = NotebookClient(
        notebook,
        kernel_name="tslab",
        timeout=timeout,
        startup_timeout=120,
        record_timing=False,
        allow_errors=True,  # tslab sends no error message: we look at its reply and at stderr ourselves
        coalesce_streams=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": folder}},
        on_cell_executed=lambda cell, cell_index, execute_reply: replies.update(
            {cell_index: execute_reply["content"]}
        ),
    )
    index = -1
    try:
        # Not client.async_setup_kernel(): its signal handlers do not know of several notebooks at once.
        client.create_kernel_manager()
        try:
            await client.async_start_new_kernel()
            await client.async_start_new_kernel_client()
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                await client.async_execute_cell(cell, index)
                # tslab silently skips what it is asked after a failure: its own count tells.
                count = replies[index].get("execution_count")
                stderr = "".join(o.text for o in cell.outputs if o.get("name") == "stderr")
                errors = "\n".join(o.evalue for o in cell.outputs if o.output_type == "error")
                if stderr or errors or replies[index]["status"] != "ok" or count is None:
                    raise Failure(index, stderr + errors or "the kernel did not run this cell and gave no reason")
                cell.execution_count = count
        finally:
            if client.km:  # not yet cleaned up after a failed start
                await client._async_cleanup_kernel()
    except CellTimeoutError:
        raise Failure(index, f"the cell was still running after {timeout} s (--timeout allows more)") from None
    except DeadKernelError:
        raise Failure(index, "the kernel died while it ran this cell (out of memory?)") from None
    except RuntimeError as error:
        raise Failure(index, f"the kernel did not start: {error}") from None


async def run(job, entry, turns):
    async with turns:
        started = time.monotonic()
        failure = None
        try:
            notebook = nbformat.read(entry["source"], as_version=4)
            await run_cells(notebook, entry["folder"], job["timeout"])
            nbformat.write(notebook, entry["target"])
        except Failure as error:
            failure = {"cell": error.args[0], "message": error.args[1]}
        answer = {"id": entry["id"], "seconds": time.monotonic() - started, "failure": failure}
        print(json.dumps(answer), flush=True)


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
    await asyncio.gather(*(run(job, entry, turns) for entry in job["notebooks"]))


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (asyncio.CancelledError, KeyboardInterrupt):
        sys.exit(130)
