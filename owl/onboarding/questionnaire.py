"""The questions pre-sales asks a customer, and the tenant's file generated from the answers.

Carriers read the campaign's texts as statements of the shop. So they say only what was answered; where an answer is
`TODO`, so is the text, and the file is refused until somebody completes it.
"""

import json
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Annotated, Any

import phonenumbers
from phonenumbers import PhoneNumberFormat
from phonenumbers.geodata.locale import LOCALE_DATA
from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from finance import DAYS
from owl.rendering import drawn_files
from tenants.model import BusinessType, JobPosition, Package, Qualification, Template, Tenants, Traffic
from tenants.model.naming import registration_number_secret, secret_reference
from tenants.model.sections.campaign import FEWEST_SAMPLES, MOST_SAMPLES
from tenants.model.sections.field_types import (
    AreaCode,
    Countries,
    EmailAddress,
    PostalCode,
    Text,
    UsPhoneNumber,
    UsState,
    WebPage,
)
from tenants.model.sections.industry import BusinessIndustry, Vertical
from tenants.model.tenant_schema import MODELINE
from tenants.model.us_states import US_STATES
from tenants.model.yaml_files.finding import allowed_instead

Answers = Mapping[str, str]


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


def _yes_or_no(answer: str) -> str:
    """Return `yes` or `no` for its first letter."""
    return {"y": "yes", "n": "no"}.get(answer.casefold(), answer)


def _share(answer: str) -> str:
    """Return a percentage without its sign or word."""
    return re.sub(r"(?i)\s*(%|percent)$", "", answer)


def _quantity(answer: str) -> str:
    """Return a number as the file has it: `1500` for 1,500, `0.2` for 0,2 or .2."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", answer):
        return answer.replace(",", "")
    return re.sub(r"^\.", "0.", answer.replace(",", ".")) if re.fullmatch(r"\d*[.,]\d+", answer) else answer


def _countries(answer: str) -> str:
    """Return the two-letter codes for countries given by code or by English name, ignoring case."""
    names = {"usa": "US", "u.s.": "US", "u.s.a.": "US", "america": "US", "uk": "GB", "england": "GB"}
    for code, translations in LOCALE_DATA.items():
        name = translations.get("en", "")
        names.setdefault((translations[name[1:]] if name.startswith("*") else name).casefold(), code)
    return ", ".join(names.get(part.casefold(), part.upper()) for part in listed(answer))


def _state(answer: str) -> str:
    """Return the two-letter code for a state's code or name, ignoring case."""
    names = {state.name.casefold(): code for code, state in US_STATES.items()}
    return names.get(answer.casefold(), answer.upper())


