"""A business in Germany that wants a mobile number, and its regulatory bundle."""

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.regulatory_compliance.german_business import GermanBusiness


@pytest.fixture
def business(parent: Client, twilio: LocalTwilio) -> GermanBusiness:
    """A business with an address, and nothing else."""
    return GermanBusiness(parent, twilio)
