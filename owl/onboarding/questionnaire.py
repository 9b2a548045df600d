"""The questions pre-sales asks a customer, and the tenant's file generated from the answers.

Carriers read the campaign's texts as statements of the shop. So they say only what was answered; where an answer is
`TODO`, so is the text, and the file is refused until somebody completes it.
"""

import json
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field

from finance import DAYS
from owl.onboarding.question import (
    TODO,
    Answers,
    Question,
    countries,
    listed,
    phone_number,
    quantity,
    share,
    state,
    yes_or_no,
)
from owl.rendering import drawn_files
from tenants.model import BusinessType, JobPosition, Package, Qualification, Template, Tenants, Traffic
from tenants.model.naming import registration_number_secret, secret_reference
from tenants.model.sections.campaign import FEWEST_SAMPLES, MOST_SAMPLES
from tenants.model.sections.field_types import (
    AreaCode,
    Countries,
    EmailAddress,
    PostalCode,
    TollFreeAreaCode,
    UsPhoneNumber,
    UsState,
    WebPage,
)
from tenants.model.sections.industry import BusinessIndustry, Vertical
from tenants.model.sections.senders import MessageVolume, UseCaseCategory
from tenants.model.tenant_schema import MODELINE


def _is_registered(answers: Answers) -> bool:
    return answers["has_ein"] == "yes"


def _is_alone(answers: Answers) -> bool:
    return not _is_registered(answers)


def _has_local(answers: Answers) -> bool:
    return answers["numbers"] != "toll-free"


def _has_toll_free(answers: Answers) -> bool:
    return answers["numbers"] != "local"


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


def questions(packages: Mapping[str, Package], templates: Mapping[str, Template]) -> tuple[Question, ...]:
    """Return the questions in the order they are asked.

    Args:
        packages: The catalogue's packages, smallest first.
        templates: The catalogue's templates.
    """
    about_messages = _about_messages(packages, templates)
    return (*about_messages, *_about_the_business(), *_about_the_campaign(), *_about_toll_free())


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
            read=countries,
        ),
        Question(
            "consumers",
            "How many customers will receive messages?",
            kind=_Whole,
            expected="a whole number above 0, such as 250",
            read=quantity,
        ),
        Question(
            "messages_per_consumer_per_day",
            "Messages per customer per day, such as 0.2",
            kind=_Quantity,
            expected="a number of messages above 0, up to 1000, such as 0.2 for one every five days",
            read=quantity,
        ),
        Question(
            "promotional_share",
            "Percentage of messages that are promotional, such as offers and news; 0 if none",
            kind=_Percent,
            expected="a whole number from 0 to 100",
            read=share,
        ),
        Question("package", "Package", _smallest_package(packages), tuple(packages)),
        Question("templates", f"Templates, comma-separated: {', '.join(texts)}", each_of=tuple(texts)),
        Question(
            "numbers",
            "Numbers to send from: local ones need a brand and a campaign, which take weeks; toll-free ones take days",
            lambda _: "local",
            ("local", "toll-free", "both"),
        ),
        Question(
            "area_code",
            "Area code for its phone number",
            kind=AreaCode,
            expected="a US area code, such as 415",
            applies=_has_local,
        ),
    )


def _about_the_business() -> tuple[Question, ...]:
    return (
        Question("has_ein", "Does the business have an EIN?", lambda _: "yes", _YES_OR_NO, read=yes_or_no),
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
            read=state,
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
            read=phone_number,
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


def _about_toll_free() -> tuple[Question, ...]:
    return (
        Question(
            "toll_free_area_code",
            "Toll-free area code",
            lambda _: "888",
            kind=TollFreeAreaCode,
            expected="a toll-free area code, such as 888",
            applies=_has_toll_free,
        ),
        Question(
            "use_case_categories",
            f"What its messages are, comma-separated: {', '.join(UseCaseCategory)}",
            lambda _: UseCaseCategory.ACCOUNT_NOTIFICATIONS.value,
            each_of=tuple(UseCaseCategory),
            applies=_has_toll_free,
        ),
        _page(
            "opt_in_image_url",
            "URL of a public picture or page that shows the box and the text beside it",
            default=lambda given: given["form"],
            applies=_has_toll_free,
        ),
        Question(
            "opt_in_confirmation_message",
            "The message that confirms the opt-in, word for word (TODO if there is none yet)",
            applies=_has_toll_free,
            may_be_open=True,
        ),
    )


def _page(key: str, text: str, **more: Any) -> Question:
    """Return a question about a page that carriers will read. It has no proposed answer, unless it is given."""
    return Question(key, text, kind=WebPage, expected=_WEB_PAGE, may_be_open=True, **more)


def _claim(key: str, text: str) -> Question:
    """Return a question about what the file will tell carriers. It has no proposed answer."""
    return Question(key, text, allowed=_YES_OR_NO, read=yes_or_no, may_be_open=True)


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


def _message_volume(answers: Answers) -> str:
    """Return the smallest of Twilio's volumes that takes a month's messages, or the largest."""
    monthly = Decimal(answers["consumers"]) * Decimal(answers["messages_per_consumer_per_day"]) * DAYS
    volumes: tuple[str, ...] = get_args(MessageVolume)
    return next((each for each in volumes if int(re.sub(r"\D", "", each)) >= monthly), volumes[-1])


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
        "has_local": _has_local(answers),
        "has_toll_free": _has_toll_free(answers),
        "use_case_categories": listed(answers.get("use_case_categories", "")),
        "message_volume": _message_volume(answers),
        "example": examples[0],
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
