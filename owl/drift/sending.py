"""Which tenants can't send and need a person: judged from what a preview with refresh read.

The definition is that of `owl.registration.may_send`. A rejected registration is not drift, and neither is a suspended
account: nothing that was declared differs. But a deployment does not repair it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from owl.drift.findings import NeedsPerson, News
from owl.drift.orphans import Orphan
from owl.drift.shown import LONGEST_REASON, shown
from owl.previews import Op, Preview, PreviewStep
from owl.registration.may_send import ACTIVE, SendingFacts, half_deployed, sending_status
from owl.registration.progress import GONE, REVIEWED, ReviewStatus, Stage, status_field, step_of
from owl.registration.regulatory_step import is_regulatory
from owl.registration.rejections import TOLL_FREE
from providers.core.gate import is_waiting
from providers.messaging_service_sender import MOST_SENDERS
from tenants.model import Tenants

_GOES_ON = frozenset({Stage.APPROVED, Stage.IN_REVIEW, Stage.WAITING})

_ISV = "PrimaryCustomerProfile"


def need_person(
    preview: Preview, tenants: Tenants, orphans: Sequence[Orphan], now: dt.datetime
) -> Iterator[NeedsPerson]:
    """Yield the tenants that can't send until a person does something, and the ISV's own profile if it is refused.

    Args:
        preview: A preview with refresh.
        tenants: The tenants' files.
        orphans: The objects in the stack's accounts that no stack declares.
        now: Twilio's time.
    """
    read = [step for step in preview.steps if step.op is Op.REFRESH and step.is_at_provider and not step.failed]
    failed = {step.tenant for step in preview.steps if step.failed}
    for step in read:
        status = _status("customer profile", step) if step.kind == _ISV else None
        if status and status.stage not in _GOES_ON:
            text = f"the ISV's own customer profile is {status.status}: ask Twilio's support why"
            yield NeedsPerson("", status.stage, text)
    for tenant in sorted({str(step.tenant) for step in read if step.kind in REVIEWED and step.tenant} - failed):
        facts = _facts(tenant, preview.stack, read, orphans)
        last = {"campaign", TOLL_FREE}
        is_whole = any(review.step in last or is_regulatory(review.step) for review in facts.reviews)
        found = sending_status(tenant, facts, tenants, now) if is_whole else half_deployed(tenant, preview.stack)
        if found.needs_person:
            text = found.registration_status.removeprefix("can't send: ")
            shut_out = found.stage is Stage.MISSING and bool(facts.elsewhere or facts.service_is_full)
            yield NeedsPerson(tenant, found.stage, shown(text, LONGEST_REASON), found.since, shut_out)


def goes_on(news: News) -> bool:
    """Return whether a status that changed lets the registration go on; otherwise a person has to do something."""
    step = REVIEWED.get(news.resource.kind)
    return step is None or ReviewStatus(step, news.now).stage in _GOES_ON


def _facts(tenant: str, stack: str, read: Sequence[PreviewStep], orphans: Sequence[Orphan]) -> SendingFacts:
    mine = [step for step in read if step.tenant == tenant]
    by_kind: dict[str, list[PreviewStep]] = {}
    for step in mine:
        by_kind.setdefault(step.kind, []).append(step)
    account_sid = next((str(step.old_outputs["account_sid"]) for step in mine if "account_sid" in step.old_outputs), "")
    account = next(
        (each for each in read if each.kind == "Subaccount" and each.old_outputs.get("sid") == account_sid), None
    )
    senders = by_kind.get("MessagingServiceSender", [])
    numbers = {str(each.old_outputs.get("sid")): str(each.old_outputs.get("phone_number", "")) for each in senders}
    numbers |= {
        str(each.old_outputs.get("sid")): str(each.old_outputs.get("phone_number", ""))
        for each in by_kind.get("PhoneNumber", [])
    }
    services = {str(each.old_outputs.get("sid")) for each in by_kind.get("MessagingService", [])}
    strangers = [each for each in orphans if each.kind == "MessagingServiceSender" and each.content]
    places = Counter(each.content.container["service_sid"] for each in strangers if each.content)
    there = [each for each in senders if each.new_outputs.get("sid")]
    return SendingFacts(
        reviews=tuple(_status(step_of(kind, each.name), each) for kind in REVIEWED for each in by_kind.get(kind, [])),
        account_sid=account_sid,
        stack=stack,
        account_status=_account_status(account),
        account_since=str((account.new_outputs if account else {}).get("date_updated", ""))[:10],
        numbers=tuple(sorted(number for number in numbers.values() if number)),
        senders=tuple(sorted(str(each.new_outputs.get("phone_number")) for each in there)),
        elsewhere=tuple(
            sorted(
                each.content.container["service_sid"]
                for each in strangers
                if each.content and each.sid in numbers and each.content.container["service_sid"] not in services
            )
        ),
        released=tuple(
            sorted(str(each.old_outputs["phone_number"]) for each in by_kind.get("PhoneNumber", []) if _is_gone(each))
        ),
        service_is_full=any(places[service] + len(there) >= MOST_SENDERS for service in services),
        key_works=all(each.new_outputs for each in by_kind.get("ApiKey", [])),
        service_exists=all(each.new_outputs for each in by_kind.get("MessagingService", [])),
        joins_next=bool(senders) and all(is_waiting(each.old_outputs) for each in senders),
    )


def _account_status(account: PreviewStep | None) -> str:
    if account is None:
        return ACTIVE
    return str(account.new_outputs.get("status", ACTIVE)) if account.new_outputs else "closed"


def _is_gone(read: PreviewStep) -> bool:
    return bool(read.old_outputs.get("sid")) and not read.new_outputs


def _status(step: str, read: PreviewStep) -> ReviewStatus:
    """Return the status of a registration step as it was just read."""
    if _is_gone(read):
        return ReviewStatus(step, GONE)
    outputs: Mapping[str, Any] = read.new_outputs
    errors = outputs.get("errors")
    return ReviewStatus.from_outputs(
        {
            "step": step,
            "status": outputs.get(status_field(step)),
            "since": outputs.get("date_updated"),
            "errors": [each for each in errors if isinstance(each, Mapping)] if isinstance(errors, list) else [],
            "resubmissions": outputs.get("resubmissions"),
            "valid_until": outputs.get("valid_until"),
        }
    )
