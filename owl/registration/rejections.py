"""Explain Twilio's errors of a rejected registration: cause, remedy, and the lines to edit.

Providers output an error in one of three shapes: a failed evaluation (`code`, `field`, `message`), a reviewer's reason
for a bundle (`code`), or an error of a brand or campaign (`error_code`, `fields`, `description`). Nothing here raises:
an unknown error keeps Twilio's own words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from owl.origins.twilio_names import paths_of
from owl.registration.regulatory_step import is_regulatory, number_of
from owl.registration.rejection_table import Rejection, rejection_table
from owl.rendering.one_line import one_line
from redaction.redact import redact_text
from tenants.model.naming import INTERNATIONAL, international_path

MOST_OF_A_MESSAGE = 300
"""Characters of Twilio's own words that are shown."""

TOLL_FREE = "toll-free verification"
"""The registration step of a toll-free number, which needs no other one but the customer profile."""

_LARGEST_CODE = 999_999
_PAGES = "https://www.twilio.com/docs/api/errors"


@dataclass(frozen=True)
class Explained:
    """An error that rejected a registration, explained.

    Attributes:
        code: Twilio's code, if it gave one.
        cause: What is wrong: a sentence.
        remedy: What to do: a sentence.
        paths: The fields of the tenant's file to look at, such as `campaign.message_flow`.
        final: Whether it can't be resubmitted, even when corrected.
        url: The page where Twilio explains the code.
    """

    code: int | None
    cause: str
    remedy: str
    paths: tuple[str, ...]
    final: bool
    url: str


def error_page(code: int | None) -> str:
    """Return the page where Twilio explains a code; without one, the list of all codes."""
    return _PAGES if code is None else f"{_PAGES}/{code}"


_OF_TOLL_FREE: Mapping[str, str] = {
    "campaign.description": "senders.toll_free.use_case_summary",
    "campaign.message_flow": "senders.toll_free.opt_in_image_urls",
    "campaign.samples": "senders.toll_free.production_message_sample",
    "templates": "senders.toll_free.production_message_sample",
    "campaign.use_case": "senders.toll_free.use_case_categories",
    "campaign.age_gated": "senders.toll_free.age_gated_content",
    "campaign.opt_in_message": "senders.toll_free.opt_in_confirmation_message",
    "campaign.opt_in_keywords": "senders.toll_free.opt_in_keywords",
    "campaign.help_message": "senders.toll_free.help_message_sample",
    "campaign.privacy_policy_url": "senders.toll_free.privacy_policy_url",
    "campaign.terms_and_conditions_url": "senders.toll_free.terms_and_conditions_url",
}
"""Where a toll-free number's verification says what a campaign says: they share the codes from 30881 on."""


def explained(error: Mapping[str, Any], step: str = "") -> Explained:
    """Return the explanation of one of the errors that a provider outputs.

    Its paths are the fields that Twilio names, if they come from the tenant's file; else all fields of the code.

    Args:
        error: The error.
        step: The registration step that it rejected; empty if that is not known.
    """
    values = {_key(name): value for name, value in error.items()}
    code = next((code for name in ("errorcode", "code") if (code := _code(values.get(name))) is not None), None)
    named = tuple(dict.fromkeys(path for field in _fields(values) for path in paths_of(field)))
    table = rejection_table()
    known = {**table.by_code, **table.regulatory} if is_regulatory(step) else table.by_code
    rejection = known.get(code) if code is not None else None
    if rejection is None:
        rejection = Rejection(cause=_message(values), remedy=f"Read {error_page(code)}.")
    return Explained(
        code=code,
        cause=rejection.cause,
        remedy=rejection.remedy,
        paths=_paths(rejection.fields if is_regulatory(step) else named or rejection.fields, step),
        final=rejection.final,
        url=error_page(code),
    )


def _paths(paths: tuple[str, ...], step: str) -> tuple[str, ...]:
    if is_regulatory(step):
        section = international_path(number_of(step))
        fields = [each.removeprefix(f"{INTERNATIONAL}.") for each in paths if each.startswith(INTERNATIONAL)]
        return tuple(f"{section}.{each}" for each in fields) or (section,)
    if step != TOLL_FREE:
        return paths
    return tuple(dict.fromkeys(_OF_TOLL_FREE.get(path, path) for path in paths if path != "campaign"))


def sentence(explanation: Explained, where: Callable[[str], str]) -> str:
    """Return an explanation in one line: code, cause, remedy, and file, line and path of the fields to look at.

    Args:
        explanation: The explanation.
        where: Returns file and line of a path, such as `tenants/acme.yaml:14`: `Tenants.where` of the tenant.
    """
    start = "" if explanation.code is None else f"{explanation.code}: "
    is_ours = explanation.code in {**rejection_table().by_code, **rejection_table().regulatory}
    cause = _uncapitalized(explanation.cause) if is_ours else explanation.cause
    places = ", ".join(_places(explanation.paths, where))
    return f"{start}{cause} {explanation.remedy.removesuffix('.')}{f' ({places})' if places else '.'}"


def _places(paths: tuple[str, ...], where: Callable[[str], str]) -> Iterator[str]:
    """Yield file, line and path of each path; a file is named only when it changes."""
    before = ""
    for path in paths:
        file, colon, line = where(path).rpartition(":")
        yield f"{'' if file == before else file}{colon}{line} {path}"
        before = file


def _uncapitalized(text: str) -> str:
    """Return a sentence as it continues after a colon."""
    return text[:1].lower() + text[1:]


def _key(name: object) -> str:
    return str(name).replace("_", "").lower()


def _code(value: object) -> int | None:
    """Return a code given as a number or as text; None for anything else, such as a number that is too long."""
    match value:
        case bool():
            return None
        case float() if value.is_integer():
            number = int(value)
        case int():
            number = value
        case str() if re.fullmatch("[0-9]{1,6}", value.strip(), re.ASCII):
            number = int(value)
        case _:
            return None
    return number if 0 < number <= _LARGEST_CODE else None


def _fields(values: Mapping[str, object]) -> Iterator[str]:
    """Yield the names of the fields that an error is about."""
    for name in ("fields", "field", "objectfield"):
        match values.get(name):
            case str(field):
                yield field
            case list(fields) | tuple(fields):
                yield from (each for each in fields if isinstance(each, str))


def _message(values: Mapping[str, object]) -> str:
    """Return Twilio's own words as one sentence in one line, redacted."""
    given = (values.get(name) for name in ("message", "description", "failurereason"))
    text = next((text for each in given if isinstance(each, str) and (text := one_line(each))), "")
    text = redact_text(text)
    if not text:
        return "Twilio gives no reason."
    if len(text) > MOST_OF_A_MESSAGE:
        return f"{text[:MOST_OF_A_MESSAGE].rstrip()}…"
    return text if text[-1] in ".!?…" else f"{text}."
