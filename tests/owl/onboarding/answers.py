"""What three shops answer to the questions of `owl new tenant`."""

CONSENT = (
    "Text me about my orders. Up to 7 messages a month. Message and data rates may apply. Reply STOP to opt out, HELP "
    "for help."
)

ANSWERS = {
    "name": "Gull Surf",
    "objective": "Fewer calls at the counter",
    "use_case_words": "a note when a board is repaired",
    "countries": "US",
    "consumers": "100",
    "messages_per_consumer_per_day": "0.2",
    "promotional_share": "0",
    "package": "bronze",
    "templates": "order-ready, repair-done",
    "numbers": "local",
    "area_code": "619",
    "business_country": "US",
    "has_ein": "yes",
    "legal_name": "Gull Surf LLC",
    "type": "Limited Liability Corporation",
    "industry": "RETAIL",
    "website": "https://gull-surf.example",
    "street": "4 Pier Street",
    "city": "San Diego",
    "region": "CA",
    "postal_code": "92109",
    "first_name": "Ana",
    "last_name": "Gull",
    "email": "ana@gull-surf.example",
    "phone_number": "+16195550166",
    "business_title": "Owner",
    "job_position": "CEO",
    "form": "https://gull-surf.example/checkout",
    "consent_text": CONSENT,
    "box_unticked": "yes",
    "policies_linked": "yes",
    "consent_optional": "yes",
    "numbers_stay": "yes",
    "privacy_policy_url": "https://gull-surf.example/privacy",
    "terms_and_conditions_url": "https://gull-surf.example/text-terms",
    "support_contact": "ana@gull-surf.example",
}
ALONE = {key: answer for key, answer in ANSWERS.items() if key not in {"type", "business_title", "job_position"}} | {
    "has_ein": "no",
    "legal_name": "Gull Surf",
}
"""The same answers for a person without an EIN."""


TOLL_FREE = {key: answer for key, answer in ANSWERS.items() if key != "area_code"} | {
    "numbers": "toll-free",
    "toll_free_area_code": "888",
    "use_case_categories": "account_notifications, DELIVERY_NOTIFICATIONS",
    "opt_in_image_url": "https://gull-surf.example/checkout",
    "opt_in_confirmation_message": "Gull Surf: you get texts about your orders, up to 7 a month. Message and data "
    "rates may apply. Reply HELP for help, STOP to opt out.",
}
"""The same answers for a shop that starts on a toll-free number."""


GERMAN = {
    key: answer
    for key, answer in ANSWERS.items()
    if key
    not in {
        *("area_code", "has_ein", "form", "consent_text", "box_unticked", "policies_linked", "consent_optional"),
        *("numbers_stay", "privacy_policy_url", "terms_and_conditions_url"),
    }
} | {
    "countries": "Germany",
    "numbers": "international",
    "business_country": "Germany",
    "registration_identifier": "vat",
    "regions_of_operation": "europe",
    "legal_name": "Gull Surf GmbH",
    "street": "Torstr. 1",
    "city": "Berlin",
    "region": "Berlin",
    "postal_code": "10119",
    "phone_number": "+49 (30) 231-25000",
    "number_country": "DE",
    "number_type": "mobile",
}
"""The same answers for a shop in Berlin that texts Germany from a number there."""


def as_options(answers: dict[str, str]) -> list[str]:
    """Return answers as command-line options."""
    return [part for key, answer in answers.items() for part in ("--answer", f"{key}={answer}")]
