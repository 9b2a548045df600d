"""Supporting documents of regulatory bundles: what proves who has a number outside the US, each with its file.

API: https://www.twilio.com/docs/phone-numbers/regulatory/api/supporting-documents
"""

import hashlib
import json
from typing import Annotated, Any

import pulumi
from pydantic import Field, StringConstraints

from project import project_directory
from providers.core.connection import Connection
from providers.core.errors import ResourceError
from providers.core.inputs import AccountSid, Immutable, Inputs, WriteOnly, sid
from providers.core.regulatory import RegulatoryFactProvider
from providers.core.resource import TwilioResource

UPLOADS = "https://numbers-upload.twilio.com/v2/RegulatoryCompliance/SupportingDocuments"
"""Where a document is created that has a file (the same page)."""

MIME_TYPES = {".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".pdf": "application/pdf", ".png": "image/png"}
"""What a file may be, by its ending."""


class RegulatorySupportingDocumentInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    friendly_name: Immutable[Annotated[str, StringConstraints(min_length=1, max_length=128)]]
    """Also how an existing document is found again, with its type. A second one of a type has its own name at the end.
    How long Twilio lets it be is assumed."""

    type: Immutable[Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]{1,63}$")]]
    """Twilio's type, such as `utility_bill`."""

    attributes: dict[str, str] = Field(default_factory=dict)
    """What it says, such as `{"document_number": "HRB 1"}`. A secret."""

    address_sids: Annotated[str, sid("AD")] | None = None
    """The address that it shows, sent as the attribute of that name."""

    file: Immutable[WriteOnly[str | None]] = None
    """The file, by its path in the project, such as `tenants/acme/bill.pdf`. Nothing but its fingerprint is kept."""

    sha256: Immutable[WriteOnly[Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] | None]] = None
    """The fingerprint of the file's content: another content makes another document. It is not sent."""


class RegulatorySupportingDocumentProvider(RegulatoryFactProvider[RegulatorySupportingDocumentInputs]):
    """An update replaces all attributes; the file stays. One that a bundle holds stays when it is deleted."""

    inputs = RegulatorySupportingDocumentInputs

    def collection(self, twilio: Connection, inputs: RegulatorySupportingDocumentInputs) -> Any:
        """Documents of the account, called as the account."""
        return twilio.account(inputs.account_sid).numbers.v2.regulatory_compliance.supporting_documents

    def create_parameters(self, inputs: RegulatorySupportingDocumentInputs) -> dict[str, Any]:
        """The address is one of the attributes."""
        address = {"address_sids": inputs.address_sids} if inputs.address_sids else {}
        attributes = {**inputs.attributes, **address}
        return {"friendly_name": inputs.friendly_name, "type": inputs.type, "attributes": attributes}

    def update_parameters(self, inputs: RegulatorySupportingDocumentInputs, changed: set[str]) -> dict[str, Any]:  # noqa: ARG002 - nothing else can change
        """All attributes are sent."""
        return {"attributes": self.create_parameters(inputs)["attributes"]}

    def make(self, twilio: Connection, inputs: RegulatorySupportingDocumentInputs) -> Any:
        """One with a file is created at another host, by a form with the file.

        Raises:
            ResourceError: The file can't be read, or has changed since the program read it.
        """
        if inputs.file is None:
            return super().make(twilio, inputs)
        path = project_directory() / inputs.file
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ResourceError(f"{inputs.file} can't be read: {error.strerror}") from None
        if hashlib.sha256(content).hexdigest() != inputs.sha256:
            raise ResourceError(f"{inputs.file} has changed since this run began: run again")
        from providers.core.http_client import Upload  # noqa: PLC0415 - `requests` loads slowly, and programs need none

        upload = Upload(path.name, content, MIME_TYPES[path.suffix.lower()])
        sent = self.create_parameters(inputs)
        fields = {
            "FriendlyName": sent["friendly_name"],
            "Type": sent["type"],
            "Attributes": json.dumps(sent["attributes"]),
        }
        sid = twilio.upload(inputs.account_sid, UPLOADS, fields, {"File": upload})["sid"]
        return self.collection(twilio, inputs)(sid).fetch()

    def fields(self, instance: Any) -> dict[str, Any]:
        """Return the address apart from the other attributes."""
        attributes = dict(instance.attributes or {})
        address_sids = attributes.pop("address_sids", None)
        only = address_sids[0] if isinstance(address_sids, list) and address_sids else address_sids
        return super().fields(instance) | {"attributes": attributes, "address_sids": only}


class RegulatorySupportingDocument(TwilioResource, provider=RegulatorySupportingDocumentProvider):
    """A document."""

    sid: pulumi.Output[str]
