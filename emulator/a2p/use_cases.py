"""What US A2P campaigns are for: which use cases there are, for which brands and services, and what they cost a month.

Codes: https://www.twilio.com/docs/messaging/api/usapptoperson-usecase-resource. Monthly fees, where they are published:
https://help.twilio.com/articles/1260803965530.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class UseCase:
    """One use case.

    Attributes:
        code: Twilio's code.
        name: What it is called.
        description: What it is for.
        monthly_usd: What a campaign of it costs a month.
        post_approval_required: Whether carriers have to agree after the review.
    """

    code: str
    name: str
    description: str
    monthly_usd: str = "10"
    post_approval_required: bool = False

    def shown(self) -> dict[str, object]:
        """Return the use case as Twilio answers it."""
        names = ("code", "name", "description", "post_approval_required")
        return {name: getattr(self, name) for name in names}


SOLE_PROPRIETOR = UseCase("SOLE_PROPRIETOR", "Sole Proprietor", "Everything a sole proprietor sends", "2")

STANDARD = (
    UseCase("2FA", "Two-Factor authentication (2FA)", "One-time passwords, sign-in codes and password resets"),
    UseCase("ACCOUNT_NOTIFICATION", "Account Notification", "News of an account: reminders, alerts, changes"),
    UseCase(
        "AGENTS_FRANCHISES",
        "Agents and Franchises",
        "Agents or branches of one brand, each with numbers of its own",
        post_approval_required=True,
    ),
    UseCase("CHARITY", "Charity", "Charities of section 501(c)(3), religious organizations excepted", "3"),
    UseCase(
        "PROXY",
        "Proxy",
        "People who write to each other through a number that hides their own",
        post_approval_required=True,
    ),
    UseCase("CUSTOMER_CARE", "Customer Care", "Support and the care for customers' accounts"),
    UseCase("DELIVERY_NOTIFICATION", "Delivery Notification", "Where a delivery is and when it comes"),
    UseCase(
        "EMERGENCY", "Emergency", "Public safety and health in disasters and emergencies", post_approval_required=True
    ),
    UseCase("FRAUD_ALERT", "Fraud Alert Messaging", "Warnings of fraud"),
    UseCase("HIGHER_EDUCATION", "Higher Education", "Colleges and universities"),
    UseCase("K12_EDUCATION", "K-12 Education", "Schools up to grade 12", post_approval_required=True),
    UseCase("LOW_VOLUME", "Low Volume Mixed", "Several of the other use cases, few messages", "1.50"),
    UseCase("MARKETING", "Marketing", "Offers and promotions"),
    UseCase("MIXED", "Mixed", "Several of the other use cases"),
    UseCase("POLITICAL", "Political", "Election campaigns and other political messages"),
    UseCase("POLLING_VOTING", "Polling and voting", "Surveys and votes that are not political"),
    UseCase("PUBLIC_SERVICE_ANNOUNCEMENT", "Public Service Announcement", "Information that the public should have"),
    UseCase("SECURITY_ALERT", "Security Alert", "Warnings that a system may not be safe"),
    UseCase("SOCIAL", "Social", "Influencers and groups who write to their followers", post_approval_required=True),
    UseCase("SWEEPSTAKE", "Sweepstake", "Prize draws", post_approval_required=True),
)
"""What a brand of type STANDARD may have, in the order of Twilio's own example."""

_ANY = frozenset({"LOW_VOLUME", "MIXED", "SOLE_PROPRIETOR"})
_OF_SERVICE = {
    "marketing": frozenset({"MARKETING", "SWEEPSTAKE", "CHARITY", "POLITICAL", "SOCIAL", "AGENTS_FRANCHISES"}),
    "verification": frozenset({"2FA", "ACCOUNT_NOTIFICATION", "SECURITY_ALERT", "FRAUD_ALERT"}),
    "discussion": frozenset({"CUSTOMER_CARE", "PROXY", "SOCIAL", "HIGHER_EDUCATION", "K12_EDUCATION", "POLITICAL"}),
    "poll": frozenset({"POLLING_VOTING", "POLITICAL", "CHARITY"}),
    "notifications": frozenset(each.code for each in STANDARD) - {"MARKETING"},
}
"""Campaigns that go with a service's use case beside those of `_ANY`; all go with `undeclared`. All of it assumed."""


def of_brand(brand_type: str) -> tuple[UseCase, ...]:
    """Return what a brand of a type may have."""
    return (SOLE_PROPRIETOR,) if brand_type == "SOLE_PROPRIETOR" else STANDARD


def compatible(service_usecase: str, code: str) -> bool:
    """Return whether a campaign's use case goes with that of its messaging service."""
    return service_usecase not in _OF_SERVICE or code in _ANY | _OF_SERVICE[service_usecase]
