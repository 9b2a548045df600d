"""What an inbound message asks for: Twilio's keywords, and other words in which people opt out."""

import pytest

from owl.receiver.opt_outs import Keyword, keyword_of

STOP = (
    "STOP", "stop", " Stop.\n", "STOPALL", "unsubscribe", "Cancel", "END", "quit!", "Revoke", "OPT-OUT", "opt out",
    "optout", "Please stop", "stop please", "Stop texting me", "stop sending me messages", "STOP ALL",
    "don't text me again", "Do not contact me", "no more texts", "remove me from this list", "unsubscribe me",
)  # fmt: skip
START = ("START", "yes", "Unstop")
HELP = ("HELP", "info?")
NOTHING = (
    "", "   ", "Cancel my order", "When does the sale end?", "I'll stop by tomorrow", "Stop by the shop at five?",
    "yes please", "I can't help it", "\N{SURFER}", "stop" * 400,
    "Is the bus stop at the shop still there? I will be late",
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "keyword"),
    [
        *((body, Keyword.STOP) for body in STOP),
        *((body, Keyword.START) for body in START),
        *((body, Keyword.HELP) for body in HELP),
        *((body, None) for body in NOTHING),
    ],
)
def test_keywords(body: str, keyword: Keyword | None) -> None:
    """Somebody who doubts gets no more texts; opting in again takes a keyword alone."""
    assert keyword_of(body) is keyword


def test_twilios_judgement_comes_first() -> None:
    """With advanced opt-out Twilio says what it took a message for, in any language."""
    assert keyword_of("ARRET", "STOP") is Keyword.STOP
    assert keyword_of("stop", "HELP") is Keyword.HELP
    assert keyword_of("stop", "of tomorrow") is Keyword.STOP
