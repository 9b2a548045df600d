"""Where the value of an input at Twilio comes from: a file, the paths in it, and what the program does with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class File(StrEnum):
    """What declares a value."""

    TENANT = "the tenant's file"
    ISV = "catalogue/isv"
    PACKAGES = "catalogue/packages"
    TEMPLATES = "catalogue/templates"
    STACK = "the stack's settings"
    PROGRAM = "the program"


class Form(StrEnum):
    """How an input carries what a file says."""

    SAME = "same"
    """As it is written."""

    COMMAS = "commas"
    """A list, joined by commas."""

    SECRET = "secret"  # noqa: S105 - a word
    """The value of the secret that the file names."""

    MADE = "made"
    """Made of it by the program: what Twilio says can't be turned back into what the file said."""


@dataclass(frozen=True)
class Origin:
    """Where a value comes from.

    Attributes:
        file: What declares it.
        paths: The fields it is made of, the one to look at first before the others. `{part}` stands for what a
            resource's name says beside the tenant (`tenants.model.naming.ResourceName`), `{package}` for the tenant's
            package.
        form: How the value carries them.
        of_further: The paths instead, of a resource of which the tenant has several and this is not the first.
    """

    file: File
    paths: tuple[str, ...] = ()
    form: Form = Form.SAME
    of_further: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origins:
    """Where what is declared of a resource, or of an end user of one type, comes from.

    Attributes:
        whole: The resource as such: where to look when it is gone.
        inputs: Each of its inputs, or of an end user's attributes.
    """

    whole: Origin
    inputs: Mapping[str, Origin]


PROGRAM = Origin(File.PROGRAM, form=Form.MADE)
"""No file says it: it is a constant or a name of the program, the SID of another resource, or left to Twilio."""


def program(*names: str) -> dict[str, Origin]:
    """Return the rows of inputs that are the program's own."""
    return dict.fromkeys(names, PROGRAM)


def same(*paths: str) -> Origin:
    """Return the row of an input that is what the tenant's file says; further paths stand in for the first."""
    return Origin(File.TENANT, paths)


def commas(path: str) -> Origin:
    """Return the row of an input that is a list of the tenant's file, joined by commas."""
    return Origin(File.TENANT, (path,), Form.COMMAS)


def secret(path: str) -> Origin:
    """Return the row of an input that is a secret which the tenant's file names."""
    return Origin(File.TENANT, (path,), Form.SECRET)


def made_of(*paths: str, of_further: tuple[str, ...] = ()) -> Origin:
    """Return the row of an input that the program makes of what the tenant's file says."""
    return Origin(File.TENANT, paths, Form.MADE, of_further)


def catalogue(file: File, path: str) -> Origin:
    """Return the row of an input that is made of what a file of the catalogue says."""
    return Origin(file, (path,), Form.MADE)


def stack(key: str) -> Origin:
    """Return the row of an input that is made of one of the stack's settings, such as `accountSid`."""
    return Origin(File.STACK, (key,), Form.MADE)
