"""A question that pre-sales asks a customer, and how its answer is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumberFormat
from phonenumbers.geodata.locale import LOCALE_DATA
from pydantic import TypeAdapter, ValidationError

from tenants.model.sections.field_types import Text
from tenants.model.us_states import US_STATES
from tenants.model.yaml_files.finding import allowed_instead

Answers = Mapping[str, str]

TODO = "TODO"
"""The answer to what nobody knows yet. The loader refuses a text that begins with it."""

_OPEN = frozenset({"todo", "?", "unknown", "don't know"})


@dataclass(frozen=True)
class Question:
    """A question.

    Attributes:
        key: The name of the answer.
        text: The text of the question.
        default: Returns the proposed answer, given the answers so far, or None.
        allowed: The allowed answers; empty if any answer of the kind is allowed.
        each_of: The allowed parts of a comma-separated answer; empty if the answer has no parts.
        kind: The type of the answer.
        expected: What the answer has to be, for the message about one of another kind.
        read: Converts an answer to the notation of the file. Answers it does not recognize are unchanged.
        applies: Returns whether the question is asked, given the answers so far.
        may_be_open: Whether the answer may be `TODO`: nobody knows it yet.
    """

    key: str
    text: str
    default: Callable[[Answers], str | None] = lambda _: None
    allowed: tuple[str, ...] = ()
    each_of: tuple[str, ...] = ()
    kind: Any = Text
    expected: str = "a text"
    read: Callable[[str], str] = str
    applies: Callable[[Answers], bool] = lambda _: True
    may_be_open: bool = False

    def checked(self, answer: str) -> str:
        """Return the answer as written in the file: without surrounding spaces and quotes, choices in their exact case.

        Raises:
            ValueError: The answer is invalid. The message says what is allowed.
        """
        answer = self.read(_unquoted(answer.strip()))
        if self.may_be_open and answer.casefold() in _OPEN:
            return TODO
        if self.allowed:
            answer = _meant(answer, self.allowed)
        if self.each_of:
            answer = ", ".join(_meant(part, self.each_of) for part in listed(answer))
        try:
            TypeAdapter(self.kind).validate_python(answer)
        except ValidationError:
            raise ValueError(f"{answer!r} is not {self.expected}") from None
        return answer


def listed(answer: str) -> list[str]:
    """Return the parts of a comma-separated answer."""
    return [part.strip() for part in answer.split(",") if part.strip()]


def _unquoted(answer: str) -> str:
    """Remove surrounding quotes, which the remedies for YAML files ask for."""
    quoted = re.fullmatch(r"""'([^']*)'|"([^"]*)\"""", answer)
    return (quoted[1] or quoted[2] or "").strip() if quoted else answer


def _meant(answer: str, allowed: tuple[str, ...]) -> str:
    """Return the matching choice, ignoring case."""
    for choice in allowed:
        if choice.casefold() == answer.casefold():
            return str(choice)
    raise ValueError(allowed_instead(answer, allowed))


def yes_or_no(answer: str) -> str:
    """Return `yes` or `no` for its first letter."""
    return {"y": "yes", "n": "no"}.get(answer.casefold(), answer)


def share(answer: str) -> str:
    """Return a percentage without its sign or word."""
    return re.sub(r"(?i)\s*(%|percent)$", "", answer)


def quantity(answer: str) -> str:
    """Return a number as the file has it: `1500` for 1,500, `0.2` for 0,2 or .2."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", answer):
        return answer.replace(",", "")
    return re.sub(r"^\.", "0.", answer.replace(",", ".")) if re.fullmatch(r"\d*[.,]\d+", answer) else answer


def countries(answer: str) -> str:
    """Return the two-letter codes for countries given by code or by English name, ignoring case."""
    names = {"usa": "US", "u.s.": "US", "u.s.a.": "US", "america": "US", "uk": "GB", "england": "GB"}
    for code, translations in LOCALE_DATA.items():
        name = translations.get("en", "")
        names.setdefault((translations[name[1:]] if name.startswith("*") else name).casefold(), code)
    return ", ".join(names.get(part.casefold(), part.upper()) for part in listed(answer))


def state(answer: str) -> str:
    """Return the two-letter code for a state's code or name, ignoring case."""
    names = {state.name.casefold(): code for code, state in US_STATES.items()}
    return names.get(answer.casefold(), answer.upper())


def any_phone_number(answer: str) -> str:
    """Return a number without what people write between its digits."""
    return re.sub(r"[\s()./-]", "", answer)


def phone_number(answer: str) -> str:
    """Return a number in E.164 if it is in a common US notation."""
    if not re.fullmatch(r"[\d\s().+-]+", answer):
        return answer
    try:
        return phonenumbers.format_number(phonenumbers.parse(answer, "US"), PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return answer
