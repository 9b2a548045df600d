"""Customer profiles and trust products of the local Twilio: contents, changes, owners."""

from collections.abc import Callable
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from emulator.trusthub.primary_profile import primary_profile_sid
from tests.emulator.applicant import A2P, EMAIL, PRIMARY, SECONDARY, STARTER, Applicant

CALLBACK = "https://owl.example/trusthub"


def test_a_bundle_is_a_draft_of_what_it_was_given(acme: Applicant) -> None:
    """A bundle reads back as created; nothing is decided yet."""
    for bundle in (
        acme.empty_profile(status_callback=CALLBACK),
        acme.trusthub.trust_products.create(
            friendly_name="acme", email=EMAIL, policy_sid=A2P, status_callback=CALLBACK
        ),
    ):
        read = bundle.fetch()
        assert (read.friendly_name, read.email, read.status_callback) == ("acme", EMAIL, CALLBACK)
        assert (read.status, read.errors, read.valid_until, str(read.sid)[:2]) == ("draft", None, None, "BU")
        changed = read.update(friendly_name="acme inc", status_callback="")
        assert (changed.friendly_name, changed.email, changed.status_callback) == ("acme inc", EMAIL, None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"policy_sid": "RN" + "0" * 32}, f"one of {PRIMARY}"),
        ({"policy_sid": A2P}, f"one of {PRIMARY}"),
        ({"policy_sid": PRIMARY}, "in the Console only"),
        ({"email": ""}, "Missing required parameter Email"),
        ({"status_callback": "ftp://owl.example"}, "http:// or https://"),
    ],
)
def test_a_bundle_that_cannot_be(acme: Applicant, wrong: dict[str, Any], said: str) -> None:
    """A policy must exist and be for this kind of bundle; otherwise nothing is created."""
    given = {"friendly_name": "acme", "email": EMAIL, "policy_sid": SECONDARY}
    with pytest.raises(TwilioRestException, match=said) as refused:
        acme.trusthub.customer_profiles.create(**{**given, **wrong})
    assert (refused.value.status, refused.value.code) == (400, 20001)
    assert acme.trusthub.customer_profiles.list() == []


def test_bundles_are_listed_by_status_name_and_policy(acme: Applicant) -> None:
    """Each filter works alone and with the others; the two kinds have separate lists."""
    draft, starter = acme.empty_profile(), acme.empty_profile(STARTER, name="starter")
    submitted = acme.profile()
    submitted.update(status="pending-review")
    listed = acme.trusthub.customer_profiles.list

    def sids(**where: Any) -> list[str | None]:
        return [profile.sid for profile in listed(page_size=1, **where)]

    assert sids() == [submitted.sid, starter.sid, draft.sid]
    assert sids(status="draft") == [starter.sid, draft.sid]
    assert sids(friendly_name="acme") == [submitted.sid, draft.sid]
    assert sids(policy_sid=STARTER) == [starter.sid]
    assert sids(status="twilio-approved", friendly_name="acme", policy_sid=SECONDARY) == [submitted.sid]
    assert acme.trusthub.trust_products.list() == []


def test_a_profile_is_no_trust_product(acme: Applicant, refusal: Any) -> None:
    """SIDs of both begin with BU, but each is found under its own path only."""
    profile = acme.empty_profile()
    assert refusal(acme.trusthub.trust_products(str(profile.sid)).fetch) == (404, 20404)


@pytest.mark.parametrize("status", ["draft", "in-review", "twilio-approved", "twilio-rejected"])
def test_only_a_review_can_be_asked_for(acme: Applicant, status: str) -> None:
    """All other statuses are set by Twilio only."""
    with pytest.raises(TwilioRestException, match="expected pending-review") as refused:
        acme.empty_profile().update(status=status)
    assert (refused.value.status, refused.value.code) == (400, 20001)


def test_a_status_comes_alone(acme: Applicant, refusal: Any) -> None:
    """A submission that also changes a field is refused."""
    profile = acme.profile()
    assert refusal(lambda: profile.update(status="pending-review", email="a@owl.example")) == (400, 22204)
    assert (profile.fetch().status, profile.fetch().email) == ("draft", EMAIL)


def test_what_is_incomplete_is_not_submitted(acme: Applicant) -> None:
    """The refusal names all that is wrong, and the bundle stays a draft."""
    profile = acme.empty_profile()
    with pytest.raises(TwilioRestException, match=r"noncompliant: Business .* is missing.*; Auth") as no:
        profile.update(status="pending-review")
    assert (no.value.status, no.value.code) == (400, 20001)
    assert profile.fetch().status == "draft"


