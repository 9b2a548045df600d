"""The kinds of objects of regulatory compliance, and what TrustHub's operations do for them just the same."""

from emulator.regulatory_compliance.contents import END_USER_TYPES, SUPPORTING_DOCUMENT_TYPES
from emulator.trusthub import entities, entity_types
from emulator.trusthub.kinds import EntityKind, Kind, TypeKind, route_of_each

PRODUCT = "numbers"
ROOT = "/v2/RegulatoryCompliance"

BUNDLE = Kind("regulatory_bundle", "Bundles", product=PRODUCT, root=ROOT)

END_USER = EntityKind(
    *("regulatory_end_user", "EndUsers", "IT", END_USER_TYPES, {"attributes": {}}), product=PRODUCT, root=ROOT
)
SUPPORTING_DOCUMENT = EntityKind(
    *("regulatory_supporting_document", "SupportingDocuments", "RD", SUPPORTING_DOCUMENT_TYPES),
    {"status": "draft", "mime_type": None, "failure_reason": None, "errors": None, "attributes": {}},
    product=PRODUCT,
    root=ROOT,
)
ENTITIES = (END_USER, SUPPORTING_DOCUMENT)

_TYPES = (
    TypeKind("end_user_type", "EndUserTypes", END_USER_TYPES, product=PRODUCT, root=ROOT),
    TypeKind(
        "supporting_document_type", "SupportingDocumentTypes", SUPPORTING_DOCUMENT_TYPES, product=PRODUCT, root=ROOT
    ),
)

_ASSUMED = ("There are only the types that the known regulations need; their SIDs and their attributes are our own.",)

route_of_each(_TYPES, "GET", assumed=_ASSUMED)(entity_types.list_all)
route_of_each(_TYPES, "GET", "/<sid>")(entity_types.fetch)
route_of_each((END_USER,), "POST", status=201)(entities.create)
route_of_each(ENTITIES, "GET")(entities.list_all)
route_of_each(ENTITIES, "GET", "/<sid>")(entities.fetch)
