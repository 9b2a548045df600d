"""The events that report campaigns: https://www.twilio.com/docs/events/event-types/a2p/campaign-registration.

No event reports that a campaign is suspended: its messages are logged as error 30033 (`core.error_log`).
"""

from typing import Any

from emulator.core import event_streams
from emulator.core.number_registration import campaign_event_sid
from emulator.core.store import Settings, Stored, Transaction

_TYPES = "com.twilio.messaging.compliance.campaign-registration.campaign-"
_NAMES = {
    "pending": ("submitted", "A2P.CampaignRegistrationSubmitted"),
    "approved": ("approved", "A2P.CampaignRegistrationApproved"),
    "failure": ("failure", "A2P.CampaignRegistrationFailure"),
    "deleted": ("deleted", "A2P.CampaignRegistrationDeleted"),
}


def publish(store: Transaction, settings: Settings, campaign: Stored, status: str, moment: float) -> None:
    """Publish the status of a campaign's registration: `pending`, `approved`, `failure` or `deleted`."""
    body = campaign.body
    name, schema = _NAMES[status]
    errors: list[dict[str, Any]] = body["errors"] if status == "failure" else []
    data = {
        "accountsid": campaign.account_sid,
        "brandsid": body["brand_registration_sid"],
        "campaignsid": campaign_event_sid(campaign.parent_sid),
        "messagingservicesid": campaign.parent_sid,
        "externalcampaignid": body["campaign_id"],
        "a2pusecase": body["us_app_to_person_usecase"],
        "createddate": event_streams.milliseconds(campaign.created),
        "updateddate": event_streams.milliseconds(moment),
        "campaignregistrationstatus": status,
        "timestamp": event_streams.milliseconds(moment),
        "errorcode": errors[0]["error_code"] if errors else None,
    }
    source = f"/v1/Services/{campaign.parent_sid}/Compliance/Usa2p/{campaign.sid}"
    event = event_streams.Event(_TYPES + name, schema, campaign.account_sid, source, moment, data)
    event_streams.publish(store, settings, event)
