"""Senders are in a messaging service with a campaign, or are toll-free numbers with a verification, or outside the US.

Carriers block messages from a US number without a verified campaign (error 30034), and still charge for them. A
toll-free number needs a verification instead (error 30032), and a number outside the US what its country requires.
"""

from collections.abc import Iterator

from policies.core.declared import number_of, of_kind, owner
from policies.core.rule import Level, ResourcesCase, Rule, Severity, Violation
from tenants.model.naming import international_part

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.twilio.com/docs/api/errors/30034", "https://www.twilio.com/docs/api/errors/30032"),
    fix="declare a Campaign for the messaging service, a TollfreeVerification for a toll-free number, or no sender",
)


def check(case: ResourcesCase) -> Iterator[Violation]:
    """Check that the messaging service of each sender has a campaign, or its toll-free number a verification."""
    verified = {each.references.get("tollfree_phone_number_sid") for each in of_kind(case, "TollfreeVerification")}
    verified |= {f"PhoneNumber {each.name}" for each in of_kind(case, "PhoneNumber") if international_part(each.name)}
    verified -= {None}
    with_campaign = {each.references.get("messaging_service_sid") for each in of_kind(case, "Campaign")} - {None}
    for sender in of_kind(case, "MessagingServiceSender"):
        is_verified = number_of(sender) in verified
        if not is_verified and sender.references.get("service_sid") not in with_campaign:
            message = f"sender {sender.name} is in a messaging service without a campaign"
            yield Violation("campaign", message, document=owner(sender, case))


rule.for_resources(check)
