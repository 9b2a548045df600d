"""Count the objects at a local Twilio, as a person at a console would."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from providers.core.connection import Connection
from providers.end_user import noted_brand

NO_OBJECTS = frozenset(
    {
        "CustomerProfileSubmission",
        "GeoPermissions",
        "PrimaryCustomerProfile",
        "RegulatoryBundleReplacement",
        "RegulatoryBundleSubmission",
        "TrustProductSubmission",
    }
)
"""Kinds of resources that have no object of their own at Twilio."""


def what_there_is(twilio: Connection) -> Counter[str]:
    """Count the objects in the parent's open subaccounts, by account, kind and name."""
    return Counter(
        f"{account.friendly_name}: {thing}"
        for account in twilio.accounts.list()
        if account.sid != twilio.account_sid and account.status != "closed"
        for thing in ("account", *_things(twilio, account.sid))
    )


def _things(twilio: Connection, account_sid: str) -> Iterator[str]:
    inside, itself = twilio.v2010(account_sid), twilio.account(account_sid)
    yield from (f"number {each.friendly_name}" for each in inside.incoming_phone_numbers.list())
    yield from (f"trigger {each.friendly_name}" for each in inside.usage.triggers.list())
    yield from (f"key {each.friendly_name}" for each in inside.keys.list())
    yield from (f"address {each.friendly_name}" for each in inside.addresses.list())
    brands = {each.sid for each in itself.messaging.v1.brand_registrations.list()}
    for service in itself.messaging.v1.services.list():
        yield f"service {service.friendly_name}"
        yield from (f"sender {each.sid}" for each in service.phone_numbers.list())
        yield from (f"name {each.alpha_sender}" for each in service.destination_alpha_senders.list())
        for campaign in service.us_app_to_person.list():
            yield f"campaign of {service.friendly_name}"
            brands.add(campaign.brand_registration_sid)  # the list omits vetted brands
    for sid in sorted(brands):
        brand = itself.messaging.v1.brand_registrations(sid)
        registered = brand.fetch()
        yield f"brand of {registered.customer_profile_bundle_sid} and {registered.a2p_profile_bundle_sid}"
        yield from (f"vetting of {registered.a2p_profile_bundle_sid}" for _ in brand.brand_vettings.list())
    verified = itself.messaging.v1.tollfree_verifications.list()
    yield from (f"verification of {each.tollfree_phone_number_sid}" for each in verified)
    yield from (f"sink {each.description}" for each in itself.events.v1.sinks.list())
    yield from (f"subscription {each.description}" for each in itself.events.v1.subscriptions.list())
    yield from (f"template {each.friendly_name}" for each in itself.content.v1.contents.list())
    yield from _facts(itself.trusthub.v1)
    yield from _compliance(itself.numbers.v2.regulatory_compliance)


def _facts(trusthub: Any) -> Iterator[str]:
    names = (each.friendly_name for each in trusthub.end_users.list())
    yield from (f"end user {name}" for name in names if noted_brand(name) is None)
    yield from (f"document {each.friendly_name}" for each in trusthub.supporting_documents.list())
    for profile in trusthub.customer_profiles.list():
        yield f"customer profile {profile.friendly_name}"
        assigned = trusthub.customer_profiles(profile.sid).customer_profiles_entity_assignments
        yield from (f"{each.object_sid} in {profile.friendly_name}" for each in assigned.list())
    for product in trusthub.trust_products.list():
        yield f"trust product {product.friendly_name}"
        assigned = trusthub.trust_products(product.sid).trust_products_entity_assignments
        yield from (f"{each.object_sid} in {product.friendly_name}" for each in assigned.list())


def _compliance(compliance: Any) -> Iterator[str]:
    yield from (f"regulatory end user {each.friendly_name}" for each in compliance.end_users.list())
    documents = compliance.supporting_documents.list()
    yield from (f"regulatory {each.type} {each.friendly_name}" for each in documents)
    for bundle in compliance.bundles.list():
        yield f"regulatory bundle {bundle.friendly_name}"
        assigned = compliance.bundles(bundle.sid).item_assignments
        yield from (f"{each.object_sid} in {bundle.friendly_name}" for each in assigned.list())
