"""The base of all pull requests, deployed once by the real engine to the local Twilio."""

import pytest

from tests.engine.project import Project
from tests.owl.review.pull_request import base_project

CANARY = "41-7654321"
"""Acme Cycles' tax number."""


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The stack `dev` with the base: Dune Cycles' campaign and Fern Cycles' brand were rejected.

    Previews don't change it.
    """
    base = base_project(tmp_path_factory.mktemp("reviews"), OWL_SECRET_ACME_EIN=CANARY)
    base.local.control.script_review("us_app_to_person", "reject", [30909], of="dune")
    base.local.control.script_review("brand_registration", "reject", [30795], of="fern customer profile")
    assert base.up("--policy-pack", "policies/pack").code == 0  # compiles the rules, once for all copies
    return base
