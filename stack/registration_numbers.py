"""Registration numbers, such as EINs: the tenants' files name a secret; here it is looked up.

The secret `freestyle-falcons-ein` is the stack's config `owl:freestyle-falcons-ein`, set with
`pulumi config set --secret`, or OWL_SECRET_FREESTYLE_FALCONS_EIN in the environment, which comes first.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping

import pulumi

from providers.core.settings import Mode
from tenants import Tenant


def variable(secret: str) -> str:
    """Give the name of the environment variable that holds a secret."""
    return f"OWL_SECRET_{secret.upper().replace('-', '_')}"


def registration_numbers(
    tenants: Iterable[Tenant],
    config: Callable[[str], str | None],
    twilio: Mode,
    environment: Mapping[str, str] = os.environ,
) -> dict[str, str]:
    """Give each tenant's registration number, by its id.

    The local Twilio asks no registry, so there a number that is not set is made up: the same one every time.

    Raises:
        pulumi.RunError: Some are not set; all of them are named.
    """
    found, missing = {}, []
    for tenant in tenants:
        if tenant.business.registration_number is None:
            continue
        secret = tenant.business.registration_number.removeprefix("secret:")
        number = environment.get(variable(secret)) or config(secret)
        if number is None and twilio is Mode.LOCAL:
            number = _made_up(secret)
        if number is None:
            missing.append(
                f"{tenant.id}: registration_number names the secret {secret!r}, which is not set. Run "
                f"`pulumi config set --secret {secret} NUMBER`, or set {variable(secret)}"
            )
        else:
            found[tenant.id] = number
    if missing:
        raise pulumi.RunError("\n".join(missing))
    return found


def _made_up(secret: str) -> str:
    """Give nine digits that no EIN has: no office of the tax authority numbers from 00."""
    return f"00{int(hashlib.sha256(secret.encode()).hexdigest(), 16) % 10**7:07d}"
