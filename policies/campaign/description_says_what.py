"""Campaign descriptions say what is sent and why.

"To communicate", "engagement" and "various messages as needed" fit any sender. Reviewers can't tell what customers get
and on what occasion, call the description vague, and reject the campaign with error 30886.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import DESCRIPTION, name_words
from policies.language.reading import read
from policies.language.vague import says_little
from policies.language.vocabulary import OFFER_TOPIC, SERVICE_TOPIC
from policies.language.words import Words

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30886",
        "https://www.twilio.com/docs/api/errors/30902",
    ),
    fix="name the kinds of messages and their occasion, for example 'reminders of repairs that customers have booked'",
)


_VAGUE = Words(
    "engagement", "engage", "communicate|communication with|needs|is|purposes|between", "touchpoint",
    "various|miscellaneous messages|message|notifications|updates|communications",
    "general|relevant|different messages|message|notifications|updates|communications",
    "important|timely|useful|certain|necessary messages|message|notifications|updates|communications",
    "various|miscellaneous|general|relevant|different information|texts|content",
    "various|miscellaneous|general|relevant|different purposes|things|matters",
    "important|timely|useful|certain|necessary information|texts|content|purposes|things|matters",
    "as needed|necessary|required|appropriate", "customer|user|client|patient|member experience|journey",
    "leverage", "seamless", "stay connected|in_touch", "stakeholder", "meaningful", "deliverability", "10dlc",
    "value to|at|across|for", "whatever", "keep .. in the loop", "keep .. informed",
    "business|general|internal purposes|needs|reasons|matters|communication",
    "two way communication|messaging|conversation", "connect with", "reach out",
    "sms|text|messaging campaign|program|marketing for|is|to|that", "and more|so on|the like",
    "any reason|purpose|matter|topic", "usual back", "back and forth", "nurture", "streamline",
    "right people|person|information|message|moment|time .. right",
    "adapted|tailored to the|each|every situation|person|need", "worth knowing|sharing|saying|telling",
    "staying|stay|remain|keep close|near|present", "being|be there", "something|anything to say|share|tell",
    "informational nature", "need|needs arises|arise", "deem|deems|deemed",
    "part of .. life|day|everyday", "feels|feel seen|heard|valued", "right content|moment", "mobile engagement",
)  # fmt: skip
"""Words that people write who don't say what they send."""

_OCCASION = Words(
    "when", "about", "whether", "lesson", "class", "code", "game", "practice",
    "closure", "opening", "weather", "price", "news", "alert", "service", "test", "exam", "event", "menu",
    "donation", "survey", "shift", "route", "hours", "arrival", "result", "trip", "flight", "tour", "meeting",
    "deadline", "court", "hearing", "rent", "maintenance", "outage", "harvest", "box", "treatment", "vaccine",
)  # fmt: skip
"""Words for what is sent and when."""

_FEWEST = 2
"""Words with a content of their own that a description has at least."""


def check(case: TenantCase) -> Iterator[Violation]:
    """Count the words that say something: not the business, not the recipients, and not what fits any sender."""
    reading = read(case.campaign.description)
    named = set(name_words(case.tenant.name)) | set(name_words(case.tenant.business.legal_name))
    content = {word for word in reading.words if word[0].isalpha() and not says_little(word) and word not in named}
    is_concrete = reading.said(SERVICE_TOPIC, OFFER_TOPIC, _OCCASION)
    if len(content) < _FEWEST or (reading.has(_VAGUE) and not is_concrete):
        span = (0, len(reading.text.rstrip()))
        yield Violation(DESCRIPTION, "the description doesn't say what is sent, and on what occasion", span=span)


rule.for_tenant(check)
