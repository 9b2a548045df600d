"""What customer profiles, trust products and regulatory bundles share: facts about a tenant that Twilio reviews.

A bundle is created, facts are assigned to it, and then it is submitted: three resources, because each can fail alone.
API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api and, with the same shape,
https://www.twilio.com/docs/phone-numbers/regulatory/api (`providers.core.regulatory`).
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import StringConstraints

from providers.core.connection import Connection
from providers.core.errors import ATTEMPTS, AnswerLost, ResourceError, repeated
from providers.core.gate import REJECTIONS, GatedInputs, GatedProvider
from providers.core.inputs import AccountSid, FriendlyName, HttpsUrl, Immutable, Inputs, WriteOnly, sid
from providers.core.provider import TwilioProvider

POLICIES = {
    "Secondary Customer Profile of type Business": "RNdfbf3fae0e1107f8aded0e7cead80bf5",
    "Starter Customer Profile of type Business": "RN806dd6cd175f314e1f96a9727ee271f4",
    "A2P Messaging: Local - Business": "RNb0d4771c2c98518d916a3d4cd70a8f8b",
    "Sole Proprietor TrustProduct": "RN670d5d2e282a6130ae063b234b6019c8",
}
"""Twilio's policies by name, with the SIDs that its A2P guides give
(https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api). Twilio's list comes first: SIDs may
change. The last one is in no public guide: it is what integrations that are in use send."""

FactT = TypeVar("FactT", bound=Inputs)

BundleSid = Annotated[str, sid("BU")]

NOT_EDITABLE = 60711
"""Error of what would change a bundle under review, or an approved one
(https://www.twilio.com/docs/api/errors/60711)."""

DRAFT = "draft"
NONCOMPLIANT = "noncompliant"
"""Status of a bundle that Twilio's evaluation found incomplete, so that it was not submitted."""

TO_BE_SUBMITTED = REJECTIONS | {DRAFT}
"""Statuses in which a bundle can be submitted, for the first time or again."""


def policy_sid(twilio: Connection, account_sid: str, policy: str) -> str:
    """Return the SID of a policy: by its name in Twilio's list, else the documented one."""
    listed = twilio.listing(("Policy",), twilio.account(account_sid).trusthub.v1.policies.list)
    return next((each.sid for each in listed.values() if each.friendly_name == policy), POLICIES[policy])


class ReviewedFactProvider(TwilioProvider[FactT], Generic[FactT]):
    """What Twilio keeps as it is while a bundle that holds it is under review or approved."""

    locked: ClassVar[int] = NOT_EDITABLE
    """Error of what would change it then."""

    to_change: ClassVar[str] = "to change what is approved, ask Twilio's support"
    """What to do about a fact that has changed, worded to follow a semicolon."""

    def change(self, twilio: Connection, inputs: FactT, sid: str, changed: set[str]) -> Any:
        """Twilio keeps what is under review or approved as it is: then a change is refused.

        One that an interrupted run has made counts as done.

        Raises:
            ResourceError: Twilio keeps it as it is.
        """
        try:
            return super().change(twilio, inputs, sid, changed)
        except Exception as error:
            if getattr(error, "code", None) != self.locked:
                raise
        instance = self.collection(twilio, inputs)(sid).fetch()
        if self.differences(self.observe(twilio, inputs, instance), inputs.declared())[0] & changed:
            raise ResourceError(
                f"its bundle is under review or approved, so it cannot be changed (error {self.locked}). "
                f"Declare it as it was until the review is decided; {self.to_change}"
            )
        return instance


class BundleInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    friendly_name: FriendlyName
    """Also how an existing bundle is found again, so unique in its account."""

    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]
    """The address for news of its review: the ISV's mailbox, as Twilio's guide for ISVs asks."""

    policy: Immutable[
        WriteOnly[
            Literal[
                "Secondary Customer Profile of type Business",
                "Starter Customer Profile of type Business",
                "A2P Messaging: Local - Business",
                "Sole Proprietor TrustProduct",
            ]
        ]
    ]
    """What the bundle has to hold, by the policy's name at Twilio."""

    status_callback: HttpsUrl | None = None
    """Called when its review moves on."""


class BundleProvider(ReviewedFactProvider[BundleInputs]):
    """A bundle under review, or approved, cannot be changed (https://www.twilio.com/docs/api/errors/60711)."""

    inputs = BundleInputs
    natural_key = ("friendly_name",)

    def make(self, twilio: Connection, inputs: BundleInputs) -> Any:
        """The policy's SID is looked up by its name."""
        parameters = self.create_parameters(inputs)
        policy = policy_sid(twilio, inputs.account_sid, parameters.pop("policy"))
        return self.collection(twilio, inputs).create(**parameters, policy_sid=policy)


class EntityAssignmentInputs(Inputs):
    """What every assignment has. Nothing of it can be changed."""

    account_sid: Immutable[AccountSid]
    object_sid: Immutable[Annotated[str, StringConstraints(pattern="^(IT|RD|BU)[0-9a-fA-F]{32}$")]]
    """An end user, a supporting document, or another bundle."""


AssignmentT = TypeVar("AssignmentT", bound=EntityAssignmentInputs)


