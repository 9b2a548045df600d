"""Registration numbers, such as EINs. The tenants' files name a secret, and this module reads it.

The secret `freestyle-falcons-ein` is the stack's config `owl:freestyle-falcons-ein`, set with
`pulumi config set --secret owl:NAME`, or OWL_SECRET_FREESTYLE_FALCONS_EIN in the environment, which overrides it.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping

import pulumi

from owl.rendering.on_stack import on_stack
from providers.core.settings import Mode
from tenants.model import Tenant
from tenants.model.naming import referenced_secret, secret_variable
from tenants.model.sections.business import RegistrationIdentifier

_NEVER_GIVEN = frozenset(
    ["00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89", "96", "97"]
)
"""Prefixes that the IRS does not issue.

See https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes
(as others quote it, 2026-11-24).
"""


def registration_numbers(
    tenants: Iterable[Tenant],
    config: Callable[[str], str | None],
    stack: str,
    twilio: Mode,
    environment: Mapping[str, str] = os.environ,
) -> dict[str, str]:
    """Return each tenant's registration number, by tenant id.

    The local Twilio checks no registry, so there a missing number is made up, the same one each time.

    Raises:
        pulumi.RunError: Numbers are not set, or are not valid EINs. The message names all of them and shows none.
    """
    found, wrong = {}, []
    for tenant in tenants:
        if tenant.business.registration_number is None:
            continue
        secret = referenced_secret(tenant.business.registration_number)
        number = environment.get(secret_variable(secret)) or config(secret)
        fault = _fault(number) if tenant.business.registration_identifier is RegistrationIdentifier.EIN else None
        if number is None and twilio is Mode.LOCAL:
            number = _made_up(secret)
        if number is None:
            wrong.append(
                f"{tenant.id}: registration_number names the secret {secret!r}, which is not set. Run "
                f"`{on_stack(f'pulumi config set --secret owl:{secret} NUMBER', stack)}`, or set "
                f"{secret_variable(secret)}"
            )
        elif fault:
            wrong.append(
                f"{tenant.id}: the secret {secret!r} is not an EIN: {fault} (the number is not shown). Compare it with "
                "the IRS letter CP-575 or 147C, and set it again"
            )
        else:
            found[tenant.id] = number
    if wrong:
        raise pulumi.RunError("\n".join(wrong))
    return found


def _fault(number: str | None) -> str | None:
    """Return what is wrong with an EIN, without any of its digits; None if it is valid or not set."""
    if number is None:
        return None
    if not re.fullmatch("[0-9]{2}-?[0-9]{7}", number):
        return "expected two digits, an optional hyphen, and seven digits"
    if number[:2] in _NEVER_GIVEN:
        return "the IRS issues no EINs with its first two digits"
    return None


def _made_up(secret: str) -> str:
    """Return nine digits that are never an EIN: the IRS does not issue the prefix 00."""
    return f"00{int(hashlib.sha256(secret.encode()).hexdigest(), 16) % 10**7:07d}"
