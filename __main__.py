"""Owl Inc.'s messaging on Twilio: `pulumi up` runs this for every stack. What a tenant gets is in stack/tenant.py."""

from pathlib import Path

from stack.program import deploy

deploy(Path(__file__).parent / "tenants")
