"""The program, and the language host that starts it."""

import subprocess
import sys

PROGRAM = """
import signal
from owl.program.language_host import end_with_language_host
end_with_language_host()
print("declaring", flush=True)
signal.pause()
"""
LANGUAGE_HOST = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"


def test_the_program_ends_with_its_language_host() -> None:
    """It ends even if the engine kills the language host after a refusal: then nobody else has the pipe open."""
    with subprocess.Popen(
        [sys.executable, "-c", LANGUAGE_HOST, PROGRAM], stdout=subprocess.PIPE, text=True
    ) as language_host:
        assert language_host.stdout is not None
        assert language_host.stdout.readline() == "declaring\n"

        language_host.kill()

        assert language_host.communicate(timeout=1200)[0] == ""
