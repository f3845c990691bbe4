# What differs from JupyterLab's defaults. Settings of the user interface: labconfig/.
import sys
from pathlib import Path

c = get_config()  # noqa: F821

here = Path(__file__).parent

# Only the TypeScript kernel; Python's own comes along with JupyterLab.
c.KernelSpecManager.allowed_kernelspecs = {"tslab"}
c.KernelSpecManager.ensure_native_kernel = False
c.MultiKernelManager.default_kernel_name = "tslab"

# Nothing is asked of the network: no news, no update check, no list of extensions.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"

# No language servers: there are none here, and looking for them delays the start.
c.ServerApp.jpserver_extensions = {"jupyter_lsp": False}

# What differs in its look, and a small extension of ours.
c.LabApp.custom_css = True
c.ServerApp.tornado_settings = {"static_custom_path": [str(here / "custom")]}
c.LabApp.extra_labextensions_path = [str(here.parent / "dist" / "labextensions")]  # built from labextensions/

# File → Save and Export Notebook As → HTML, or Reveal.js Slides, writes the same as npm run handouts.
# By name: JupyterLab starts without loading nbconvert.
sys.path.insert(0, str(here))
c.HTMLExporter.preprocessors = ["handout.Handout"]

# The other formats want programs that are not installed here: pandoc, a TeX, Qt, a Chromium of nbconvert's own.
for name in ("ASCIIDoc", "Latex", "QtPDF", "QtPNG", "RST", "WebPDF"):
    c[f"{name}Exporter"].enabled = False
