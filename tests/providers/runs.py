"""The runs that are disturbed: a tenant is deployed, registered, changed and destroyed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from owl.program.settings import StackSettings, Topology
from providers.address import Address
from providers.brand_registration import BrandRegistration
from providers.brand_vetting import BrandVetting
from providers.campaign import Campaign
from providers.core.settings import Mode
from providers.customer_profile import CustomerProfile
from providers.customer_profile_entity_assignment import CustomerProfileEntityAssignment
from providers.customer_profile_submission import CustomerProfileSubmission
from providers.end_user import EndUser
from providers.event_subscription import EventSubscription
from providers.messaging_service import MessagingService
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.primary_customer_profile import PrimaryCustomerProfile
from providers.regulatory_bundle import RegulatoryBundle
from providers.regulatory_bundle_replacement import RegulatoryBundleReplacement
from providers.regulatory_bundle_submission import RegulatoryBundleSubmission
from providers.regulatory_end_user import RegulatoryEndUser
from providers.regulatory_item_assignment import RegulatoryItemAssignment
from providers.regulatory_supporting_document import RegulatorySupportingDocument
from providers.subaccount import Subaccount
from providers.supporting_document import SupportingDocument
from providers.tollfree_verification import TollfreeVerification
from providers.trust_product import TrustProduct
from providers.trust_product_entity_assignment import TrustProductEntityAssignment
from providers.trust_product_submission import TrustProductSubmission
from tenants.model import Senders, Tenants, Vetting, VettingProvider
from tests.international import british, known_countries
from tests.owl_inc import owl_inc
from tests.providers.tenant import Declared, Engine, Program, programs
from tests.providers.world import ACCOUNT_SID, PRIMARY_CUSTOMER_PROFILE_SID
from tests.registered import brand_of, campaign_of, number_of
from tests.toll_free import toll_free

NEEDED = {Subaccount, MessagingService, PhoneNumber, MessagingServiceSender}
REGISTRATION = {
    Address,
    BrandRegistration,
    BrandVetting,
    Campaign,
    CustomerProfile,
    CustomerProfileEntityAssignment,
    CustomerProfileSubmission,
    EndUser,
    PrimaryCustomerProfile,
    SupportingDocument,
    TollfreeVerification,
    TrustProduct,
    TrustProductEntityAssignment,
    TrustProductSubmission,
}
COMPLIANCE = {
    RegulatoryBundle,
    RegulatoryBundleReplacement,
    RegulatoryBundleSubmission,
    RegulatoryEndUser,
    RegulatoryItemAssignment,
    RegulatorySupportingDocument,
}
SETTINGS = StackSettings(
    "dev",
    ACCOUNT_SID,
    Mode.LOCAL,
    Topology.ISOLATED,
    frozenset({"beta", "general"}),
    PRIMARY_CUSTOMER_PROFILE_SID,
    protect=False,
    environment="dev",
)


def state_lost(engine: Engine) -> None:
    """Lose every record."""
    engine.records.clear()


def account_closed(engine: Engine) -> None:
    """Close the tenant's account by hand."""
    account = next(iter(engine.records.values()))
    engine.world.twilio.accounts(account.sid).update(status="closed")


@dataclass(frozen=True)
class Run:
    """A run to be disturbed.

    Attributes:
        before: What was deployed before it; None for nothing.
        after: What it deploys; None if it destroys everything.
        meanwhile: What happened in between.
        refresh: Whether it begins with a refresh, because only that shows what happened.
        rejected: Which review rejects what was deployed before it; None if all is approved.
        numbers: How many phone numbers are bought in all.
        reviews: Whether reviews take their time: then it is repeated until all is approved.
    """

    before: str | None
    after: str | None
    meanwhile: Callable[[Engine], None] | None = None
    refresh: bool = False
    rejected: str | None = None
    numbers: int = 1
    reviews: bool = False


