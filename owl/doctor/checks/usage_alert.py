"""Twilio calls the ISV when the allowance is reached, and the receiver had the call."""

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import NotReadError, TenantFacts
from owl.rendering.on_stack import on_stack


def judge(facts: TenantFacts) -> Finding:
    """Check the usage trigger, and after the allowance was reached, the alert."""
    allowance, url = facts.allowance, _url(facts)
    up = on_stack("pulumi up --refresh", facts.status.stack)
    fitting = [each for each in facts.triggers.value if each.callback_url == url]
    if not fitting:
        evidence = f"no usage trigger calls {url}"
        return Finding(Verdict.PROBLEM, evidence, f"`{up}` creates it")
    if all(each.value != allowance for each in fitting):
        evidence = f"the usage trigger is at {fitting[0].value.normalize():,f} messages, the allowance at {allowance:,}"
        return Finding(Verdict.PROBLEM, evidence, f"`{up}` corrects it")
    evidence = f"a usage trigger at {allowance:,} messages"
    if facts.received.found is None or facts.used_today.value < allowance:
        return Finding(Verdict.OK, evidence)
    if facts.received.value.alerts_today:
        return Finding(Verdict.OK, f"{evidence}; the receiver had the alert of today")
    remedy = "see the check `callback-address`, and the refused requests in the receiver's /metrics"
    return Finding(Verdict.PROBLEM, f"{evidence} was reached today, but the receiver had no alert", remedy)


def _url(facts: TenantFacts) -> str:
    if facts.stack.tenants is None:
        raise NotReadError("the catalogue is not valid")
    return facts.stack.tenants.isv.callback_urls(facts.tenant_id).usage_alert


check = TenantCheck(__name__, Likelihood.RARELY, judge)
