"""Regulations: https://www.twilio.com/docs/phone-numbers/regulatory/api/regulations."""

from collections.abc import Iterable
from typing import Any

from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.paging import page_of
from emulator.core.parameters import boolean, text
from emulator.core.routes import route
from emulator.regulatory_compliance.contents import BY_NAME
from emulator.regulatory_compliance.kinds import PRODUCT, ROOT
from emulator.regulatory_compliance.regulations_by_country import COUNTRIES, REGULATIONS, Regulation, Requirement
from emulator.trusthub.attributes import Field, Type

NUMBER_TYPES = ("local", "mobile", "national", "toll-free")
END_USER_TYPES = ("individual", "business")

_LIST = f"{ROOT}/Regulations"
_CONSTRAINTS = {"IncludeConstraints": boolean}


@route(
    "GET",
    PRODUCT,
    _LIST,
    assumed=(
        f"There are only regulations of {', '.join(COUNTRIES)}, for ordinary cases; most of what they want is assumed.",
        "A country without regulations has an empty list; a type of number that does not exist is answered with 22213.",
        "IncludeConstraints adds the constraint of each attribute to its details: String or List.",
    ),
)
def list_all(call: Call) -> dict[str, Any]:
    """List what countries want, by country, type of number and type of end user."""
    fields = {name: text(255) for name in ("IsoCountry", "NumberType", "EndUserType")}
    wanted = call.read_query(fields)
    constraints = call.read_query(_CONSTRAINTS).get("include_constraints", False)
    if wanted.get("number_type", "local") not in NUMBER_TYPES:
        raise TwilioError(22213, found=wanted["number_type"], allowed=", ".join(NUMBER_TYPES))
    if wanted.get("end_user_type", "business") not in END_USER_TYPES:
        raise TwilioError(22212, found=wanted["end_user_type"], allowed=", ".join(END_USER_TYPES))
    found = [
        each for each in REGULATIONS.values() if all(getattr(each, name) == value for name, value in wanted.items())
    ]
    return page_of(call, "results", [show(call, each, constraints=constraints) for each in found])


@route("GET", PRODUCT, f"{_LIST}/<sid>")
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch what a country wants of one type of end user for one type of number."""
    if sid not in REGULATIONS:
        raise call.not_found()
    constraints = call.read_query(_CONSTRAINTS).get("include_constraints", False)
    return show(call, REGULATIONS[sid], constraints=constraints)


def show(call: Call, regulation: Regulation, *, constraints: bool) -> dict[str, Any]:
    """Return a regulation as Twilio answers it."""
    number_type = regulation.number_type.replace("-", " ").title()
    country = COUNTRIES[regulation.iso_country]
    return {
        "sid": regulation.sid,
        "friendly_name": f"{country}: {number_type} - {regulation.end_user_type.title()}",
        "iso_country": regulation.iso_country,
        "number_type": regulation.number_type,
        "end_user_type": regulation.end_user_type,
        "requirements": {
            "end_user": _end_users(call, regulation, constraints=constraints),
            "supporting_document": [[_document(call, each, constraints=constraints) for each in regulation.documents]],
        },
        "url": f"{call.base_url}{_LIST}/{regulation.sid}",
    }


def _end_users(call: Call, regulation: Regulation, *, constraints: bool) -> list[dict[str, Any]]:
    if not regulation.end_user:
        return []
    kind = BY_NAME[regulation.end_user_type]
    named = {
        "name": kind.friendly_name,
        "type": kind.machine_name,
        "requirement_name": f"{kind.machine_name}_info",
        "url": f"{call.base_url}{ROOT}/EndUserTypes/{kind.machine_name}",
    }
    return [{**named, **_fields(kind, regulation.end_user, constraints=constraints)}]


def _document(call: Call, requirement: Requirement, *, constraints: bool) -> dict[str, Any]:
    return {
        "name": requirement.name,
        "type": "document",
        "requirement_name": requirement.requirement_name,
        "description": requirement.description,
        "accepted_documents": [
            {
                "name": BY_NAME[each].friendly_name,
                "type": each,
                "url": f"{call.base_url}{ROOT}/SupportingDocumentTypes/{each}",
                **_fields(BY_NAME[each], requirement.fields, constraints=constraints),
            }
            for each in requirement.accepted
        ],
    }


def _fields(kind: Type, names: Iterable[str], *, constraints: bool) -> dict[str, Any]:
    fields = [field for field in kind.fields if field.machine_name in names]
    return {
        "fields": [field.machine_name for field in fields],
        "detailed_fields": [
            {
                "machine_name": field.machine_name,
                "friendly_name": field.friendly_name,
                "description": _description(field, kind),
                **({"constraint": field.constraint} if constraints else {}),
            }
            for field in fields
        ],
    }


def _description(field: Field, kind: Type) -> str:
    return f"{field.friendly_name} of the {kind.friendly_name.lower()}"
