"""Callbacks go to the ISV's own hosts over https.

Callbacks contain message bodies, phone numbers and errors of customers. A wrong host is a leak that nobody notices.
"""

from collections.abc import Iterator
from typing import Any

from policies.core.declared import owner
from policies.core.domains import host
from policies.core.rule import Level, Parameters, ResourcesCase, Rule, Severity, Violation


class CallbacksOurs(Parameters):
    """Parameters of this rule."""

    hosts: tuple[str, ...] = ()
    """Further hosts of the ISV."""


_CALLBACKS = (
    "status_callback",
    "callback_url",
    "fallback_url",
    "sms_url",
    "sms_fallback_url",
    "voice_url",
    "voice_fallback_url",
    "destination",
)
"""Inputs of any kind of resource that hold a URL of the ISV."""


_KEPT = frozenset({"CustomerProfile", "TrustProduct"})
"""Bundles keep the host they have once they are under review: Twilio changes none (error 60711). One that stays as it
is has its SID in a preview; one that is created or changed has none."""


def _urls(inputs: Any) -> Iterator[str]:
    for values in (inputs, inputs.get("sink_configuration") or {}):
        for name in _CALLBACKS:
            if isinstance(values.get(name), str):
                yield values[name]


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("https://www.twilio.com/docs/usage/webhooks/webhooks-security",),
    fix="use a URL of tenants.isv.callback_urls, or add the host to the rule's parameter hosts",
    parameters=CallbacksOurs(),
)


def check(case: ResourcesCase[CallbacksOurs]) -> Iterator[Violation]:
    """Check each URL that Twilio calls for the ISV."""
    allowed = {host(case.policy_input.tenants.isv.callbacks), *case.parameters.hosts}
    for resource in case.resources:
        for url in _urls(resource.inputs):
            is_ours = host(url) in allowed or (resource.kind in _KEPT and "sid" in resource.inputs)
            if not is_ours or not url.startswith("https://"):
                message = (
                    f"{resource.kind} {resource.name} reports to {url.partition('?')[0]!r}, "
                    f"expected https on {' or '.join(sorted(allowed))}"
                )
                yield Violation("", message, document=owner(resource, case))


rule.for_resources(check)