RUNS = {
    "deployed": Run(None, "as it is"),
    "package and webhooks changed": Run("as it is", "another package, other webhooks"),
    "number replaced": Run("as it is", "another area", numbers=2),
    "sender moved, events changed": Run("as it is", "another service, other events"),
    "state lost": Run("as it is", "as it is", state_lost),
    "account closed": Run("as it is", "as it is", account_closed, refresh=True, numbers=2),
    "destroyed": Run("as it is", None),
    "registered, one review after the other": Run(None, "registered", reviews=True),
    "registered, state lost": Run("registered", "registered", state_lost),
    "vetted, state lost": Run("registered and vetted", "registered and vetted", state_lost),
    "profile corrected": Run("another name", "registered", rejected="customer_profile"),
    "brand corrected": Run("another name", "registered", rejected="brand_registration"),
    "campaign changed": Run("registered", "registered, another campaign"),
    "registration ended": Run("registered", None),
    "toll-free": Run(None, "toll-free"),
    "toll-free, state lost": Run("toll-free", "toll-free", state_lost),
    "toll-free corrected": Run("toll-free, another summary", "toll-free", rejected="tollfree_verification"),
    "registered and vetted beside toll-free": Run("toll-free", "toll-free and registered", numbers=2),
    "toll-free given up": Run("toll-free and registered", "registered and vetted", numbers=2),
    "abroad": Run(None, "abroad", reviews=True),
    "abroad, renewed": Run("abroad", "abroad, renewed"),
}


@cache
def declared() -> dict[str, Program]:
    """Return the programs of the runs: one tenant, and changes of its files or of the program."""
    tenants = owl_inc()
    tenant = tenants.by_id["freestyle-falcons"]

    def with_only(**changes: object) -> Tenants:
        return replace(tenants, by_id={tenant.id: tenant.model_copy(update=changes)})

    renamed = tenant.business.model_copy(update={"legal_name": "Falcons"})
    vetting = Vetting(provider=VettingProvider.CAMPAIGN_VERIFY, id="cv-1")
    vetted = brand_of(tenant).model_copy(update={"vetting": vetting})
    senders = Senders(toll_free=toll_free())
    no_campaign = {"phone_number": None, "brand": None, "campaign": None}
    variants = {
        "as it is": with_only(),
        "another package, other webhooks": replace(
            with_only(package="gold"), isv=tenants.isv.model_copy(update={"callbacks": "https://hooks2.owl.example"})
        ),
        "another area": with_only(phone_number=number_of(tenant).model_copy(update={"area_code": "212"})),
    }
    registrations = {
        "registered": with_only(),
        "registered and vetted": with_only(brand=vetted),
        "another name": with_only(business=renamed),
        "toll-free": with_only(senders=senders, **no_campaign),
        "toll-free, another summary": with_only(
            senders=Senders(toll_free=toll_free().model_copy(update={"use_case_summary": "Tells customers."})),
            **no_campaign,
        ),
        "toll-free and registered": with_only(senders=senders, brand=vetted),
        "registered, another campaign": with_only(
            campaign=campaign_of(tenant).model_copy(
                update={"description": "Tells customers when a repair is done, as asked."}
            )
        ),
    }
    abroad = {
        name: replace(
            with_only(senders=Senders(international=(british(renewed_on),)), **no_campaign),
            countries=known_countries(),
        )
        for name, renewed_on in (("abroad", None), ("abroad, renewed", "2027-01-10"))
    }
    found = programs(variants | registrations | abroad, SETTINGS)
    messaging = {name: without_registration(found[name]) for name in variants}
    registration = {name: registration_only(found[name]) for name in registrations}
    registration |= {name: compliance_only(found[name]) for name in abroad}
    return messaging | registration | {"another service, other events": with_another_service(messaging["as it is"])}


def without_registration(program: Program) -> Program:
    """Remove what is registered with the carriers, and the dependencies on its approval."""
    kept = [each for each in program if each.resource not in REGISTRATION]
    return [
        replace(each, inputs={**each.inputs, "awaits": {}} if "awaits" in each.inputs else each.inputs) for each in kept
    ]


def registration_only(program: Program) -> Program:
    """Remove resources that have nothing to do with it."""
    return [each for each in program if each.resource in REGISTRATION | NEEDED]


def compliance_only(program: Program) -> Program:
    """Keep what a number abroad needs."""
    kept = NEEDED | COMPLIANCE
    return [each for each in program if each.resource in kept or (each.resource is Address and "." in each.name)]


def with_another_service(program: Program) -> Program:
    """Add a second messaging service, move the sender to it, and subscribe to other events."""
    by_kind = {each.resource: each for each in program}
    service, sender = by_kind[MessagingService], by_kind[MessagingServiceSender]
    second = Declared(MessagingService, "second", service.inputs | {"friendly_name": "second"})
    changes: dict[Any, dict[str, Any]] = {
        MessagingServiceSender: {"service_sid": second.reference},
        EventSubscription: {"types": {"com.twilio.messaging.message.failed": 2}},
    }
    others = [replace(each, inputs=each.inputs | changes.get(each.resource, {})) for each in program]
    return [*others[: program.index(sender)], second, *others[program.index(sender) :]]
