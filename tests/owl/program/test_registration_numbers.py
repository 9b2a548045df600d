"""A registration number is checked before any declaration, and never shown."""

import pulumi
import pytest

from owl.program.registration_numbers import registration_numbers
from providers.core.settings import Mode
from tenants.model.sections.business import RegistrationIdentifier
from tests.owl_inc import owl_inc

VARIABLE = "OWL_SECRET_ALPINE_SPOKES_EIN"
NEVER_GIVEN = ["00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89", "96", "97"]


def looked_up(number: str | None, mode: Mode = Mode.LIVE, **changes: object) -> dict[str, str]:
    """Look up a tenant's number with this value in the environment."""
    tenant = owl_inc().by_id["alpine-spokes"]
    changed = tenant.model_copy(update={"business": tenant.business.model_copy(update=changes)})
    environment = {} if number is None else {VARIABLE: number}
    return registration_numbers([changed], lambda _: None, "prod", mode, environment)


@pytest.mark.parametrize("number", ["98-7654321", "987654321", "01-0000000", "99-9999999"])
def test_an_ein_is_taken_as_it_is_written(number: str) -> None:
    """The hyphen is optional."""
    assert looked_up(number) == {"alpine-spokes": number}


@pytest.mark.parametrize(
    "number", ["98-765432", "98-76543210", "9-87654321", "98 7654321", "98--7654321", "9876543a1", " 987654321"]
)
def test_what_has_not_its_form_is_refused(number: str) -> None:
    """The message names the secret and shows nothing of the number."""
    with pytest.raises(pulumi.RunError, match="alpine-spokes: the secret 'alpine-spokes-ein' is not an EIN") as refused:
        looked_up(number)
    assert "two digits, an optional hyphen, and seven digits" in str(refused.value)
    assert number not in str(refused.value).replace("alpine-spokes", "").replace("expected", "")


@pytest.mark.parametrize("beginning", NEVER_GIVEN)
def test_what_the_tax_authority_never_gave_is_refused(beginning: str) -> None:
    """These prefixes belong to no office, so they are refused on the local Twilio too."""
    with pytest.raises(pulumi.RunError, match="the IRS issues no EINs with its first two digits") as refused:
        looked_up(f"{beginning}-7654321", Mode.LOCAL)
    assert "7654321" not in str(refused.value)


def test_another_register_has_another_form() -> None:
    """Only the form of an EIN is checked."""
    assert looked_up("GB 123", registration_identifier=RegistrationIdentifier.CN) == {"alpine-spokes": "GB 123"}


def test_a_number_that_is_not_set_is_made_up_on_the_local_twilio_alone() -> None:
    """It belongs to no business and is the same every time; a live stack requires a real one."""
    assert looked_up(None, Mode.LOCAL) == looked_up(None, Mode.LOCAL)
    assert looked_up(None, Mode.LOCAL)["alpine-spokes"].startswith("00")
    with pytest.raises(pulumi.RunError, match="which is not set"):
        looked_up(None)
