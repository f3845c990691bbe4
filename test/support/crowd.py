"""Runs each notebook named in a kernel of its own, all at the same time. Prints a JSON line for each:
{"notebook", "failures", "figures", "megabytes"}, the last being the kernel's memory at the end."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FIGURE = "application/vnd.plotly.v1+json"


async def learn(path):
    notebook = nbformat.read(path, as_version=4)
    replies = {}
    client = NotebookClient(
        notebook,
        kernel_name="tslab",
        timeout=600,
        startup_timeout=600,
        allow_errors=True,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_executed=lambda cell, cell_index, execute_reply: replies.update({cell_index: execute_reply["content"]}),
    )
    async with client.async_setup_kernel():
        for index, cell in enumerate(notebook.cells):
            await client.async_execute_cell(cell, index)
        ps = ["ps", "-o", "rss=", "-p", str(client.km.provisioner.pid)]
        megabytes = int(subprocess.check_output(ps)) // 2**10
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    failures = [o.get("text", "error") for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    failures += [f"cell {i + 1}: {reply}" for i, reply in replies.items() if not reply.get("execution_count")]
    figures = sum(FIGURE in output.get("data", {}) for output in outputs)
    answer = {"notebook": path.name, "failures": failures, "figures": figures, "megabytes": megabytes}
    print(json.dumps(answer), flush=True)


async def main():
    await asyncio.gather(*(learn(Path(name).resolve()) for name in sys.argv[1:]))


asyncio.run(main())
