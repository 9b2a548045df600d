"""A stack's settings for commands that need no engine, read as `pulumi up` reads them."""

import os
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from owl.failure import Failure
from project import project_directory
from providers.core.settings import NAMESPACE, InvalidSettings, Mode, Settings, read_settings


def environment_of(stack: str) -> str:
    """Return the environment that a stack is of, as `pulumi up` takes it: by default the one called like the stack.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    return str(_config(stack).get("owl:environment") or stack)


def local_settings(stack: str) -> Settings:
    """Return the settings with which the stack uses its local Twilio, whichever Twilio its file names.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    config = _config(stack)
    environment = {**os.environ, "OWL_TWILIO": Mode.LOCAL.value}
    try:
        return read_settings(lambda key: config.get(f"{NAMESPACE}{key}"), environment)
    except InvalidSettings as error:
        raise Failure("; ".join(str(error).splitlines())) from None


def _config(stack: str) -> dict[str, Any]:
    path = project_directory() / f"Pulumi.{stack}.yaml"
    try:
        document = YAML(typ="safe").load(path)
    except FileNotFoundError:
        raise Failure(f"there is no stack {stack!r}: {path} does not exist") from None
    except YAMLError as error:
        raise Failure(f"{path} is not valid YAML: {' '.join(str(error).split())}") from None
    config = document.get("config") if isinstance(document, dict) else None
    if not isinstance(config, dict):
        raise Failure(f"{path} has no config: run `pulumi config set owl:accountSid AC...`")
    return config
