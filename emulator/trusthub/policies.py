"""The policies that bundles are evaluated against: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/policies.

Their SIDs are Twilio's own, the same for everybody:
https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api and, for sole proprietors,
https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api-sole-prop-new.
"""

from dataclasses import dataclass
from typing import Any

from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.paging import page_of
from emulator.core.routes import route
from emulator.trusthub.attributes import BY_NAME

PRIMARY = "primary_customer_profile_type_business"
SECONDARY = "secondary_customer_profile_type_business"
STARTER = "starter_customer_profile_type_business"
DIRECT_STARTER = "starter_customer_profile_type_direct_long_tail"
"""What policies call customer profiles of another policy."""


@dataclass(frozen=True)
class Policy:
    """One policy.

    Attributes:
        sid: Its SID.
        friendly_name: Its name for people.
        of: The kind of bundle it is for, `customer_profile` or `trust_product`.
        bundle_type: What other policies call a bundle of it.
        requirements: What a bundle must have, as Twilio answers it.
    """

    sid: str
    friendly_name: str
    of: str
    bundle_type: str
    requirements: dict[str, Any]


def _end_user(machine_name: str, name: str) -> dict[str, Any]:
    return {
        "url": f"/EndUserTypes/{machine_name}",
        "fields": [field.machine_name for field in BY_NAME[machine_name].fields],
        "type": machine_name,
        "name": name,
        "requirement_name": machine_name,
    }


def _address(description: str, name: str, accepted: str, *machine_names: str) -> dict[str, Any]:
    return {
        "description": description,
        "type": "document",
        "name": name,
        "accepted_documents": [
            {
                "url": f"/SupportingDocumentTypes/{each}",
                "fields": [field.machine_name for field in BY_NAME[each].fields],
                "type": each,
                "name": accepted,
            }
            for each in machine_names
        ],
        "requirement_name": "customer_profile_address",
    }


def _profile(bundle_type: str, name: str, requirement_name: str = "customer_profile") -> dict[str, Any]:
    return {"type": bundle_type, "name": name, "requirement_name": requirement_name}


def _requirements(
    end_users: list[dict[str, Any]], documents: list[dict[str, Any]], profiles: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "end_user": end_users,
        "supporting_trust_products": [],
        "supporting_document": [documents],
        "supporting_customer_profiles": profiles,
    }


_BUSINESS = [
    _end_user("customer_profile_business_information", "Business Information"),
    _end_user("authorized_representative_1", "Authorized Representative #1"),
    _end_user("authorized_representative_2", "Authorized Representative #2"),
]
_BUSINESS_ADDRESS = _address(
    *("Customer Profile HQ Physical Address", "Physical Business Address", "Physical Business Address"),
    "customer_profile_address",
)
_STARTER_ADDRESS = _address(
    *("Customer Profile Address", "Customer Profile Address", "Legal Company Address"),
    *("customer_profile_address", "starter_customer_profile_address"),
)
_PRIMARY_PROFILE = _profile(PRIMARY, "Primary Customer Profile Bundle", "primary_customer_profile")

PRIMARY_PROFILE_POLICY = "RN6433641899984f951173ef1738c3bdd0"
"""The policy of primary customer profiles, which only the Console makes."""

POLICIES = {
    policy.sid: policy
    for policy in (
        Policy(
            PRIMARY_PROFILE_POLICY,
            "Primary Customer Profile of type Business",
            "customer_profile",
            PRIMARY,
            _requirements(_BUSINESS, [_BUSINESS_ADDRESS], []),
        ),
        Policy(
            "RNdfbf3fae0e1107f8aded0e7cead80bf5",
            "Secondary Customer Profile of type Business",
            "customer_profile",
            SECONDARY,
            _requirements(_BUSINESS, [_BUSINESS_ADDRESS], [_PRIMARY_PROFILE]),
        ),
        Policy(
            "RN806dd6cd175f314e1f96a9727ee271f4",
            "Starter Customer Profile of type Business",
            "customer_profile",
            STARTER,
            _requirements(
                [_end_user("starter_customer_profile_information", "Information")],
                [_STARTER_ADDRESS],
                [_PRIMARY_PROFILE],
            ),
        ),
        Policy(
            "RNb0d4771c2c98518d916a3d4cd70a8f8b",
            "A2P Messaging: Local - Business",
            "trust_product",
            "us_a2p_messaging_profile",
            _requirements(
                [_end_user("us_a2p_messaging_profile_information", "US A2P Messaging Profile Information")],
                [],
                [
                    _profile(SECONDARY, "Secondary Customer Profile Bundle"),
                    _profile(PRIMARY, "Primary Customer Profile Bundle"),
                ],
            ),
        ),
        Policy(
            "RN670d5d2e282a6130ae063b234b6019c8",
            "Sole Proprietor TrustProduct",
            "trust_product",
            "sole_proprietor_trust_product",
            _requirements(
                [_end_user("sole_proprietor_information", "Sole Proprietor Information")],
                [],
                [
                    _profile(STARTER, "Starter Customer Profile(isv customers) Proof"),
                    _profile(DIRECT_STARTER, "Starter Customer Profile(direct customers) Proof"),
                ],
            ),
        ),
    )
}
"""All policies by SID."""


def require_of_the_api(policy_sid: str) -> None:
    """Refuse to make or change a primary customer profile.

    Raises:
        TwilioError: 20001, pointing to the Console.
    """
    if policy_sid == PRIMARY_PROFILE_POLICY:
        raise TwilioError(20001, reason="A primary customer profile is made, changed and submitted in the Console only")


@route(
    "GET",
    "trusthub",
    "/v1/Policies",
    assumed=(
        "There are only the policies that A2P messaging needs.",
        "What A2P Messaging: Local - Business requires is what the guide for ISVs puts into it.",
    ),
)
def list_all(call: Call) -> dict[str, Any]:
    """List the policies, with what each requires of a bundle."""
    return page_of(call, "results", [show(call, policy) for policy in POLICIES.values()])


@route("GET", "trusthub", "/v1/Policies/<sid>")
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a policy, with what it requires of a bundle."""
    if sid not in POLICIES:
        raise call.not_found()
    return show(call, POLICIES[sid])


def show(call: Call, policy: Policy) -> dict[str, Any]:
    """Return a policy as Twilio answers it."""
    return {
        "sid": policy.sid,
        "friendly_name": policy.friendly_name,
        "requirements": policy.requirements,
        "url": f"{call.base_url}/v1/Policies/{policy.sid}",
    }
