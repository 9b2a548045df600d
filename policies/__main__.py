"""Starts the rules as a CrossGuard pack, as `policies/pack` does: `python -m policies ENGINE_ADDRESS`."""

import runpy
import sys
from pathlib import Path

from project.garbage import run_and_end

sys.argv[1:] = [sys.argv[1], str(Path(__file__).with_name("crossguard.py"))]
run_and_end(lambda: runpy.run_module("pulumi.policy", run_name="__main__"))
