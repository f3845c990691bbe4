"""What Jupyter's own test of kernels needs to know of this one. It skips only the pager, which the protocol has given up."""

import os
import unittest
from pathlib import Path

import jupyter_kernel_test

os.chdir(Path(__file__).parents[3] / "notebooks")


class Protocol(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world");'
    code_stderr = 'console.error("oh");'
    completion_samples = [
        {"text": "consol", "matches": ["console"]},
        {"text": "Math.hypo", "matches": ["hypot"]},
    ]
    complete_code_samples = ["1 + 1", "const a = [1];", "for (const b of []) { }", "await 1"]
    incomplete_code_samples = ["function f() {", "[1,", "`a", "/* a", "const f = () =>"]
    invalid_code_samples = ["let = = 1", "}", '"a']
    code_generate_error = 'throw new Error("bad");'
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "[1, 2]", "result": "[ 1, 2 ]"},
    ]
    code_display_data = [
        {"code": 'import { display } from "tslab"; display.html("<b>a</b>");', "mime": "text/html"},
        {"code": 'import { md } from "perceptron"; md`a`;', "mime": "text/markdown"},
    ]
    code_history_pattern = "1 + ? + 3*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "console"
    code_clear_output = "console.clear();"


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "tslab"
    support_iopub_welcome = True


class Interrupts(unittest.TestCase):
    """Not among Jupyter's."""

    def test_interrupts(self):
        from jupyter_client.manager import start_new_kernel

        manager, client = start_new_kernel(kernel_name="tslab")
        try:
            request = client.execute("await null; for (;;) {}")
            while client.get_iopub_msg(timeout=20)["msg_type"] != "execute_input":
                pass
            manager.interrupt_kernel()
            reply = client.get_shell_msg(timeout=5)
            self.assertEqual(reply["parent_header"]["msg_id"], request)
            self.assertEqual(reply["content"]["ename"], "Interrupted")
        finally:
            client.stop_channels()
            manager.shutdown_kernel()


if __name__ == "__main__":
    unittest.main(verbosity=2)
