"""The four objects by Terraform, where it is installed (benchmarks/terraform/README.md)."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.measured import Measured, measure
from benchmarks.served_twilio import ACCOUNT_SID

PROVIDER = "OWL_TERRAFORM_PROVIDER"
"""The environment variable that names the directory with the provider's binary."""

SOURCE = "RJPearson94/twilio"
OURS = Path(__file__).parent / "provider"

_APPLY = ("terraform", "apply", "-auto-approve", "-input=false", "-no-color")
_COMMANDS = {
    "create": _APPLY,
    "no change": _APPLY,
    "one tenant changed": (*_APPLY, "-var=changed= now"),
    "drift": ("terraform", "plan", "-detailed-exitcode", "-input=false", "-no-color", "-var=changed= now"),
    "destroy": ("terraform", "destroy", "-auto-approve", "-input=false", "-no-color", "-var=changed= now"),
}


def why_not() -> str:
    """Return why Terraform can't be measured here; empty if it can."""
    if shutil.which("terraform") is None:
        return "terraform is not installed"
    if directory := os.environ.get(PROVIDER):
        if not list(Path(directory).glob("terraform-provider-twilio*")):
            return f"{PROVIDER} does not name a directory with terraform-provider-twilio"
    elif shutil.which("go") is None:
        return f"{PROVIDER} names no provider, and Go is not installed to build the one in {OURS.name}"
    return ""


def which() -> str:
    """Return which provider Terraform runs."""
    if directory := os.environ.get(PROVIDER):
        return f"the provider in {directory}"
    return "benchmarks/terraform/provider, which makes the same calls as RJPearson94/twilio 0.27.0"


@cache
def provider() -> Path:
    """Return the directory of the provider's binary, and build ours first unless another one is named."""
    if directory := os.environ.get(PROVIDER):
        return Path(directory)
    built = OURS.parents[2] / ".local" / "terraform-provider"
    subprocess.run(["go", "build", "-o", f"{built}/terraform-provider-twilio", "."], cwd=OURS, check=True)
    return built


class Terraform:
    """A configuration of the same objects.

    Args:
        tenants: How many tenants it declares.
        twilio: The environment variables that point to a served local Twilio.
        isolated: Whether each tenant's objects are in its own subaccount, which takes a provider block each. Otherwise
            they are all in the parent account, and the subaccounts stay empty.
    """

    def __init__(self, tenants: int, twilio: Mapping[str, str], *, isolated: bool) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="owl-benchmark-terraform-"))
        (self._directory / "main.tf.json").write_text(json.dumps(configuration(tenants, isolated=isolated)))
        overrides = f'"{SOURCE}" = "{provider()}"'
        (self._directory / "terraform.rc").write_text(
            f"provider_installation {{\n  dev_overrides {{\n    {overrides}\n  }}\n  direct {{}}\n}}\n"
        )
        self._isolated = isolated
        self._environment = {
            **os.environ,
            **twilio,
            "TF_CLI_CONFIG_FILE": str(self._directory / "terraform.rc"),
            "CHECKPOINT_DISABLE": "1",
        }

    def run(self, operation: str) -> Measured:
        """Run an operation and measure it.

        The subaccounts of isolated tenants are created by a run of their own: the other providers need their tokens.
        """
        first = None
        if operation == "create" and self._isolated:
            command = (*_APPLY, "-target=twilio_account_sub_account.tenant")
            first = measure(command, self._directory, self._environment)
        then = measure(_COMMANDS[operation], self._directory, self._environment)
        if first is None:
            return then
        return Measured(first.seconds + then.seconds, first.cpu + then.cpu, max(first.megabytes, then.megabytes))

    def state_kilobytes(self) -> float:
        """Return the size of the state."""
        return (self._directory / "terraform.tfstate").stat().st_size / 1024

    def close(self) -> None:
        """Delete everything."""
        shutil.rmtree(self._directory)


def configuration(tenants: int, *, isolated: bool) -> dict[str, Any]:
    """Return the configuration in Terraform's JSON syntax (https://developer.hashicorp.com/terraform/language/syntax/json)."""
    names = [f"tenant-{number:04}" for number in range(tenants)]
    resources: dict[str, dict[str, Any]] = {
        "twilio_account_sub_account": {
            "tenant": {"for_each": f"${{toset({json.dumps(names)})}}", "friendly_name": "${each.key}"}
        },
        "twilio_messaging_service": {},
        "twilio_phone_number": {},
        "twilio_messaging_phone_number": {},
    }
    providers: list[dict[str, str]] = [{}]
    for name in names:
        account = f'twilio_account_sub_account.tenant["{name}"]'
        title = f"{name}${{var.changed}}" if name == names[0] else name
        inside: dict[str, Any] = {"provider": f"twilio.{name}"} if isolated else {}
        owner = f"${{{account}.sid}}" if isolated else "${var.account_sid}"
        if isolated:
            providers.append({"alias": name, "account_sid": owner, "auth_token": f"${{{account}.auth_token}}"})
        resources["twilio_messaging_service"][name] = {**inside, "friendly_name": title}
        resources["twilio_phone_number"][name] = {**inside, "account_sid": owner, "area_code": "415"}
        resources["twilio_messaging_phone_number"][name] = {
            **inside,
            "service_sid": f"${{twilio_messaging_service.{name}.sid}}",
            "sid": f"${{twilio_phone_number.{name}.sid}}",
        }
    return {
        "terraform": {"required_providers": {"twilio": {"source": SOURCE}}},
        "variable": {
            "changed": {"type": "string", "default": ""},
            "account_sid": {"type": "string", "default": ACCOUNT_SID},
        },
        "provider": {"twilio": providers},
        "resource": resources,
    }
