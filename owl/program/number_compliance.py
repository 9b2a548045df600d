"""What a country outside the US wants before a tenant gets a number there: an address and, mostly, an approved bundle.

The order is that of Twilio's guide: end user, documents, bundle, assignments, evaluation and submission; the number is
bought once the bundle is approved (https://www.twilio.com/docs/phone-numbers/regulatory/getting-started).

A bundle is renewed by a copy of it, with facts and documents of their own. Until the copy is approved and the bundle
has got what it holds, all that the bundle holds stays declared as the state has it; the run after that lets go of it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pulumi

from owl.registration.regulatory_step import regulatory_renewal, regulatory_step
from owl.stacks.in_program import Deployed
from project import project_directory
from providers.address import Address
from providers.core.resource import TwilioResource
from providers.regulatory_bundle import RegulatoryBundle
from providers.regulatory_bundle_replacement import RegulatoryBundleReplacement
from providers.regulatory_bundle_submission import RegulatoryBundleSubmission
from providers.regulatory_end_user import RegulatoryEndUser
from providers.regulatory_item_assignment import RegulatoryItemAssignment
from providers.regulatory_supporting_document import RegulatorySupportingDocument
from providers.subaccount import Subaccount
from tenants.model import InternationalNumber, Regulation, Tenant, Tenants
from tenants.model.naming import TENANT_FILES, ComponentType, ResourceName, tenant_file
from tenants.model.regulatory_facts import (
    REGISTRATION_NUMBER,
    Document,
    address_of,
    documents_of,
    end_user_attributes,
    generation_of,
    regulation_of,
)

_END_USER = "end_user"


class _Item(NamedTuple):
    """An end user or a document, and what its assignment is called."""

    part: str
    resource: TwilioResource


class NumberCompliance(pulumi.ComponentResource):
    """A tenant's address in a country and, if the country wants one, its regulatory bundle.

    Args:
        tenant: The tenant, from its file.
        number: The number that it is for.
        tenants: The tenants and the catalogue.
        subaccount: The tenant's account.
        registration_number: The business's registration number, a secret; None if it has none.
        before: The stack before this run.
    """

    def __init__(  # noqa: PLR0913 - the tenant and what its facts are
        self,
        tenant: Tenant,
        number: InternationalNumber,
        tenants: Tenants,
        *,
        subaccount: Subaccount,
        registration_number: str | None,
        before: Deployed,
    ) -> None:
        self._name = str(ResourceName(tenant.id, number.part))
        super().__init__(ComponentType.NUMBER_COMPLIANCE, self._name)
        self._tenant, self._number, self._subaccount, self._before = tenant, number, subaccount, before
        self._registration_number = registration_number
        self._owner = f"{tenant.id} {number.part}"
        self._inside = pulumi.ResourceOptions(parent=self)
        self._notices = {
            "email": tenants.isv.compliance_email,
            "status_callback": tenants.isv.callback_urls(tenant.id).review_status,
        }
        self.address = self._address()
        self.bundle: RegulatoryBundle | None = None
        self.submission: RegulatoryBundleSubmission | None = None
        self._renewal: RegulatoryBundleSubmission | None = None
        if regulation := regulation_of(number, tenants.countries):
            self._declare(regulation)
        self.register_outputs({})

    def awaited(self) -> dict[str, pulumi.Output[str]]:
        """Return what has to be approved before the number is bought."""
        return {regulatory_step(self._number.words): self.submission.status} if self.submission else {}

    def reviews(self) -> list[dict[str, Any]]:
        """Return the status of the bundle, and of its renewal; see `owl.registration.progress.ReviewStatus`."""
        steps = {regulatory_step: self.submission, regulatory_renewal: self._renewal}
        return [
            {
                "step": step(self._number.words),
                "sid": each.sid,
                "status": each.status,
                "since": each.date_updated,
                "errors": each.errors,
                "valid_until": each.valid_until,
            }
            for step, each in steps.items()
            if each
        ]

    def looks(self) -> list[pulumi.Output[str | None]]:
        """Return when Twilio was last asked for each status, in ISO 8601."""
        return [each.looked_at for each in (self.submission, self._renewal) if each]

    def _declare(self, regulation: Regulation) -> None:
        """Declare the bundle as it is, and its renewal if the file wants one that is not done yet."""
        renewed = generation_of(self._number)
        done = self._renewals_done()
        facts = end_user_attributes(self._tenant, self._number, regulation)
        documents = documents_of(self._tenant, self._number, regulation)
        fingerprint = pulumi.Output.secret(self._fingerprint(facts, documents))
        wanted = max([renewed, *done])
        current = max(done, default="")
        bases = self._kept(current) if wanted != current else []
        items = bases or self._items(current, facts, documents)
        self.bundle = self._bundle("", items)
        self.submission = self._submission("", self.bundle, fingerprint, [] if current else items, only=not wanted)
        for generation in sorted({current, wanted} - {""}):
            new = items if generation == current else self._items(generation, facts, documents)
            copy = self._bundle(generation, new, copy_of=self.bundle, after=[self.submission])
            submission = self._submission(generation, copy, fingerprint, new, only=True)
            if generation != current:
                self._renewal = submission
            RegulatoryBundleReplacement(
                f"{self._name}.{generation}",
                account_sid=self._subaccount,
                bundle_sid=self.bundle,
                from_bundle_sid=copy,
                awaits={
                    regulatory_step(self._number.words): self.submission.status,
                    regulatory_renewal(self._number.words): submission.status,
                },
                opts=self._inside,
            )

    def _renewals_done(self) -> list[str]:
        """Return the days of the renewals that are done, as `20270110`, by the state."""
        names = self._before.names(RegulatoryBundleReplacement.__name__)
        return [name.removeprefix(f"{self._name}.") for name in names if name.startswith(f"{self._name}.")]

    def _bundle(
        self,
        generation: str,
        items: list[_Item],
        copy_of: RegulatoryBundle | None = None,
        after: Sequence[TwilioResource] = (),
    ) -> RegulatoryBundle:
        """Declare a bundle. It depends on its contents, so that they are deleted after it."""
        return RegulatoryBundle(
            _joined(self._name, generation, by="."),
            account_sid=self._subaccount,
            friendly_name=_joined(self._owner, generation),
            iso_country=self._number.iso_country,
            number_type=self._number.number_type.value,
            end_user_type=self._number.end_user_type.value,
            copy_of=copy_of,
            **self._notices,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[*(each.resource for each in items), *after]),
        )

    def _submission(
        self,
        generation: str,
        bundle: RegulatoryBundle,
        facts: pulumi.Output[str],
        items: list[_Item],
        *,
        only: bool,
    ) -> RegulatoryBundleSubmission:
        """Declare a bundle's contents and its submission.

        Args:
            generation: The day of the renewal, as `20270110`; empty for the bundle itself.
            bundle: The bundle.
            facts: A fingerprint of what the file says.
            items: What is assigned to it.
            only: Whether it holds nothing else.
        """
        name = _joined(self._name, generation, by=".")
        assigned = [
            RegulatoryItemAssignment(
                f"{name}.{each.part}",
                account_sid=self._subaccount,
                bundle_sid=bundle,
                object_sid=each.resource,
                opts=self._inside,
            )
            for each in items
        ]
        return RegulatoryBundleSubmission(
            name,
            account_sid=self._subaccount,
            bundle_sid=bundle,
            facts=facts,
            object_sids=[each.resource.sid for each in items] if only else None,  # type: ignore[attr-defined]
            owner=self._owner,
            opts=pulumi.ResourceOptions(parent=self, depends_on=assigned),
        )

    def _items(self, generation: str, facts: Mapping[str, str], documents: list[Document]) -> list[_Item]:
        """Declare the end user and the documents, as the file has them."""
        name, called = _joined(self._name, generation, by="."), _joined(self._owner, generation)
        attributes: dict[str, Any] = dict(facts)
        if attributes.get(REGISTRATION_NUMBER) == "":
            attributes[REGISTRATION_NUMBER] = pulumi.Output.secret(self._registration_number or "")
        end_user = RegulatoryEndUser(
            name,
            account_sid=self._subaccount,
            friendly_name=called,
            type=self._number.end_user_type.value,
            attributes=attributes,
            opts=self._inside,
        )
        shown = [
            RegulatorySupportingDocument(
                f"{name}.{each.part}",
                account_sid=self._subaccount,
                friendly_name=_joined(called, each.name),
                type=each.type,
                attributes=dict(each.attributes),
                address_sids=self.address if each.has_address else None,
                **self._file(each),
                opts=self._inside,
            )
            for each in documents
        ]
        return [_Item(_END_USER, end_user), *map(_Item, [each.part for each in documents], shown)]

    def _kept(self, generation: str) -> list[_Item]:
        """Declare the end user and the documents as the state has them; nothing if it has none."""
        name = _joined(self._name, generation, by=".")
        found = []
        for kind in (RegulatoryEndUser, RegulatorySupportingDocument):
            for each in self._before.names(kind.__name__):
                part = _END_USER if each == name else each.removeprefix(f"{name}.")
                is_mine = each == name if kind is RegulatoryEndUser else each.startswith(f"{name}.") and "." not in part
                outputs = self._before.at_twilio(kind.__name__, each)
                if is_mine and outputs:
                    inputs = {field: outputs.get(field) for field in kind.provider_class.inputs.model_fields}
                    inputs |= {"account_sid": self._subaccount}
                    if inputs.get("attributes"):
                        inputs["attributes"] = pulumi.Output.secret(inputs["attributes"])
                    if inputs.get("address_sids"):
                        inputs["address_sids"] = self.address
                    found.append(_Item(part, kind(each, **inputs, opts=self._inside)))
        return found

    def _address(self) -> Address:
        name = self._number.end_user.get("business_name", self._tenant.business.legal_name)
        return Address(
            self._name,
            account_sid=self._subaccount,
            friendly_name=self._owner,
            customer_name=name,
            iso_country=self._number.iso_country,
            **address_of(self._tenant, self._number).model_dump(mode="json", exclude_none=True),
            opts=self._inside,
        )

    def _file(self, document: Document) -> dict[str, str]:
        """Return a document's file and its fingerprint.

        Raises:
            pulumi.RunError: The file can't be read.
        """
        if document.file is None:
            return {}
        path = f"{TENANT_FILES}/{document.file}"
        try:
            content = (project_directory() / path).read_bytes()
        except OSError as error:
            raise pulumi.RunError(
                f"{tenant_file(self._tenant.id)}: {document.path}.file: {path} can't be read: {error.strerror}"
            ) from None
        return {"file": path, "sha256": hashlib.sha256(content).hexdigest()}

    def _fingerprint(self, facts: Mapping[str, str], documents: list[Document]) -> str:
        """Return a fingerprint of what the file says. It is a secret: few digits of a number could be brute-forced."""
        said = {
            "address": address_of(self._tenant, self._number).model_dump(mode="json"),
            "end_user": {**facts, REGISTRATION_NUMBER: facts.get(REGISTRATION_NUMBER) or self._registration_number},
            "documents": [[each.part, dict(each.attributes), self._file(each).get("sha256")] for each in documents],
            "resubmitted_on": str(self._number.resubmitted_on or ""),
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _joined(*parts: str, by: str = " ") -> str:
    return by.join(part for part in parts if part)
