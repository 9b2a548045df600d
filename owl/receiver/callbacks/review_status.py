"""Status callbacks of customer profiles and trust products.

See https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles.
"""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints
from sqlalchemy import Connection, select

from owl.receiver.callbacks.callback import AccountSid, Callback, sid
from owl.receiver.recording import Outcome, insert_new, repetition
from owl.receiver.tables import review_statuses


class ReviewStatus(Callback):
    """The review of a customer profile or trust product has a status."""

    kind: ClassVar[str] = "review-status"

    bundle_sid: Annotated[str, sid("BU"), Field(alias="BundleSid")]
    status: Annotated[str, StringConstraints(pattern=r"^[a-z_-]{1,32}$"), Field(alias="Status")]
    account_sid: Annotated[AccountSid, Field(alias="AccountSid")]
    error_codes: Annotated[str, StringConstraints(max_length=256), Field(alias="ErrorCodes")] = ""

    @classmethod
    def record(cls, transaction: Connection, batch: Sequence[Self]) -> list[Outcome]:
        """Write each change of a status. A bundle may have the same status again, but not twice in a row."""
        return [each.record_alone(transaction) for each in batch]

    def record_alone(self, transaction: Connection) -> Outcome:
        """Write it unless the bundle has this status already."""
        row = {
            "bundle_sid": self.bundle_sid,
            "status": self.status,
            "error_codes": self.error_codes,
            **self.source.columns(),
        }
        latest = select(review_statuses).where(review_statuses.c.bundle_sid == self.bundle_sid)
        found = transaction.execute(latest.order_by(review_statuses.c.received_at.desc()).limit(1)).mappings().first()
        if found is not None and found["status"] == self.status:
            return repetition(row, dict(found))
        return insert_new(transaction, review_statuses, [row])[0]
