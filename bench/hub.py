"""A class at a JupyterHub: learners log in one after the other, run a notebook, change a parameter and run it again.

job, JSON on stdin: {"clone": the course, with JupyterHub in its .venv, "learners": how many, "seconds": in which they
log in, "cells": sources, "again": sources with another parameter}
answer, JSON on stdout: {"learners": [{"server", "run", "again": seconds} or {"failure"}, …], "memory": bytes of all
that runs when the last is done}
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

LIMIT = 600
PASSWORD = uuid.uuid4().hex

CONFIG = """
import runpy, sys
exec(compile(open({ours!r}).read(), {ours!r}, "exec"), {{"get_config": get_config, "__file__": {ours!r}}})
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {port} + 1
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"  # the local spawner, without accounts of the computer
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.args = ["--allow-root"]
c.Spawner.environment = {{"PERCEPTRON_BENCH": {folder!r}}}
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.cleanup_servers = True
"""


class Learner:
    """A browser: its cookies, and what it asks for."""

    def __init__(self, address, name):
        self.address, self.name, self.cookies = address, name, {}

    async def fetch(self, path, **options):
        """One answer after all redirections, each of which may bring cookies."""
        url = self.address + path
        for _ in range(12):
            headers = {"Cookie": self.cookie(), **options.pop("headers", {})}
            request = HTTPRequest(url, headers=headers, follow_redirects=False, request_timeout=LIMIT, **options)
            answer = await AsyncHTTPClient().fetch(request, raise_error=False)
            for line in answer.headers.get_list("Set-Cookie"):
                key, _, value = line.split(";")[0].partition("=")
                self.cookies[key] = value
            if answer.code not in (301, 302, 303, 307):
                return answer
            url, options = self.address + answer.headers["Location"].removeprefix(self.address), {}
        raise RuntimeError(f"{path} redirects for ever")

    def cookie(self):
        return "; ".join(f"{key}={value}" for key, value in self.cookies.items())

    async def api(self, path, method="GET", body=None):
        headers = {"X-XSRFToken": self.cookies.get("_xsrf", ""), "Content-Type": "application/json"}
        answer = await self.fetch(
            f"/user/{self.name}/api/{path}", method=method, headers=headers, body=body and json.dumps(body)
        )
        if answer.code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.code} {answer.body[:200]!r}")
        return json.loads(answer.body or "null")

    async def log_in(self):
        page = await self.fetch("/hub/login")
        form = {"username": self.name, "password": PASSWORD, "_xsrf": self.cookies.get("_xsrf", "")}
        page = await self.fetch("/hub/login?next=%2Fhub%2Fspawn", method="POST", body=urlencode(form))
        if page.code >= 400:
            raise RuntimeError(f"login: {page.code}")
        late = time.perf_counter() + LIMIT
        while time.perf_counter() < late:
            answer = await self.fetch(f"/user/{self.name}/lab")
            if answer.code == 200 and b"jupyter-config-data" in answer.body:
                return
            await asyncio.sleep(0.5)
        raise RuntimeError("the server did not start")

    async def run(self, socket, cells):
        for code in cells:
            header = {
                "msg_id": uuid.uuid4().hex,
                "msg_type": "execute_request",
                "username": "",
                "session": "a",
                "version": "5.4",
            }
            content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
            request = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
            await socket.write_message(json.dumps(request))
            while True:
                message = json.loads(await asyncio.wait_for(socket.read_message(), LIMIT))
                if message["parent_header"].get("msg_id") != header["msg_id"]:
                    continue
                if message["msg_type"] == "error":
                    raise RuntimeError(message["content"]["evalue"])
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    break

    async def learn(self, wait, job):
        await asyncio.sleep(wait)
        marks = [time.perf_counter()]
        mark = lambda: marks.append(time.perf_counter())  # noqa: E731
        try:
            await self.log_in()
            mark()
            path = "02-one-weight-by-hand.ipynb"
            session = await self.api(
                "sessions", "POST", {"path": path, "name": path, "type": "notebook", "kernel": {"name": "tslab"}}
            )
            url = f"ws{self.address[4:]}/user/{self.name}/api/kernels/{session['kernel']['id']}/channels"
            socket = await websocket_connect(
                HTTPRequest(url, headers={"Cookie": self.cookie()}), max_message_size=1 << 28
            )
            await self.run(socket, job["cells"])
            mark()
            await self.run(socket, job["again"])
            mark()
        except Exception as error:
            return {"failure": f"{type(error).__name__}: {error}"}
        return dict(zip(["server", "run", "again"], (b - a for a, b in zip(marks, marks[1:])), strict=True))


def memory(folder):
    """Resident bytes of the hub, its proxy, the servers and the kernels: all that has the folder's name in its environment."""
    mine = f"PERCEPTRON_BENCH={folder}".encode()
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mine in (process / "environ").read_bytes():
                total += int((process / "statm").read_text().split()[1])
        except OSError:
            pass
    return total * os.sysconf("SC_PAGE_SIZE")


async def main():
    job = json.load(sys.stdin)
    AsyncHTTPClient.configure(None, max_clients=1000)
    clone = Path(job["clone"])
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        port = job["port"]
        config = Path(folder, "config.py")
        ours = str(clone / "jupyter" / "hub" / "jupyterhub_config.py")
        homes = f"{folder}/{{username}}"
        config.write_text(
            CONFIG.format(ours=ours, port=port, api=port + 2, folder=folder, password=PASSWORD, homes=homes),
            encoding="utf-8",
        )
        log = open(Path(folder, "log"), "wb")
        hub = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", config],
            cwd=folder,
            stdout=log,
            stderr=log,
            env={**os.environ, "PERCEPTRON_BENCH": folder},
        )
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(120):
                try:
                    await AsyncHTTPClient().fetch(f"{address}/hub/login")
                    break
                except (OSError, HTTPClientError):  # the proxy is there, the hub not yet
                    await asyncio.sleep(0.5)
            learners = [Learner(address, f"learner-{i}") for i in range(job["learners"])]
            step = job["seconds"] / max(1, job["learners"] - 1)
            results = await asyncio.gather(*(one.learn(i * step, job) for i, one in enumerate(learners)))
            answer = {"learners": results, "memory": memory(folder)}
        except Exception:
            sys.stderr.write(Path(folder, "log").read_text()[-3000:])
            raise
        finally:
            hub.terminate()
            hub.wait(60)
    print(json.dumps(answer))


asyncio.run(main())
