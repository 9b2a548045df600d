"""The questions pre-sales asks a customer; `owl.onboarding.new_tenant` makes the tenant's file of the answers."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from owl.onboarding.question import (
    Answers,
    Question,
    any_phone_number,
    countries,
    listed,
    phone_number,
    quantity,
    share,
    state,
    yes_or_no,
)
from tenants.model import BusinessType, JobPosition, Package, Qualification, Template, Traffic
from tenants.model.sections.business import (
    HOME,
    WITH_SOLE_PROPRIETORS,
    RegionOfOperation,
    RegistrationIdentifier,
    usual_identifier,
)
from tenants.model.sections.field_types import (
    AnyPhoneNumber,
    AreaCode,
    Countries,
    CountryCode,
    EmailAddress,
    TollFreeAreaCode,
    UsPhoneNumber,
    UsState,
    WebPage,
    ZipCode,
)
from tenants.model.sections.industry import BusinessIndustry, Vertical
from tenants.model.sections.international_number import NumberType
from tenants.model.sections.senders import UseCaseCategory


def is_registered(answers: Answers) -> bool:
    """Return whether the business has a tax number. A person without one is a sole proprietor, in the US or Canada."""
    return answers.get("has_ein", "yes") == "yes"


def _is_alone(answers: Answers) -> bool:
    return not is_registered(answers)


def has_local(answers: Answers) -> bool:
    """Return whether it sends from a local number in the US."""
    return answers["numbers"] in {"local", "both"}


def has_toll_free(answers: Answers) -> bool:
    """Return whether it sends from a toll-free number."""
    return answers["numbers"] in {"toll-free", "both"}


def is_international(answers: Answers) -> bool:
    """Return whether it sends from a number outside the US alone, so that no US carrier asks how customers agree."""
    return answers["numbers"] == "international"


def needs_address(answers: Answers) -> bool:
    """Return whether the number needs an address in its country that is not that of the business."""
    return is_international(answers) and answers["number_country"] != answers["business_country"]


def _has_us_numbers(answers: Answers) -> bool:
    return not is_international(answers)


def _is_home(answers: Answers) -> bool:
    return answers["business_country"] == HOME


def _is_abroad(answers: Answers) -> bool:
    return not _is_home(answers)


def _is_registered_abroad(answers: Answers) -> bool:
    return _is_abroad(answers) and is_registered(answers)


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
    about_numbers = (*_about_toll_free(), *_about_international())
    return (*about_messages, *_about_the_business(), *_about_the_campaign(), *about_numbers)


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
            "Numbers to send from: local ones need a brand and a campaign, which take weeks; toll-free ones take days; "
            "international ones are outside the US",
            lambda given: "local" if "US" in listed(given["countries"]) else "international",
            ("local", "toll-free", "both", "international"),
        ),
        Question(
            "area_code",
            "Area code for its phone number",
            kind=AreaCode,
            expected="a US area code, such as 415",
            applies=has_local,
        ),
    )


def _about_the_business() -> tuple[Question, ...]:
    return (
        _country("business_country", "Country that the business is in", lambda _: HOME),
        Question(
            "has_ein",
            "Does the business have an EIN, or in Canada a business number?",
            lambda _: "yes",
            _YES_OR_NO,
            read=yes_or_no,
            applies=lambda given: given["business_country"] in WITH_SOLE_PROPRIETORS,
        ),
        Question(
            "registration_identifier",
            "Kind of its registration number",
            lambda given: usual_identifier(given["business_country"]).value,
            tuple(RegistrationIdentifier),
            applies=_is_registered_abroad,
        ),
        Question(
            "regions_of_operation",
            f"Regions it operates in, comma-separated: {', '.join(RegionOfOperation)}",
            each_of=tuple(RegionOfOperation),
            applies=_is_registered_abroad,
        ),
        Question("legal_name", "Legal name, exactly as on file with the tax authority (in the US, the IRS)"),
        Question("type", "Legal form", allowed=tuple(BusinessType), applies=is_registered),
        Question("industry", "Industry", lambda _: "RETAIL", tuple(BusinessIndustry), applies=is_registered),
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
            applies=_is_home,
        ),
        Question("region", "State, county or province", applies=_is_abroad),
        Question("postal_code", "ZIP code", kind=ZipCode, expected="a ZIP code, such as 94110", applies=_is_home),
        Question("postal_code", "Postal code", applies=_is_abroad),
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
            applies=_is_home,
        ),
        Question(
            "phone_number",
            "Phone number with its country code (a mobile number of a sole proprietor)",
            kind=AnyPhoneNumber,
            expected="a phone number with its country code, such as +49 30 23125000",
            read=any_phone_number,
            applies=_is_abroad,
        ),
        Question("business_title", "Business title, as on a business card", lambda _: "Owner", applies=is_registered),
        Question(
            "job_position",
            "Job position (CEO for an owner)",
            lambda _: "CEO",
            tuple(JobPosition),
            applies=is_registered,
        ),
    )


def _about_the_campaign() -> tuple[Question, ...]:
    return (
        _page("form", "URL of the page on which customers opt in", applies=_has_us_numbers),
        Question(
            "consent_text",
            "The text beside the box that customers tick, word for word (TODO if there is none yet)",
            applies=_has_us_numbers,
            may_be_open=True,
        ),
        _claim("box_unticked", "Is the box empty until the customer ticks it?"),
        _claim("policies_linked", "Are the privacy policy and the messaging terms linked beside the box?"),
        _claim("consent_optional", "Can customers buy without agreeing to messages?"),
        _claim("numbers_stay", "Are mobile numbers kept from all third parties, partners and affiliates?"),
        _page("privacy_policy_url", "URL of its privacy policy", applies=_has_us_numbers),
        _page("terms_and_conditions_url", "URL of its messaging terms", applies=_has_us_numbers),
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
            applies=has_toll_free,
        ),
        Question(
            "use_case_categories",
            f"What its messages are, comma-separated: {', '.join(UseCaseCategory)}",
            lambda _: UseCaseCategory.ACCOUNT_NOTIFICATIONS.value,
            each_of=tuple(UseCaseCategory),
            applies=has_toll_free,
        ),
        _page(
            "opt_in_image_url",
            "URL of a public picture or page that shows the box and the text beside it",
            default=lambda given: given["form"],
            applies=has_toll_free,
        ),
        Question(
            "opt_in_confirmation_message",
            "The message that confirms the opt-in, word for word (TODO if there is none yet)",
            applies=has_toll_free,
            may_be_open=True,
        ),
    )


def _about_international() -> tuple[Question, ...]:
    return (
        _country(
            "number_country",
            "Country of its number",
            lambda given: next((each for each in listed(given["countries"]) if each != "US"), None),
            applies=is_international,
        ),
        Question("number_type", "Type of its number", lambda _: "mobile", tuple(NumberType), applies=is_international),
        Question("number_street", "Street and house number of its address there", applies=needs_address),
        Question("number_city", "City", applies=needs_address),
        Question("number_region", "State, county or province", applies=needs_address),
        Question("number_postal_code", "Postal code", applies=needs_address),
    )


def _page(key: str, text: str, **more: Any) -> Question:
    """Return a question about a page that carriers will read. It has no proposed answer, unless it is given."""
    return Question(key, text, kind=WebPage, expected=_WEB_PAGE, may_be_open=True, **more)


def _claim(key: str, text: str) -> Question:
    """Return a question about what the file will tell carriers. It has no proposed answer."""
    return Question(key, text, allowed=_YES_OR_NO, read=yes_or_no, applies=_has_us_numbers, may_be_open=True)


def _country(key: str, text: str, default: Callable[[Answers], str | None], **more: Any) -> Question:
    expected = "a country, such as DE or Germany"
    return Question(key, text, default, kind=CountryCode, expected=expected, read=countries, **more)


KEYS = tuple(dict.fromkeys(question.key for question in questions({}, {})))
"""The names of all answers, in the order they are asked."""
