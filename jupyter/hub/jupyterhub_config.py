# JupyterHub for a class: one server for each learner, all from this one clone. See README.md.
from pathlib import Path

c = get_config()  # noqa: F821

here = Path(__file__).resolve().parent
venv = here.parent.parent / ".venv"

c.ConfigurableHTTPProxy.command = [str(venv / "node_modules" / ".bin" / "configurable-http-proxy")]
c.Spawner.cmd = [str(venv / "bin" / "python"), str(here / "serve.py")]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = 120  # many start at the same minute
c.Spawner.http_timeout = 120

# Whoever has an account and a password on this machine may log in.
c.JupyterHub.authenticator_class = "pam"
c.Authenticator.allow_all = True

# What the hub itself writes: its users, its cookie secret. Not for other users' eyes.
state = here.parent.parent / ".jupyter" / "hub"
state.mkdir(mode=0o700, parents=True, exist_ok=True)
c.JupyterHub.db_url = f"sqlite:///{state}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
