"""`owl brand`: what a person has to do about a brand."""

from typing import Annotated

import typer

from owl.completion import stack_names, tenant_ids
from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.stacks.tenants import tenants_of_stack
from owl.twilio_failure import told_without_secrets
from tenants.model import BrandKind

commands = typer.Typer()
brand = typer.Typer(no_args_is_help=True, help="What a person has to do about a brand.")
commands.add_typer(brand, name="brand")


@brand.callback()
def _group() -> None:
    """Keep `otp` a command of its own: a group of one would swallow it."""


@brand.command(
    "otp",
    epilog=exit_codes(
        done="Twilio texts the owner again",
        failed="the brand is confirmed already, is not of that kind, or Twilio refused",
    ),
)
def otp(
    tenant: Annotated[str, typer.Argument(help="The tenant's id: a sole proprietor.", autocompletion=tenant_ids)],
    stack: Annotated[str, typer.Option(help="The stack it is deployed in.", autocompletion=stack_names)] = "dev",
) -> None:
    """Text a sole proprietor again to confirm the brand: the owner answers it on the mobile phone, within 24 hours."""
    from owl.stacks.outputs import DeployedStack  # noqa: PLC0415 - `owl --help` needs no engine
    from providers.core.gate import APPROVALS  # noqa: PLC0415 - same

    declared = tenants_of_stack(stack).by_id.get(tenant)
    if declared is not None and declared.brand.kind is not BrandKind.SOLE_PROPRIETOR:
        raise Failure(f"{tenant} is a {declared.brand.kind.value} brand: only a sole proprietor's is confirmed by text")
    deployed = DeployedStack(stack)
    found = deployed.tenant(tenant)
    brand_sid = deployed.brand_sid(tenant)
    twilio = deployed.connect()
    with told_without_secrets(twilio):
        brands = twilio.account(found.account_sid).messaging.v1.brand_registrations(brand_sid)
        status = brands.fetch().status
        if status not in APPROVALS:
            brands.brand_registration_otps.create()
    if status in APPROVALS:
        raise Failure(f"{tenant}: brand {brand_sid} is {status} already: there is nothing to confirm")
    typer.echo(
        f"Twilio texted {tenant}'s owner again. When the text is answered, which has to be within 24 hours, run "
        "`pulumi up --refresh`."
    )
