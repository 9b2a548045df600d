"""A tenant's runbook: what it has, whom to call, what was registered when, and what each failing code means."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from owl.board.board import Board
from owl.board.tenant_row import TenantRow
from owl.doctor.check import Result, Verdict
from owl.doctor.checks.expiry import ends
from owl.doctor.facts import NotReadError, TenantFacts
from owl.registration.rejections import error_page, explained, sentence
from owl.sending import meaning
from policies.core.judgement import Judgement
from policies.core.project import today
from redaction.redact import redact_text
from tenants.model import Tenant, Tenants
from tenants.model.naming import tenant_file
from tenants.model.sections.business import HOME

Entry = tuple[str, str]
"""A name and a value."""


@dataclass(frozen=True)
class FailingCode:
    """An error code that stops a tenant, or some of its messages.

    Attributes:
        code: The code; None if Twilio gives none.
        where: Where it occurs, such as `campaign` or `3 messages in 24 hours`.
        says: Its cause and its remedy.
        url: Twilio's page about it.
    """

    code: int | None
    where: str
    says: str
    url: str


@dataclass(frozen=True)
class Runbook:
    """A tenant's runbook.

    Attributes:
        row: The tenant, as in the table.
        has: What it has.
        people: Whom to call.
        business: The facts that reviewers check. Tax numbers are not among them.
        dates: What was approved or ends when.
        requests: What was asked of Twilio by hand, and how far it is.
        codes: Each failing code.
        results: What the doctor finds, the most likely cause first.
        findings: What `owl check` finds.
    """

    row: TenantRow
    has: tuple[Entry, ...]
    people: tuple[Entry, ...]
    business: tuple[Entry, ...]
    dates: tuple[Entry, ...]
    requests: tuple[Entry, ...]
    codes: tuple[FailingCode, ...]
    results: tuple[Result, ...]
    findings: tuple[Judgement, ...]

    @property
    def wrong(self) -> list[Result]:
        """What the doctor finds wrong."""
        return [each for each in self.results if each.finding.verdict not in {Verdict.OK, Verdict.NOT_CHECKED}]


def runbook(board: Board, tenant_id: str) -> Runbook:
    """Return the runbook of a tenant on the board."""
    tenants, asked = board.declared.tenants, board.asked
    tenant = tenants.by_id.get(tenant_id) if tenants else None
    facts = asked.facts.get(tenant_id) if asked else None
    diagnosis = asked.diagnoses.get(tenant_id) if asked else None
    declared = tenants is not None and tenant is not None
    return Runbook(
        row=board.by_id[tenant_id],
        has=_shown(_has(board, tenant_id, tenants, tenant)),
        people=_shown(_people(tenants, tenant)) if declared and tenants and tenant else (),
        business=_shown(_business(tenant)) if tenant else (),
        dates=tuple(_dates(tenant, facts)),
        requests=_shown((each.title, each.progress(today())) for each in tenant.requests or ()) if tenant else (),
        codes=tuple(_codes(facts, tenants if declared else None)) if facts else (),
        results=diagnosis.results if diagnosis else (),
        findings=board.declared.findings.get(tenant_id, ()),
    )


def _shown(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    """Return the entries without secrets: a file that `owl check` refuses because of one is shown too."""
    return tuple((redact_text(name), redact_text(value)) for name, value in entries)


def _has(board: Board, tenant_id: str, tenants: Tenants | None, tenant: Tenant | None) -> Iterator[Entry]:
    yield "File", tenant_file(tenant_id)
    if tenants and tenant:
        package = tenants.package_of(tenant)
        yield (
            "Package",
            f"{package.title}: {package.messages_per_day:,} messages a day, ${package.price_per_month} a month",
        )
        yield "Features", ", ".join(package.features) or "none"
        yield "Ring", tenant.ring.value
        yield "State", tenant.state.value
        yield "Templates", ", ".join(tenant.templates)
        yield "Replies go to", tenant.messaging.inbound_request_url or "nowhere: Twilio drops them"
    account = board.asked.accounts.get(tenant_id) if board.asked else None
    if account:
        yield "Numbers", ", ".join(account.numbers)
        yield "Account", account.account_sid
        yield "Messaging service", account.messaging_service_sid


def _people(tenants: Tenants, tenant: Tenant) -> Iterator[Entry]:
    person = tenant.business.representative
    title = f", {person.business_title}" if person.business_title else ""
    yield "Problems with messages", tenant.support_contact or "nobody is named: add support_contact to its file"
    yield (
        "Authorized representative",
        (f"{person.first_name} {person.last_name}{title}, {person.phone_number}, {person.email}"),
    )
    yield "Reviews, at the ISV", tenants.isv.compliance_email
    yield "Support it bought", tenants.package_of(tenant).support.value
    for name, contact in tenant.contacts.items():
        consent = contact.consent
        yield (
            f"Contact {name}",
            (
                f"{contact.name}, {contact.phone_number}; consent {consent.how.value} on "
                f"{consent.given_at:%Y-%m-%d}, recorded by {consent.recorded_by}"
            ),
        )


def _business(tenant: Tenant) -> Iterator[Entry]:
    business, address = tenant.business, tenant.business.address
    yield "Legal name", business.legal_name
    yield "Legal form", business.type.value if business.type else "sole proprietor"
    yield "Industry", business.industry
    if business.registration_number:
        yield business.registration_identifier.value, "kept as a secret and not shown here"
    yield "Website", business.website
    street = ", ".join(filter(None, (address.street, address.street_secondary)))
    abroad = f", {address.country}" if address.country != HOME else ""
    yield "Address", f"{street}, {address.city}, {address.region} {address.postal_code}{abroad}"
    yield "Company", business.company_type.value
    if tenant.brand:
        yield "Brand", tenant.brand.kind.value.replace("_", " ") + (", mock" if tenant.brand.mock else "")
    if tenant.campaign:
        yield "Campaign", tenant.campaign.use_case.value
    if toll_free := tenant.toll_free:
        purposes = ", ".join(each.value for each in toll_free.use_case_categories)
        yield "Toll-free number", f"{purposes}; up to {toll_free.message_volume} messages a month"


def _dates(tenant: Tenant | None, facts: TenantFacts | None) -> Iterator[Entry]:
    for review in facts.status.reviews if facts else ():
        yield review.step.capitalize(), f"{review.status}{f' since {review.since}' if review.since else ''}"
    if tenant and tenant.business.resubmitted_on:
        yield "Submitted again", f"{tenant.business.resubmitted_on}"
    if tenant and tenant.offboarding:
        yield "Leaves", f"{tenant.offboarding.on}, account closed on {tenant.offboarding.closes_on}"
    if facts:
        day = facts.stack.now.astimezone(dt.UTC).date()
        try:
            for end, what in sorted(ends(facts)):
                yield what.capitalize(), f"{'ended' if end < day else 'ends'} on {end}"
        except NotReadError:
            return


def _codes(facts: TenantFacts, tenants: Tenants | None) -> Iterator[FailingCode]:
    def where(path: str) -> str:
        return tenants.where(facts.tenant_id, path) if tenants else tenant_file(facts.tenant_id)

    for review in facts.status.reviews:
        for error in review.errors:
            found = explained(error)
            yield FailingCode(found.code, review.step, sentence(found, where), found.url)
    deliveries = facts.deliveries.found
    for code, number in sorted((deliveries.errors if deliveries else {}).items(), key=lambda each: (-each[1], each[0])):
        says = meaning(code) if code else "Twilio gives no reason"
        messages = "message" if number == 1 else "messages"
        yield FailingCode(code or None, f"{number} {messages} in 24 hours", says, error_page(code or None))
