"""Copies and clones of regulatory bundles, and the exchange of what is in them.

Facts: https://www.twilio.com/docs/phone-numbers/regulatory/api/copies-resource,
https://www.twilio.com/docs/phone-numbers/regulatory/api/clones-resource and
https://www.twilio.com/docs/phone-numbers/regulatory/api/replace-items-resource.
"""

from typing import Any

from emulator.core.call import Call, new_sid
from emulator.core.errors import TwilioError
from emulator.core.paging import page
from emulator.core.parameters import boolean, sid, text
from emulator.core.routes import route
from emulator.core.store import Stored
from emulator.regulatory_compliance import bundle_items, regulatory_review
from emulator.regulatory_compliance.kinds import BUNDLE, PRODUCT, ROOT
from emulator.regulatory_compliance.regulatory_bundles import show_as_copy
from emulator.regulatory_compliance.regulatory_review import EDITION, ISO_COUNTRY, VALID_UNTIL, find
from emulator.trusthub.bundle_evaluation import address_sids
from emulator.trusthub.bundle_review import APPROVED, DRAFT

_COPIES = f"{ROOT}/Bundles/<bundle_sid>/Copies"
_COPY_OF = "_copy_of"
_FRIENDLY_NAME = {"FriendlyName": text(255)}


@route(
    "POST",
    PRODUCT,
    _COPIES,
    status=201,
    assumed=("A bundle of any status can be copied; its end users and documents are copied, their files too.",),
)
def create_copy(call: Call, bundle_sid: str) -> dict[str, Any]:
    """Copy a bundle with what is in it, as a draft of the same account."""
    bundle = find(call, bundle_sid)
    given = call.read(_FRIENDLY_NAME)
    changes = {"status": DRAFT, VALID_UNTIL: None, "errors": None, _COPY_OF: bundle.sid, **given}
    return show_as_copy(call, _copied(call, bundle, bundle.account_sid, changes))


@route("GET", PRODUCT, _COPIES)
def list_copies(call: Call, bundle_sid: str) -> dict[str, Any]:
    """List the copies of a bundle."""
    regulatory_review.advance_all(call)
    return page(call, "results", BUNDLE.name, show_as_copy, _copy_of=find(call, bundle_sid).sid)


@route(
    "POST",
    PRODUCT,
    f"{ROOT}/Bundles/<bundle_sid>/Clones",
    status=201,
    assumed=(
        "Only a main account's auth token clones into another account of its family, else 20003.",
        "Only an approved bundle can be cloned, unless the clone is to be a draft: 20001.",
        "The addresses that documents name are cloned too.",
    ),
)
def create_clone(call: Call, bundle_sid: str) -> dict[str, Any]:
    """Copy a bundle with what is in it into another account, approved as it is or as a draft."""
    bundle = find(call, bundle_sid)
    fields = {**_FRIENDLY_NAME, "TargetAccountSid": sid("AC"), "MoveToDraft": boolean}
    given = call.read(fields, required=("TargetAccountSid",))
    main = call.caller.account
    target = call.store.find("account", sid=given.pop("target_account_sid"), parent_sid=main.sid)
    if main.parent_sid != main.sid or call.caller.credential != "auth_token" or target is None:
        raise TwilioError(20003)
    if target.body["status"] == "closed":
        raise TwilioError(20005, sid=target.sid)
    changes = {"status": DRAFT, VALID_UNTIL: None, "errors": None} if given.pop("move_to_draft", False) else {}
    if not changes and bundle.body["status"] != APPROVED:
        raise TwilioError(20001, reason=f"Bundle {bundle.sid} is {bundle.body['status']}: clone it with MoveToDraft")
    answer = show_as_copy(call, _copied(call, bundle, target.sid, {**changes, **given}))
    clone_sid = answer.pop("sid")
    return {**answer, "bundle_sid": clone_sid, "url": f"{BUNDLE.url(call, clone_sid)}/Clones"}


@route(
    "POST",
    PRODUCT,
    f"{ROOT}/Bundles/<bundle_sid>/ReplaceItems",
    status=201,
    assumed=(
        "Both bundles must be approved: 20001. Any bundle of the same regulation counts as a copy, any other is 22228.",
        "What was approved before a country's rules changed is out of date: 22228.",
        "What was in the bundle stays in the account, and the items stay in the copy too.",
        "The bundle is then valid as long as the copy.",
    ),
)
def replace_items(call: Call, bundle_sid: str) -> dict[str, Any]:
    """Replace what is in an approved bundle by what is in an approved copy; its numbers stay."""
    bundle = find(call, bundle_sid)
    source_sid = call.read({"FromBundleSid": sid("BU")}, required=("FromBundleSid",))["from_bundle_sid"]
    if source_sid == bundle.sid:
        raise TwilioError(22226, sid=bundle.sid)
    source = call.store.find(BUNDLE.name, sid=source_sid, account_sid=call.account.sid)
    if source is None:
        raise TwilioError(22225, sid=source_sid)
    source = regulatory_review.advance_review(call, source)
    for each in (bundle, source):
        if each.body["status"] != APPROVED:
            raise TwilioError(20001, reason=f"Bundle {each.sid} is {each.body['status']}, not {APPROVED}")
    latest = regulatory_review.edition(call.settings, bundle.body[ISO_COUNTRY])
    if source.body["regulation_sid"] != bundle.body["regulation_sid"] or source.body[EDITION] != latest:
        raise TwilioError(22228, sid=source.sid, target_sid=bundle.sid)
    for assignment in call.store.select(bundle_items.ASSIGNMENT, parent_sid=bundle.sid):
        call.store.delete(assignment)
    for entity in reversed(bundle_items.held_by(call, source)):
        bundle_items.assign(call, bundle, entity.sid)
    changes = {name: source.body[name] for name in (EDITION, VALID_UNTIL)}
    return show_as_copy(call, call.update(bundle, changes))


def _copied(call: Call, bundle: Stored, account_sid: str, changes: dict[str, Any]) -> Stored:
    """Copy a bundle with what is in it into an account."""
    body = {**bundle.body, **changes}
    copy = call.store.insert(BUNDLE.name, new_sid("BU"), body, account_sid=account_sid, now=call.now)
    for entity in reversed(bundle_items.held_by(call, bundle)):
        content = dict(entity.body)
        if copy.body["status"] == DRAFT and "status" in content:
            content |= {"status": "draft", "failure_reason": None, "errors": None}
        if account_sid != bundle.account_sid and "address_sids" in content["attributes"]:
            cloned = [
                _cloned_address(call, each, account_sid) for each in address_sids(content["attributes"]["address_sids"])
            ]
            content["attributes"] = {**content["attributes"], "address_sids": cloned}
        sid = new_sid(entity.sid[:2])
        call.store.insert(entity.kind, sid, content, account_sid=account_sid, now=call.now)
        bundle_items.assign(call, copy, sid)
    return copy


def _cloned_address(call: Call, address_sid: str, account_sid: str) -> str:
    address = call.find("address", address_sid)
    copy = call.store.insert("address", new_sid("AD"), address.body, account_sid=account_sid, now=call.now)
    return copy.sid
