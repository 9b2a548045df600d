"""Tenants' files drafted from an account that was set up by hand: one for each of its messaging services.

What Twilio does not know is marked with `TO_DO`, which `owl check` refuses, with file and line. Secrets are names of
secrets, never values: a registration number is not even looked at.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from owl.approvals.irreversible import brand_kind
from owl.drift.account_contents import Content
from redaction.redact import redact
from tenants.model import BrandKind, Tenants
from tenants.model.yaml_files.file_edit import block
from tenants.model.yaml_files.yaml_document import TO_DO

LONGEST_ID = 40


@dataclass(frozen=True)
class Draft:
    """A tenant's file, drafted.

    Attributes:
        tenant_id: The tenant's id, which is the file's name.
        text: The file.
        names: What has another name at Twilio than a program looks for: kind, SID, the name there, the name wanted.
        secrets: The secrets that the file names.
    """

    tenant_id: str
    text: str
    names: tuple[tuple[str, str, str, str], ...]
    secrets: tuple[str, ...]


class Account:
    """What is in an account that was set up by hand.

    Args:
        name: Its name.
        sid: Its SID.
        contents: What is in it.
    """

    def __init__(self, name: str, sid: str, contents: Sequence[Content]) -> None:
        self.name, self.sid = name, sid
        self._by_kind: dict[str, dict[str, Content]] = {}
        for each in contents:
            self._by_kind.setdefault(each.kind, {})[":".join(each.key)] = each

    def of_kind(self, kind: str, **container: str) -> list[Content]:
        """Give the objects of a kind, of those in a container if one is named."""
        found = self._by_kind.get(kind, {}).values()
        return [each for each in found if all(each.container.get(name) == sid for name, sid in container.items())]

    def one(self, kind: str, sid: str | None) -> Content | None:
        """Give an object by its SID; without one, the only one there is."""
        found = self.of_kind(kind)
        if sid is None:
            return found[0] if len(found) == 1 else None
        return next((each for each in found if each.sid == sid), None)


def drafts(account: Account, tenants: Tenants, environment: str, declared: Collection[str] = ()) -> list[Draft]:
    """Draft a file for each messaging service.

    Args:
        account: The account.
        tenants: The catalogue.
        environment: The environment whose Twilio the account is at.
        declared: SIDs of what stacks declare: services among them are some tenant's already.
    """
    made: list[Draft] = []
    for service in account.of_kind("MessagingService"):
        if service.sid in declared:
            continue
        taken = {each.tenant_id for each in made}
        made.append(_Drafting(account, service, tenants, environment).draft(taken))
    return made


class _Drafting:
    """One messaging service and what belongs to it."""

    def __init__(self, account: Account, service: Content, tenants: Tenants, environment: str) -> None:
        self._account, self._service, self._tenants, self._environment = account, service, tenants, environment
        campaigns = account.of_kind("Campaign", messaging_service_sid=service.sid)
        self._campaign = _fields(campaigns[0] if campaigns else None)
        self._brand_content = account.one("BrandRegistration", self._campaign.get("brand_registration_sid"))
        self._brand = _fields(self._brand_content)
        self._profile = account.one("CustomerProfile", self._brand.get("customer_profile_bundle_sid"))
        self._product = account.one("TrustProduct", self._brand.get("a2p_profile_bundle_sid"))
        assigned = [
            *self._assigned("CustomerProfileEntityAssignment", "customer_profile_sid", self._profile),
            *self._assigned("TrustProductEntityAssignment", "trust_product_sid", self._product),
        ]
        self._facts = {str(each.fields["type"]): each for each in assigned if "type" in each.fields}
        senders = account.of_kind("MessagingServiceSender", service_sid=service.sid)
        numbers = {each.sid: each for each in account.of_kind("PhoneNumber")}
        self._numbers = [numbers[each.sid] for each in senders if each.sid in numbers]
        self._alone = self._brand.get("brand_type") == "SOLE_PROPRIETOR"

    def _assigned(self, kind: str, container: str, bundle: Content | None) -> Iterator[Content]:
        """Give the facts that a bundle holds."""
        for each in self._account.of_kind(kind, **{container: bundle.sid}) if bundle else ():
            for of in ("EndUser", "SupportingDocument"):
                found = self._account.one(of, str(each.fields["object_sid"]))
                if found:
                    yield found

    def draft(self, taken: set[str]) -> Draft:
        tenant_id = _identifier(str(redact(self._service.fields.get("friendly_name", ""))), self._service.sid, taken)
        content = {
            "name": _said(self._service.fields.get("friendly_name"), "the shop, as its customers know it"),
            "package": _to_do(f"which package it bought: {', '.join(self._tenants.packages)}"),
            "phone_number": {"area_code": self._area_code()},
            "templates": self._templates(),
            **self._messaging(),
            "business": self._business(tenant_id),
            "brand": {"kind": self._kind(), **({"mock": True} if self._brand.get("mock") else {})},
            "campaign": self._campaign_texts(),
            **self._here(),
        }
        opening = (
            f"# Drafted from messaging service {self._service.sid} in account {self._account.sid}.\n"
            f"# What begins with {TO_DO} is not known at Twilio: replace it, then run `owl check`.\n"
        )
        text = opening + "\n".join(block(redact(content))) + "\n"
        secrets = () if self._alone else (f"{tenant_id}-ein",)
        return Draft(tenant_id, text, tuple(self._names(tenant_id)), secrets)

    def _area_code(self) -> str:
        number = str(self._numbers[0].fields["phone_number"]) if self._numbers else ""
        return number[2:5] if number.startswith("+1") else _to_do("the area code of its number, as '415'")

    def _here(self) -> dict[str, Any]:
        """Give what holds in this environment alone: the numbers themselves."""
        if not self._numbers:
            return {}
        first, *more = [str(each.fields["phone_number"]) for each in self._numbers]
        numbers: dict[str, Any] = {"phone_number": {"area_code": None, "number": first}}
        if more:
            numbers["additional_phone_numbers"] = {f"number-{each[-4:]}": {"number": each} for each in more}
        return {"environments": {self._environment: numbers}}

    def _templates(self) -> list[str]:
        """Give the catalogue's templates whose texts are in the account."""
        there = {_body(each) for each in self._account.of_kind("ContentTemplate")}
        known = [name for name, template in self._tenants.templates.items() if template.numbered_body in there]
        return known or [_to_do(f"its templates, some of: {', '.join(self._tenants.templates)}")]

    def _messaging(self) -> dict[str, Any]:
        fields = self._service.fields
        defaults = self._service.provider.inputs.defaults()
        different = {
            name: fields[name]
            for name in ("inbound_request_url", "validity_period")
            if fields.get(name) not in (None, "", defaults[name])
        }
        return {"messaging": different} if different else {}

    def _kind(self) -> str:
        if not self._brand:
            return _to_do(f"how its brand is registered: {', '.join(BrandKind)}")
        return brand_kind(self._brand).value

    def _attributes(self, *types: str) -> Mapping[str, Any]:
        found = next((self._facts[each] for each in types if each in self._facts), None)
        return (found.fields.get("attributes") or {}) if found else {}

    def _business(self, tenant_id: str) -> dict[str, Any]:
        business = self._attributes("customer_profile_business_information")
        company = self._attributes("us_a2p_messaging_profile_information")
        alone = self._attributes("sole_proprietor_information")
        registered: dict[str, Any] = {
            "type": _said(business.get("business_type"), "its legal form, as on the IRS's letter"),
            "industry": _said(business.get("business_industry"), "its industry"),
            **_unless(business, "business_registration_identifier", "EIN", "registration_identifier"),
            "registration_number": f"secret:{tenant_id}-ein",
            **_listed(business, "business_regions_of_operation", "regions_of_operation"),
        }
        owned = {
            **_unless(company, "company_type", "private", "company_type"),
            **{
                name: company[name]
                for name in ("stock_exchange", "stock_ticker", "brand_contact_email")
                if company.get(name)
            },
        }
        by_itself = {"industry": _said(alone.get("vertical"), "its industry")}
        return {
            "legal_name": _said(
                alone.get("brand_name") if self._alone else business.get("business_name"),
                "its legal name, letter by letter as the IRS has it",
            ),
            **(by_itself if self._alone else registered),
            "website": _said(business.get("website_url"), "its website, beginning with https://"),
            **_listed(business, "social_media_profile_urls", "social_media_profiles"),
            **owned,
            "address": self._address(),
            "representative": self._representative(),
        }

    def _address(self) -> dict[str, Any]:
        document = _fields(self._facts.get("customer_profile_address"))
        address = _fields(self._account.one("Address", document.get("address_sids")))
        secondary = address.get("street_secondary")
        return {
            "street": _said(address.get("street"), "house number and street, as in its tax records"),
            **({"street_secondary": secondary} if secondary else {}),
            "city": _said(address.get("city"), "its city"),
            "region": _said(address.get("region"), "its state, two letters"),
            "postal_code": _said(address.get("postal_code"), "its ZIP code"),
        }

    def _representative(self) -> dict[str, Any]:
        person = self._attributes("authorized_representative_1", "starter_customer_profile_information")
        asked = {
            "first_name": "of who speaks for it",
            "last_name": "of who speaks for it",
            "email": "of who speaks for it",
            "phone_number": "of who speaks for it, as '+14155550134'",
        }
        if not self._alone:
            asked |= {"business_title": "as on the business card", "job_position": "such as CEO"}
        return {name: _said(person.get(name), f"{name.replace('_', ' ')} {words}") for name, words in asked.items()}

    def _campaign_texts(self) -> dict[str, Any]:
        fields = self._campaign
        asked = {
            "description": "who sends what to whom, 40 characters or more",
            "message_flow": "how customers agree, with the words they agree to, 40 characters or more",
            "has_embedded_links": "whether any message has a link: true or false",
            "has_embedded_phone": "whether any message has a phone number in it: true or false",
            "privacy_policy_url": "the page of its privacy policy",
            "terms_and_conditions_url": "the page of the terms of its messages",
        }
        samples = fields.get("message_samples")
        return {
            "use_case": _said(fields.get("us_app_to_person_usecase"), "the campaign's use case, such as LOW_VOLUME"),
            **{name: _said(fields.get(name), words) for name, words in asked.items()},
            **({"samples": list(samples)} if samples else {}),
            **{name: True for name in ("age_gated", "direct_lending") if fields.get(name)},
        }

    def _names(self, tenant_id: str) -> Iterator[tuple[str, str, str, str]]:
        """Give what a program would not find again by its name."""
        document = self._facts.get("customer_profile_address")
        wanted = [
            (self._service, tenant_id),
            *((each, tenant_id) for each in self._numbers[:1]),
            *((each, f"{tenant_id}.number-{str(each.fields['phone_number'])[-4:]}") for each in self._numbers[1:]),
            (self._profile, f"{tenant_id} customer profile"),
            (self._product, f"{tenant_id} A2P messaging"),
            (self._facts.get("customer_profile_business_information"), f"{tenant_id} business"),
            (self._facts.get("authorized_representative_1"), f"{tenant_id} representative"),
            (self._facts.get("us_a2p_messaging_profile_information"), f"{tenant_id} brand"),
            (self._facts.get("starter_customer_profile_information"), f"{tenant_id} person"),
            (self._facts.get("sole_proprietor_information"), f"{tenant_id} brand"),
            (document, f"{tenant_id} address"),
            (self._account.one("Address", _fields(document).get("address_sids")) if document else None, tenant_id),
        ]
        for content, name in wanted:
            if content is not None and content.fields.get("friendly_name") != name:
                called = " ".join(str(redact(content.fields.get("friendly_name") or "")).split())
                yield content.kind, content.sid, called, name


def _fields(content: Content | None) -> Mapping[str, Any]:
    return content.fields if content else {}


def _body(template: Content) -> Any:
    return (template.fields.get("types") or {}).get("twilio/text", {}).get("body")


def _to_do(words: str) -> str:
    return f"{TO_DO}: {words}"


def _said(value: Any, words: str) -> Any:
    """Give what Twilio says; where it says nothing, what to write."""
    return _to_do(words) if value in (None, "") else value


def _unless(attributes: Mapping[str, Any], name: str, default: str, field: str) -> dict[str, Any]:
    value = attributes.get(name)
    return {field: value} if value not in (None, "", default) else {}


def _listed(attributes: Mapping[str, Any], name: str, field: str) -> dict[str, Any]:
    parts = [part.strip() for part in str(attributes.get(name) or "").split(",") if part.strip()]
    return {field: parts} if parts and parts != ["USA_AND_CANADA"] else {}


def _identifier(name: str, sid: str, taken: set[str]) -> str:
    """Make an id of a name that nobody has."""
    words = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[: LONGEST_ID - 5].strip("-")
    if not re.match("[a-z].", words):
        words = f"tenant-{sid[2:8].lower()}"
    return words if words not in taken else f"{words}-{sid[2:6].lower()}"
