"""Evaluations of regulatory bundles: https://www.twilio.com/docs/phone-numbers/regulatory/api/evaluations."""

from typing import Any

from emulator.core.answers import iso_8601
from emulator.core.call import Call
from emulator.core.paging import page
from emulator.core.routes import route
from emulator.core.store import Stored
from emulator.regulatory_compliance import regulatory_evaluation
from emulator.regulatory_compliance.kinds import BUNDLE, PRODUCT, ROOT
from emulator.regulatory_compliance.regulations_by_country import REGULATIONS
from emulator.regulatory_compliance.regulatory_review import find

_KIND = "regulatory_evaluation"
_LIST = f"{ROOT}/Bundles/<bundle_sid>/Evaluations"


@route("POST", PRODUCT, _LIST, status=201, assumed=regulatory_evaluation.ASSUMED)
def create(call: Call, bundle_sid: str) -> dict[str, Any]:
    """Evaluate a bundle: whether all that its regulation wants is there."""
    bundle = find(call, bundle_sid)
    regulation = REGULATIONS[bundle.body["regulation_sid"]]
    results = regulatory_evaluation.evaluate(call, bundle, regulation)
    status = "compliant" if all(each["passed"] for each in results) else "noncompliant"
    body = {"regulation_sid": regulation.sid, "status": status, "results": results}
    return show(call, call.create(_KIND, "EL", body, parent_sid=bundle.sid))


@route("GET", PRODUCT, _LIST)
def list_all(call: Call, bundle_sid: str) -> dict[str, Any]:
    """List a bundle's evaluations, with the results of then."""
    return page(call, "results", _KIND, show, parent_sid=find(call, bundle_sid).sid)


@route("GET", PRODUCT, f"{_LIST}/<sid>")
def fetch(call: Call, bundle_sid: str, sid: str) -> dict[str, Any]:
    """Fetch an evaluation, with the results of then."""
    return show(call, call.find(_KIND, sid, parent_sid=find(call, bundle_sid).sid))


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return an evaluation as Twilio answers it."""
    return {
        "sid": stored.sid,
        "account_sid": stored.account_sid,
        "bundle_sid": stored.parent_sid,
        **stored.body,
        "date_created": iso_8601(stored.created),
        "url": f"{BUNDLE.url(call, stored.parent_sid)}/Evaluations/{stored.sid}",
    }
