"""The address that Twilio calls with statuses and alerts answers over TLS."""

from owl.doctor.check import Finding, Likelihood, StackCheck, Verdict
from owl.doctor.facts import StackFacts
from owl.rendering.on_stack import on_stack

NOT_FOUND = 404
SERVER_ERROR = 500


def judge(facts: StackFacts) -> Finding:
    """Check how the address answered a request without a signature, which the receiver refuses."""
    answer = facts.callback.value
    wrong = Verdict.PROBLEM if facts.is_live else Verdict.WARNING  # nobody serves the name of an example
    if answer.problem or answer.status is None:
        serve = on_stack("owl serve", facts.name)
        remedy = f"start the receiver (`{serve}`), and check its DNS name, certificate and proxy"
        return Finding(wrong, f"{answer.url}: {answer.problem}", remedy)
    evidence = f"{answer.url} answers {answer.status}"
    if answer.status == NOT_FOUND:
        return Finding(
            wrong, evidence, "lead the proxy to the receiver, and let the receiver read the files again (SIGHUP)"
        )
    if answer.status >= SERVER_ERROR:
        return Finding(wrong, evidence, "look at the logs of the receiver and of its proxy")
    return Finding(Verdict.OK, evidence)


check = StackCheck(__name__, Likelihood.SOMETIMES, judge)
