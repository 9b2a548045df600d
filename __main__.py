"""Owl Inc.'s messaging on Twilio: `pulumi up` runs this for every stack.

What a tenant gets is in `owl/program/tenant_messaging.py`.
"""

from pathlib import Path

from owl.program.program import deploy

deploy(Path(__file__).parent / "tenants")
