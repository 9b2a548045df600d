"""A stack's settings for commands that need no engine, read as `pulumi up` reads them."""

import os
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from owl.failure import Failure
from providers.core.settings import ConnectionSettings, InvalidSettings, Mode, read_connection_settings


def project_directory() -> Path:
    """Return the directory of Pulumi.yaml: this one or the nearest above, as `pulumi` finds it.

    Raises:
        Failure: There is none.
    """
    here = Path.cwd()
    for directory in (here, *here.parents):
        if (directory / "Pulumi.yaml").is_file():
            return directory
    raise Failure(f"there is no Pulumi.yaml in {here} or above: go to the project's directory")


def environment_of(stack: str) -> str:
    """Return the environment that a stack is of, as `pulumi up` takes it: by default the one called like the stack.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    return str(_config(stack).get("owl:environment") or stack)


def local_settings(stack: str) -> ConnectionSettings:
    """Return the settings with which the stack uses its local Twilio, whichever Twilio its file names.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    config = _config(stack)
    environment = {**os.environ, "OWL_TWILIO": Mode.LOCAL.value}
    try:
        return read_connection_settings(lambda key: config.get(f"owl:{key}"), environment)
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
        raise Failure(f"{path} has no config: run `pulumi config set accountSid AC...`")
    return config
