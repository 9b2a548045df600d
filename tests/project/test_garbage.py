"""The end of a process that frees nothing."""

import subprocess
import sys

import pytest

PROGRAM = """
import atexit, sys
from project.garbage import run_and_end

def run():
    atexit.register(print, "at the end")
    sys.stdout.write("said ")
    {end}

run_and_end(run)
"""


@pytest.mark.parametrize(
    ("end", "code", "reason"),
    [
        ("pass", 0, ""),
        ("sys.exit(3)", 3, ""),
        ("sys.exit()", 0, ""),
        ("sys.exit('a reason')", 1, "a reason"),
        ("raise ValueError('of its own')", 1, "ValueError: of its own"),
    ],
)
def test_a_process_ends_as_it_would(end: str, code: int, reason: str) -> None:
    """With the same exit code, its output written, and what it registered called."""
    program = PROGRAM.format(end=end)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (code, "said at the end\n")
    assert done.stderr.strip().endswith(reason)
