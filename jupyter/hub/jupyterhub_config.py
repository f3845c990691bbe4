# JupyterHub for a class: one server for each learner, all from this one clone. See README.md beside this file.
from pathlib import Path

c = get_config()  # noqa: F821

here = Path(__file__).resolve().parent
venv = here.parent.parent / ".venv"

c.ConfigurableHTTPProxy.command = [str(here / "node_modules" / ".bin" / "configurable-http-proxy")]
c.Spawner.cmd = [str(venv / "bin" / "python"), str(here / "single_user.py")]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = 300  # many start at the same minute
c.Spawner.http_timeout = 300

# For programs of this computer only: passwords must not cross a network in clear. What encrypts them stands in front.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# The accounts of this computer that are in the group "perceptron", with their passwords.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {"perceptron"}

# All learners' servers have one address, told apart by a path. Where the name and the certificate are for *.the.name, too,
# c.JupyterHub.subdomain_host = "https://the.name" gives each an address, and so a browser's storage, of its own.

# What the hub itself writes: its users, its cookie secret. Not for other users' eyes.
state = here.parent.parent / ".jupyter" / "hub"
state.mkdir(mode=0o700, parents=True, exist_ok=True)
state.chmod(0o700)
c.JupyterHub.db_url = f"sqlite:///{state}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
