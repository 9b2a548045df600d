"""The tenant's file that `owl new tenant` writes, from the answers.

Carriers read the campaign's texts as statements of the shop. So they say only what was answered; where an answer is
`TODO`, so is the text, and the file is refused until somebody completes it.
"""

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any, get_args

from finance import DAYS
from owl.onboarding.question import TODO, Answers, listed
from owl.onboarding.questionnaire import (
    has_local,
    has_toll_free,
    is_international,
    is_registered,
    needs_address,
)
from owl.rendering import drawn_files
from tenants.model import Template, Tenants
from tenants.model.naming import registration_number_secret, secret_reference
from tenants.model.sections.business import HOME
from tenants.model.sections.campaign import FEWEST_SAMPLES, MOST_SAMPLES
from tenants.model.sections.senders import MessageVolume
from tenants.model.tenant_schema import MODELINE

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


def file_text(tenant_id: str, answers: Answers, tenants: Tenants) -> str:
    """Return the text of the tenant's file.

    Args:
        tenant_id: The tenant's id.
        answers: The answers to all questions that apply.
        tenants: The catalogue.
    """
    chosen = listed(answers["templates"])
    examples = [tenants.templates[name].example_for(answers["name"]) for name in chosen]
    registered, abroad = is_registered(answers), is_international(answers)
    facts: dict[str, Any] = {
        **answers,
        "registration_number": secret_reference(
            registration_number_secret(tenant_id, answers.get("registration_identifier", "EIN"))
        ),
        "modeline": MODELINE,
        "description": _description(answers),
        "message_flow": "" if abroad else _message_flow(answers),
        "templates": chosen,
        "samples": _samples([tenants.templates[name] for name in chosen], answers["name"]),
        "countries": listed(answers["countries"]),
        "is_registered": registered,
        "regions": listed(answers.get("regions_of_operation", "")),
        "is_abroad": answers["business_country"] != HOME,
        "has_local": has_local(answers),
        "has_toll_free": has_toll_free(answers),
        "has_international": abroad,
        "needs_address": needs_address(answers),
        "use_case_categories": listed(answers.get("use_case_categories", "")),
        "message_volume": _message_volume(answers),
        "example": examples[0],
        "brand_kind": "low_volume_standard" if registered else "sole_proprietor",
        "use_case": "LOW_VOLUME" if registered else "SOLE_PROPRIETOR",
        "has_embedded_links": _said(any("https://" in example for example in examples)),
        "has_embedded_phone": _said(any(re.search(r"\d{3}-\d{3}-\d{4}", example) for example in examples)),
    }
    templates = drawn_files.template_environment(
        Path(__file__).parent, {"quoted": _quoted, "folded": _folded, "code": _code}
    )
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


def _code(country: str) -> str:
    """Return a country's code. Older YAML takes Norway's for a boolean."""
    return _quoted(country) if country == "NO" else country


def _folded(text: str) -> str:
    """Return long text wrapped for a folded YAML block."""
    return textwrap.fill(text, 114, break_long_words=False, break_on_hyphens=False).replace("\n", "\n    ")
