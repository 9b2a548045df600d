"""The origin of an input at Twilio: a file, the paths in it, and what the program does with their values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class File(StrEnum):
    """The file, or other place, that declares a value."""

    TENANT = "the tenant's file"
    ISV = "catalogue/isv"
    PACKAGES = "catalogue/packages"
    TEMPLATES = "catalogue/templates"
    STACK = "the stack's settings"
    PROGRAM = "the program"


class Form(StrEnum):
    """How an input is made from the file's values."""

    SAME = "same"
    """The value as it is."""

    COMMAS = "commas"
    """A list, joined by commas."""

    SECRET = "secret"  # noqa: S105 - a word
    """The value of the secret that the file names."""

    MADE = "made"
    """Made by the program: the file's value can't be recovered from Twilio's."""


@dataclass(frozen=True)
class Origin:
    """The origin of a value.

    Attributes:
        file: The file that declares it.
        paths: The fields it is made of, the most relevant first. `{part}` stands for the part of a resource's name
            after the tenant (`tenants.model.naming.ResourceName`), `{package}` for the tenant's package.
        form: How the value is made from them.
        of_further: The paths used instead for a tenant's second and further resources of the kind.
    """

    file: File
    paths: tuple[str, ...] = ()
    form: Form = Form.SAME
    of_further: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origins:
    """The origins of a resource, or of one type of end user.

    Attributes:
        whole: The origin of the resource as a whole: the line to look at when it is missing.
        inputs: The origin of each input, or of each attribute of an end user.
    """

    whole: Origin
    inputs: Mapping[str, Origin]


PROGRAM = Origin(File.PROGRAM, form=Form.MADE)
"""Not from a file: a constant or a name of the program, the SID of another resource, or left to Twilio."""


def program(*names: str) -> dict[str, Origin]:
    """Return the rows of inputs that the program sets."""
    return dict.fromkeys(names, PROGRAM)


def same(*paths: str) -> Origin:
    """Return the row of an input that is a value of the tenant's file; further paths are used if the first is unset."""
    return Origin(File.TENANT, paths)


def commas(path: str) -> Origin:
    """Return the row of an input that is a list of the tenant's file, joined by commas."""
    return Origin(File.TENANT, (path,), Form.COMMAS)


def secret(path: str) -> Origin:
    """Return the row of an input that is a secret named in the tenant's file."""
    return Origin(File.TENANT, (path,), Form.SECRET)


def made_of(*paths: str, of_further: tuple[str, ...] = ()) -> Origin:
    """Return the row of an input that the program makes from values of the tenant's file."""
    return Origin(File.TENANT, paths, Form.MADE, of_further)


def catalogue(file: File, path: str) -> Origin:
    """Return the row of an input that is made from a value in a file of the catalogue."""
    return Origin(file, (path,), Form.MADE)


def stack(key: str) -> Origin:
    """Return the row of an input that is made from a setting of the stack, such as `accountSid`."""
    return Origin(File.STACK, (key,), Form.MADE)