def _phone_number(answer: str) -> str:
    """Return a number in E.164 if it is in a common US notation."""
    if not re.fullmatch(r"[\d\s().+-]+", answer):
        return answer
    try:
        return phonenumbers.format_number(phonenumbers.parse(answer, "US"), PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return answer


def _is_registered(answers: Answers) -> bool:
    return answers["has_ein"] == "yes"


def _is_alone(answers: Answers) -> bool:
    return not _is_registered(answers)


def _host(answers: Answers) -> str:
    return answers["website"].removeprefix("https://").partition("/")[0].removeprefix("www.")


def _smallest_package(packages: Mapping[str, Package]) -> Callable[[Answers], str]:
    def smallest(answers: Answers) -> str:
        needed = Decimal(answers["consumers"]) * Decimal(answers["messages_per_consumer_per_day"])
        paid = {name: package for name, package in packages.items() if not package.trial}
        fits = [name for name, package in paid.items() if package.messages_per_day >= needed]
        return (fits or list(paid)[-1:])[0]

    return smallest


_Whole = Annotated[int, Field(strict=False, ge=1)]
_Percent = Annotated[int, Field(strict=False, ge=0, le=100)]
_Countries = Annotated[Countries, BeforeValidator(listed)]
_Quantity = Qualification.__annotations__["messages_per_consumer_per_day"]
_WEB_PAGE = "the address of a web page that begins with https://, such as https://example.com/texts"
_EMAIL = "an e-mail address, such as una@example.com"
_YES_OR_NO = ("yes", "no")

TODO = "TODO"
"""The answer to what nobody knows yet. The loader refuses a text that begins with it."""

_OPEN = frozenset({"todo", "?", "unknown", "don't know"})


def questions(packages: Mapping[str, Package], templates: Mapping[str, Template]) -> tuple[Question, ...]:
    """Return the questions in the order they are asked.

    Args:
        packages: The catalogue's packages, smallest first.
        templates: The catalogue's templates.
    """
    return (*_about_messages(packages, templates), *_about_the_business(), *_about_the_campaign())


def _about_messages(packages: Mapping[str, Package], templates: Mapping[str, Template]) -> tuple[Question, ...]:
    texts = [name for name, template in templates.items() if template.traffic is Traffic.TRANSACTIONAL]
    return (
        Question("name", "Name of the shop, as its customers know it"),
        Question("objective", "What does the shop want to achieve with text messages?"),
        Question("use_case_words", "What are the messages for? Example: a note when a repair is done"),
        Question(
            "countries",
            "Countries its customers live in, comma-separated",
            lambda _: "US",
            kind=_Countries,
            expected="a list of countries, such as US or United States",
            read=_countries,
        ),
        Question(
            "consumers",
            "How many customers will receive messages?",
            kind=_Whole,
            expected="a whole number above 0, such as 250",
            read=_quantity,
        ),
        Question(
            "messages_per_consumer_per_day",
            "Messages per customer per day, such as 0.2",
            kind=_Quantity,
            expected="a number of messages above 0, up to 1000, such as 0.2 for one every five days",
            read=_quantity,
        ),
        Question(
            "promotional_share",
            "Percentage of messages that are promotional, such as offers and news; 0 if none",
            kind=_Percent,
            expected="a whole number from 0 to 100",
            read=_share,
        ),
        Question("package", "Package", _smallest_package(packages), tuple(packages)),
        Question("templates", f"Templates, comma-separated: {', '.join(texts)}", each_of=tuple(texts)),
        Question("area_code", "Area code for its phone number", kind=AreaCode, expected="a US area code, such as 415"),
    )


def _about_the_business() -> tuple[Question, ...]:
    return (
        Question("has_ein", "Does the business have an EIN?", lambda _: "yes", _YES_OR_NO, read=_yes_or_no),
        Question("legal_name", "Legal name, exactly as on file with the IRS"),
        Question("type", "Legal form", allowed=tuple(BusinessType), applies=_is_registered),
        Question("industry", "Industry", lambda _: "RETAIL", tuple(BusinessIndustry), applies=_is_registered),
        Question("industry", "Vertical", lambda _: "RETAIL", tuple(Vertical), applies=_is_alone),
        Question("website", "Website, starting with https://", kind=WebPage, expected=_WEB_PAGE),
        Question("street", "Street address, as in its tax records"),
        Question("city", "City"),
        Question(
            "region",
            "State, such as CA or California",
            kind=UsState,
            expected="a US state, such as CA or California",
            read=_state,
        ),
        Question("postal_code", "ZIP code", kind=PostalCode, expected="a ZIP code, such as 94110"),
        Question("first_name", "First name of the authorized representative"),
        Question("last_name", "Last name"),
        Question(
            "email",
            "E-mail address",
            lambda given: f"{given['first_name'].lower()}@{_host(given)}",
            kind=EmailAddress,
            expected=_EMAIL,
        ),
        Question(
            "phone_number",
            "Phone number (a mobile number if there is no EIN)",
            kind=UsPhoneNumber,
            expected="a US phone number without an extension, such as (415) 555-0123",
            read=_phone_number,
        ),
        Question("business_title", "Business title, as on a business card", lambda _: "Owner", applies=_is_registered),
        Question(
            "job_position",
            "Job position (CEO for an owner)",
            lambda _: "CEO",
            tuple(JobPosition),
            applies=_is_registered,
        ),
    )


def _about_the_campaign() -> tuple[Question, ...]:
    return (
        _page("form", "URL of the page on which customers opt in"),
        Question(
            "consent_text",
            "The text beside the box that customers tick, word for word (TODO if there is none yet)",
            may_be_open=True,
        ),
        _claim("box_unticked", "Is the box empty until the customer ticks it?"),
        _claim("policies_linked", "Are the privacy policy and the messaging terms linked beside the box?"),
        _claim("consent_optional", "Can customers buy without agreeing to messages?"),
        _claim("numbers_stay", "Are mobile numbers kept from all third parties, partners and affiliates?"),
        _page("privacy_policy_url", "URL of its privacy policy"),
        _page("terms_and_conditions_url", "URL of its messaging terms"),
        Question(
            "support_contact",
            "Support contact for problems with messages (e-mail address)",
            lambda given: given["email"],
            kind=EmailAddress,
            expected=_EMAIL,
        ),
    )


def _page(key: str, text: str) -> Question:
    """Return a question about a page that carriers will read. It has no proposed answer."""
    return Question(key, text, kind=WebPage, expected=_WEB_PAGE, may_be_open=True)


def _claim(key: str, text: str) -> Question:
    """Return a question about what the file will tell carriers. It has no proposed answer."""
    return Question(key, text, allowed=_YES_OR_NO, read=_yes_or_no, may_be_open=True)


_CLAIMS: Mapping[str, Mapping[str, str]] = {
    "box_unticked": {
        "yes": "The box is not checked by default.",
        "no": "The box is checked by default.",
    },
    "policies_linked": {
        "yes": "The privacy policy and the messaging terms are linked beside the box.",
        "no": "The privacy policy and the messaging terms are not linked there.",
    },
    "consent_optional": {
        "yes": "Customers can buy without agreeing to messages.",
        "no": "Customers have to agree to messages in order to buy.",
    },
    "numbers_stay": {
        "yes": "Mobile numbers are not shared with third parties, partners or affiliates.",
        "no": "Mobile numbers are shared with third parties, partners or affiliates.",
    },
}
"""What each answer says to carriers. The rules judge these sentences like any others."""


def _message_flow(answers: Answers) -> str:
    """Return how customers agree, from the answers alone; it begins with TODO if one of them does."""
    claims = {key: said.get(answers[key], f"TODO: {key}.") for key, said in _CLAIMS.items()}
    monthly = ceil(Decimal(answers["messages_per_consumer_per_day"]) * DAYS)
    frequency = f"Up to {monthly} {'message' if monthly == 1 else 'messages'} a month."
    text = " ".join(
        [
            f"Customers opt in at {answers['form']} by ticking a box.",
            claims["box_unticked"],
            f'The text beside it: "{answers["consent_text"]}"',
            *(claims[key] for key in ("policies_linked", "consent_optional", "numbers_stay")),
            f"Message frequency: {frequency[0].lower()}{frequency[1:]}",
        ]
    )
    is_open = [key for key in ("form", "consent_text", *_CLAIMS) if answers[key] == TODO]
    return f"TODO: complete {', '.join(is_open)}. {text}" if is_open else text


def _description(answers: Answers) -> str:
    """Return who texts whom and why, from the answers alone."""
    share = int(answers["promotional_share"])
    promotes = f"About {share} percent of the messages are promotional." if share else "It sends no advertising."
    purpose = answers["use_case_words"].rstrip(". ")
    return (
        f"{answers['name']} is a business in {answers['city']}, {answers['region']}. It sends text messages to "
        f"customers who opted in: {purpose}. {promotes}"
    )


KEYS = tuple(dict.fromkeys(question.key for question in questions({}, {})))
"""The names of all answers, in the order they are asked."""


def file_text(tenant_id: str, answers: Answers, tenants: Tenants) -> str:
    """Return the text of the tenant's file.

    Args:
        tenant_id: The tenant's id.
        answers: The answers to all questions that apply.
        tenants: The catalogue.
    """
    chosen = listed(answers["templates"])
    examples = [tenants.templates[name].example_for(answers["name"]) for name in chosen]
    registered = _is_registered(answers)
    facts: dict[str, Any] = {
        **answers,
        "registration_number": secret_reference(registration_number_secret(tenant_id)),
        "modeline": MODELINE,
        "description": _description(answers),
        "message_flow": _message_flow(answers),
        "templates": chosen,
        "samples": _samples([tenants.templates[name] for name in chosen], answers["name"]),
        "countries": listed(answers["countries"]),
        "is_registered": registered,
        "brand_kind": "low_volume_standard" if registered else "sole_proprietor",
        "use_case": "LOW_VOLUME" if registered else "SOLE_PROPRIETOR",
        "has_embedded_links": _said(any("https://" in example for example in examples)),
        "has_embedded_phone": _said(any(re.search(r"\d{3}-\d{3}-\d{4}", example) for example in examples)),
    }
    templates = drawn_files.template_environment(Path(__file__).parent, {"quoted": _quoted, "folded": _folded})
    return templates.get_template("new_tenant.yaml.jinja").render(facts)


def _samples(templates: Sequence[Template], shop: str) -> list[str]:
    """Return sample messages if the templates' examples are too few or too many to be used as they are, else nothing.

    For a single template: its example, and its text with the placeholders in brackets.
    """
    examples = [template.example_for(shop) for template in templates]
    if len(examples) < FEWEST_SAMPLES:
        return examples + [template.marked_for(shop) for template in templates]
    return examples[:MOST_SAMPLES] if len(examples) > MOST_SAMPLES else []


def _said(truth: bool) -> str:  # noqa: FBT001 - the value to convert
    return "true" if truth else "false"


def _quoted(text: str) -> str:
    """Return text as a quoted YAML string. JSON strings are valid YAML."""
    return json.dumps(text, ensure_ascii=False)


def _folded(text: str) -> str:
    """Return long text wrapped for a folded YAML block."""
    return textwrap.fill(text, 114, break_long_words=False, break_on_hyphens=False).replace("\n", "\n    ")