@pytest.mark.parametrize("mode", ["at_once", "reads"])
def test_what_was_submitted_cannot_be_changed(acme: Applicant, twilio: LocalTwilio, refusal: Any, mode: str) -> None:
    """Under review and after approval, a bundle and all that it holds cannot be changed."""
    twilio.control.set_behaviour("customer_profile", mode, 1000)
    profile = acme.profile()
    assignments = profile.customer_profiles_entity_assignments
    held = {str(each.object_sid)[:2]: each for each in assignments.list()}
    profile.update(status="pending-review")
    trusthub = acme.trusthub
    for change in (
        lambda: profile.update(friendly_name="other"),
        lambda: profile.update(status="pending-review"),
        lambda: assignments.create(acme.end_user("authorized_representative_2", {})),
        held["RD"].delete,
        lambda: trusthub.end_users(str(held["IT"].object_sid)).update(attributes={}),
        lambda: trusthub.supporting_documents(str(held["RD"].object_sid)).update(friendly_name="other"),
    ):
        assert refusal(change) == (400, 60711)
    assert len(assignments.list()) == 4


def test_a_bundle_under_review_stays(acme: Applicant, twilio: LocalTwilio, refusal: Any) -> None:
    """A draft and an approved bundle can be deleted, with all that is under it; its entities stay."""
    twilio.control.set_behaviour("customer_profile", "seconds", 60)
    profile = acme.profile()
    entities = [str(each.object_sid) for each in profile.customer_profiles_entity_assignments.list()]
    profile.update(status="pending-review")
    assert refusal(profile.delete) == (400, 60711)
    twilio.control.advance(120)
    assert profile.fetch().status == "twilio-approved"
    assert profile.delete()
    assert acme.trusthub.customer_profiles.list() == []
    end_users = [sid for sid in entities if sid.startswith("IT")]
    assert [acme.trusthub.end_users(sid).fetch().sid for sid in end_users] == end_users
    assert all(acme.trusthub.end_users(sid).delete() for sid in end_users)


def test_a_profile_in_use_stays(acme: Applicant) -> None:
    """A customer profile can be deleted only after the trust product that holds it."""
    profile = acme.profile()
    product = acme.product(profile.sid)
    with pytest.raises(TwilioRestException, match=f"assigned to {product.sid}: delete that") as refused:
        profile.delete()
    assert (refused.value.status, refused.value.code) == (400, 20001)
    assert product.delete()
    assert profile.delete()


def test_a_parent_has_an_approved_primary_profile(parent: Client, twilio: LocalTwilio, refusal: Any) -> None:
    """It exists from the start, also after a reset, under the same SID; the API cannot change it."""
    (primary,) = parent.trusthub.v1.customer_profiles.list(policy_sid=PRIMARY)
    assert (primary.sid, primary.status) == (primary_profile_sid(twilio.account_sid), "twilio-approved")
    twilio.control.set_primary_profile("draft")
    assert primary.fetch().status == "draft"
    assert refusal(lambda: primary.update(friendly_name="other")) == (400, 20001)
    assert refusal(lambda: primary.update(status="pending-review")) == (400, 20001)
    assert refusal(primary.delete) == (400, 20001)
    twilio.control.reset()
    assert primary.fetch().status == "twilio-approved"
    with pytest.raises(ValueError, match="one of draft, pending-review"):
        twilio.control.set_primary_profile("great")


def test_a_primary_profile_is_its_parents(acme: Applicant, refusal: Any) -> None:
    """A subaccount has none, and cannot read its parent's."""
    assert acme.trusthub.customer_profiles.list() == []
    assert refusal(acme.trusthub.customer_profiles(acme.primary_sid).fetch) == (404, 20404)


def test_bundles_belong_to_the_account_that_calls(
    acme: Applicant, parent: Client, connect: Callable[..., Client], refusal: Any
) -> None:
    """TrustHub only reaches the account of the credentials, neither its parent nor a subaccount."""
    profile = acme.empty_profile()
    for client in (parent, connect(account_sid=profile.account_sid)):
        assert refusal(client.trusthub.v1.customer_profiles(str(profile.sid)).fetch) == (404, 20404)


def test_a_closed_accounts_bundles_are_out_of_reach(acme: Applicant, parent: Client, refusal: Any) -> None:
    """Nobody can read the bundles of a closed account."""
    profile = acme.empty_profile()
    parent.api.accounts(str(profile.account_sid)).update(status="closed")
    assert refusal(profile.fetch) == (401, 20003)
