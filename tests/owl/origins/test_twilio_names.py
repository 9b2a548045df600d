"""A Twilio field's name in any style leads to its source in a tenant's file."""

import pytest

from owl.origins.twilio_names import known_paths, paths_of
from tests.owl.origins.tenant_paths import PATHS


def test_every_path_is_in_a_tenants_file() -> None:
    """Each path can be in a tenant's file."""
    assert set(known_paths()) <= PATHS


@pytest.mark.parametrize(
    "name", ["MESSAGE_FLOW", "message_flow", "MessageFlow", "messageFlow", "message-flow", "campaign.message_flow"]
)
def test_style_does_not_matter(name: str) -> None:
    """Parameters, properties and the capitals of a campaign's errors name the same field."""
    assert paths_of(name) == ("campaign.message_flow",)


@pytest.mark.parametrize("name", ["MESSAGE_SAMPLES", "MessageSamples", "MESSAGE_SAMPLES[0]", "sample2"])
def test_samples_may_come_from_templates(name: str) -> None:
    """A field about samples leads to either of them."""
    assert paths_of(name) == ("campaign.samples", "templates")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("business_registration_number", "business.registration_number"),
        ("business_name", "business.legal_name"),
        ("region", "business.address.region"),
        ("customer_profile_address", "business.address"),
        ("authorized_representative_1", "business.representative"),
        ("TermsAndConditionsUrl", "campaign.terms_and_conditions_url"),
    ],
)
def test_a_field_leads_to_its_path(name: str, path: str) -> None:
    """Attributes, requirements and parameters lead to their path."""
    assert paths_of(name) == (path,)


@pytest.mark.parametrize("name", ["", ".", "0", "authorized_representative_2", "shoe_size"])
def test_an_unknown_field_has_no_path(name: str) -> None:
    """A tenant's file has no second representative."""
    assert paths_of(name) == ()