class EntityAssignmentProvider(TwilioProvider[AssignmentT], Generic[AssignmentT]):
    """An object's place in a bundle, there once or not at all."""

    natural_key = ("object_sid",)
    locked: ClassVar[int] = NOT_EDITABLE
    """Error of what would change a bundle under review, or an approved one."""

    def remove(self, twilio: Connection, inputs: AssignmentT, sid: str) -> None:
        """Takes the object out of the bundle; where that cannot be changed any more, it ends with the bundle."""
        try:
            super().remove(twilio, inputs, sid)
        except Exception as error:
            if getattr(error, "code", None) != self.locked:
                raise


class SubmissionInputs(GatedInputs):
    """What every submission has."""

    account_sid: Immutable[AccountSid]
    facts: WriteOnly[str]
    """A fingerprint of all that is assigned, such as `9f86d081884c7d65`: a rejected bundle is submitted again when it
    has changed. A secret."""


class PolicySubmissionInputs(SubmissionInputs):
    """What a submission to TrustHub has."""

    policy: Immutable[WriteOnly[str]]
    """The bundle's policy, by name: what it is evaluated against."""


SubmissionT = TypeVar("SubmissionT", bound=SubmissionInputs)


class SubmissionProvider(GatedProvider[SubmissionT], Generic[SubmissionT]):
    """Has a bundle evaluated and, if nothing is missing, reviewed. Deleting it changes nothing at Twilio."""

    secret_outputs = frozenset({"facts"})

    def bundle(self, twilio: Connection, inputs: SubmissionT) -> Any:
        """Return the SDK's context of the bundle."""
        return self.collection(twilio, inputs)(getattr(inputs, self.natural_key[0]))

    def evaluations(self, bundle: Any) -> Any:
        """Return the SDK's list of the bundle's evaluations."""
        raise NotImplementedError(self.kind)  # each kind of bundle has its own name for it

    def evaluate(self, twilio: Connection, inputs: SubmissionT, bundle: Any) -> Any:  # noqa: ARG002 - for those that need them
        """Have Twilio find what is missing."""
        return self.evaluations(bundle).create()

    def matches(self, inputs: SubmissionT, instance: Any) -> bool:
        """A bundle that is a draft, or was rejected, counts as not submitted."""
        is_bundle = instance.sid == getattr(inputs, self.natural_key[0])
        return is_bundle and instance.status not in TO_BE_SUBMITTED

    def make(self, twilio: Connection, inputs: SubmissionT) -> Any:
        """What is complete is submitted; what is not stays a draft, and its evaluation says why."""
        bundle = self.bundle(twilio, inputs)
        evaluation = repeated(lambda: self.evaluate(twilio, inputs, bundle))
        return bundle.update(status="pending-review") if evaluation.status == "compliant" else bundle.fetch()

    def adopt(self, twilio: Connection, inputs: SubmissionT, found: Any) -> Any:  # noqa: ARG002 - it is as it is
        """It is left as it is: under review, or decided."""
        return found

    def change(self, twilio: Connection, inputs: SubmissionT, sid: str, changed: set[str]) -> Any:  # noqa: ARG002 - only facts can change
        """New facts submit it again, if it was rejected or is still a draft."""
        instance = self.bundle(twilio, inputs).fetch()
        if instance.status in TO_BE_SUBMITTED:
            return self._submitted(twilio, inputs)
        return instance

    def observe(self, twilio: Connection, inputs: SubmissionT, instance: Any) -> dict[str, Any]:
        """Of a bundle that was not submitted, what its evaluation found is read too."""
        fields = self.fields(instance) | {self.natural_key[0]: instance.sid}
        if instance.status != DRAFT:
            return fields
        evaluated = self.evaluations(self.bundle(twilio, inputs)).list(limit=1)
        failures = list(_failures(evaluated[0].results)) if evaluated else []
        return fields | {"status": NONCOMPLIANT if failures else DRAFT, "errors": failures}

    def differences(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[set[str], set[str]]:
        """A draft was never submitted, or taken back by a person: that is still to be done."""
        changed, fixed = super().differences(olds, news)
        return changed | ({"facts"} if olds.get("status") == DRAFT else set()), fixed

    def remove(self, twilio: Connection, inputs: SubmissionT, sid: str) -> None:
        """A submission cannot be taken back; the bundle itself can be deleted."""

    def _submitted(self, twilio: Connection, inputs: SubmissionT) -> Any:
        """Submit it; when the answer got lost, look whether it was, before it is submitted another time."""
        for last in (False,) * (ATTEMPTS - 1) + (True,):
            try:
                return self.make(twilio, inputs)
            except AnswerLost:
                instance = self.bundle(twilio, inputs).fetch()
                if instance.status not in TO_BE_SUBMITTED:
                    return instance
                if last:
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")


PolicySubmissionT = TypeVar("PolicySubmissionT", bound=PolicySubmissionInputs)


class PolicySubmissionProvider(SubmissionProvider[PolicySubmissionT], Generic[PolicySubmissionT]):
    """Has a bundle of TrustHub reviewed, by its policy."""

    def evaluate(self, twilio: Connection, inputs: PolicySubmissionT, bundle: Any) -> Any:
        """It is evaluated against its policy."""
        policy = policy_sid(twilio, inputs.account_sid, inputs.policy)
        return self.evaluations(bundle).create(policy_sid=policy)


def _failures(results: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each fault of an evaluation as code, field and message."""
    for result in results:
        if result.get("passed"):
            continue
        faults = result.get("invalid") or [result]
        for fault in faults:
            yield {
                "code": fault.get("error_code"),
                "field": fault.get("object_field") or result.get("requirement_name"),
                "message": fault.get("failure_reason"),
            }
