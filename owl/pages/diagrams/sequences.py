"""Draw the four sequence diagrams: subaccount, customer profile, trust product, brand and message."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from owl.pages.diagrams.recorded import Step


@dataclass(frozen=True)
class _Diagram:
    """A diagram: its title, what it is about, and the steps that belong to it, as `path about`."""

    title: str
    text: str
    steps: re.Pattern[str]
    has_customer: bool = False


_DIAGRAMS = (
    _Diagram(
        "Subaccount",
        "Each tenant gets an account of its own, the key with which it sends, the subscription to its events, and the "
        "usage trigger at its daily allowance.",
        re.compile(r"/(Accounts|Keys|Sinks|Subscriptions|Usage/Triggers)(\.json)?( |$)"),
    ),
    _Diagram(
        "Secondary customer profile",
        "Who the business is: its facts, its representative and its address, assigned to a profile, evaluated and "
        "submitted. Twilio reports each step of the review.",
        re.compile(r"CustomerProfiles|Addresses|SupportingDocuments|EndUsers (business|representative)|profile: "),
    ),
    _Diagram(
        "A2P trust product",
        "What carriers ask besides, on top of the profile.",
        re.compile(r"TrustProducts|EndUsers brand$|trust product: "),
    ),
    _Diagram(
        "Brand, campaign, and a message to Alice",
        "The brand and the campaign are registered with the carriers, the number joins the messaging service, and the "
        "first message is sent. Twilio reports each status.",
        re.compile(r"."),
        has_customer=True,
    ),
)
"""In order: a step belongs to the first whose pattern it matches."""

OWL, TWILIO, ALICE = "Owl", "Twilio", "Alice"
_SENT = "sent"


def sequences(steps: Iterable[Step]) -> Iterator[str]:
    """Yield a section for each diagram."""
    belonging: dict[str, list[Step]] = {each.title: [] for each in _DIAGRAMS}
    for step in steps:
        of = next(each for each in _DIAGRAMS if each.steps.search(f"{step.path} {step.about}".strip()))
        belonging[of.title].append(step)
    for diagram in _DIAGRAMS:
        participants = [f"    participant {OWL} as Owl Inc.", f"    participant {TWILIO}"]
        if diagram.has_customer:
            participants.append(f"    actor {ALICE}")
        drawn = "\n".join(["sequenceDiagram", *participants, *_arrows(belonging[diagram.title])])
        yield f"## {diagram.title}\n\n{diagram.text}\n\n```mermaid\n{drawn}\n```\n"


def _arrows(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        words = f"{step.path}<br>{step.about}" if step.about else step.path
        if step.caller == "owl":
            yield f"    {OWL}->>{TWILIO}: POST {words}"
            continue
        yield f"    {TWILIO}-->>{OWL}: {words}"
        if step.path.endswith("/message-status") and step.about == _SENT:
            yield f"    {TWILIO}->>{ALICE}: SMS"
