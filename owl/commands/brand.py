"""`owl brand`: the manual steps of a brand's registration."""

from typing import Annotated

import typer

from owl.completion import stack_names, tenant_ids
from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.rendering.on_stack import on_stack
from owl.stacks.tenants import valid_tenants_of_stack
from owl.twilio_failure import told_without_secrets
from tenants.model import BrandKind, CompanyType, Tenant
from tenants.model.naming import tenant_file

commands = typer.Typer()
brand = typer.Typer(no_args_is_help=True, help="Do a manual step of a brand's registration.")
commands.add_typer(brand, name="brand")


@brand.command(
    "otp",
    epilog=exit_codes(
        done="Twilio texts the owner again",
        failed="the brand is confirmed already, is not of that kind, or Twilio refused",
    ),
)
def otp(
    tenant: Annotated[
        str, typer.Argument(help="The id of a tenant that is a sole proprietor.", autocompletion=tenant_ids)
    ],
    stack: Annotated[str, typer.Option(help="The stack it is deployed in.", autocompletion=stack_names)] = "dev",
) -> None:
    """Send a sole proprietor the confirmation text again. The owner has 24 hours to answer it on the mobile phone."""
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - `owl --help` needs no engine
    from providers.core.gate import APPROVALS  # noqa: PLC0415 - same

    declared = _declared(tenant, stack)
    if declared is not None and declared.brand and declared.brand.kind is not BrandKind.SOLE_PROPRIETOR:
        raise Failure(f"{tenant} is a {declared.brand.kind.value} brand: only sole proprietors confirm by text")
    deployed = deployed_stack(stack)
    found = deployed.tenant(tenant)
    brand_sid = deployed.brand_sid(tenant)
    twilio = deployed.connect()
    with told_without_secrets(twilio):
        brands = twilio.account(found.account_sid).messaging.v1.brand_registrations(brand_sid)
        status = brands.fetch().status
        if status not in APPROVALS:
            brands.brand_registration_otps.create()
    if status in APPROVALS:
        raise Failure(f"{tenant}: brand {brand_sid} is already {status}: there is nothing to confirm")
    up = on_stack("pulumi up --refresh", found.stack)
    typer.echo(f"Twilio texted {tenant}'s owner again. The owner has 24 hours to answer; then run `{up}`.")


@brand.command(
    "2fa",
    epilog=exit_codes(
        done="the contact gets the mail again",
        failed="the brand is not under review, is not a public company's, or Twilio refused",
    ),
)
def two_factor(
    tenant: Annotated[
        str, typer.Argument(help="The id of a tenant that is a public company.", autocompletion=tenant_ids)
    ],
    stack: Annotated[str, typer.Option(help="The stack it is deployed in.", autocompletion=stack_names)] = "dev",
) -> None:
    """Send a public company's contact the verification mail again. Its link is valid for 7 days."""
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - `owl --help` needs no engine

    declared = _declared(tenant, stack)
    if declared is not None and declared.business.company_type is not CompanyType.PUBLIC:
        kind = declared.business.company_type.value
        raise Failure(f"{tenant} is a {kind} company: only public companies confirm by mail (business.company_type)")
    deployed = deployed_stack(stack)
    found = deployed.tenant(tenant)
    brand_sid = deployed.brand_sid(tenant)
    twilio = deployed.connect()
    with told_without_secrets(twilio):
        messaging = twilio.account(found.account_sid).messaging.v1
        status = messaging.brand_registrations(brand_sid).fetch().status
        if status in UNDER_REVIEW:
            messaging.create("POST", f"/a2p/BrandRegistrations/{brand_sid}/2fa")  # the SDK has no method for it
    if status not in UNDER_REVIEW:
        raise Failure(f"{tenant}: brand {brand_sid} is {status}: no mail is due")
    where = f" ({declared.business.brand_contact_email})" if declared and declared.business.brand_contact_email else ""
    typer.echo(
        f"{tenant}'s brand contact{where} gets the mail from noreply@auth.campaignregistry.com again. Its link is "
        f"valid for 7 days. Then run `{on_stack('pulumi up --refresh', found.stack)}`."
    )


def _declared(tenant: str, stack: str) -> Tenant | None:
    """Return the tenant as its file has it; None if it has left.

    Raises:
        Failure: It has no brand.
    """
    tenants, _ = valid_tenants_of_stack(stack, needed=tenant)
    declared = tenants.by_id.get(tenant)
    if declared is not None and declared.brand is None:
        raise Failure(f"{tenant} has no brand: its file names only senders that need none ({tenant_file(tenant)})")
    return declared


UNDER_REVIEW = frozenset({"PENDING", "IN_REVIEW"})
"""Statuses of a brand whose contact may still have to answer the mail."""
