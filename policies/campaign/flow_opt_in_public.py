"""The opt-in can be seen without signing in.

Reviewers open the page on which customers opt in. They have no account: what is behind a sign-in, in an app or on an
internal network they can't see, unless the message flow links pictures of it that anyone can open. Otherwise they say
that the call to action can't be verified, and reject the campaign with error 30921 or 30909.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of, opt_in_links
from policies.language.passages import faulty
from policies.language.reading import Found, Reading
from policies.language.words import Words

_CLOSED = Words(
    "log in|into|on", "login", "logged|logging in|into|on", "=signin", "=sign|signs|signing|signed in|into|on to",
    "=sign|signs in", "password", "credential", "vpn", "intranet", "extranet", "single sign on", "sso",
    "member|patient|customer|client|resident|parent|employee portal",
    "student|tenant|owner|dealer|user|family|staff portal", "donor|vendor|company|secure|private|guest|our portal",
    "online|web|guardian|provider|partner|practice|school portal", "portal",
    "member|members|patient|customer area|dashboard|section|zone|page|site",
    "client|subscriber|user|internal area|dashboard|section|zone|page|site",
    "member|members|patient|customer website|page|network|channel|group|workspace",
    "client|subscriber|user|internal website|page|network|channel|group|workspace",
    "private|protected|restricted|locked area|dashboard|section|zone|page|site",
    "gated|employee|staff|closed area|dashboard|section|zone|page|site",
    "private|protected|restricted|locked website|page|network|channel|group|workspace",
    "gated|employee|staff|closed website|page|network|channel|group|workspace",
    "our|the|its|a|this|native|mobile|phone|iphone|ios|android|desktop|company|in|web app|application",
    "account page|settings|preferences|profile|screen|area|section", "app settings|screen|store",
    "behind .. wall|login|sign|password|account|firewall|authentication|paywall",
    "invite|invitation|invited only|code|link|users", "by invitation", "onboarding wizard|flow|screen",
    "admin panel|screen|console", "settings .. notifications|preferences",
    "not public|publicly|visible|open|accessible|reachable .. to|outside|for", "not public|publicly",
    "only .. visible|seen|open|shown|accessible|available to|by|inside|for|after|once|when",
    "seen|visible|opened|accessed|viewed|reached by .. only",
    "once|after .. account|enrolled|approved|authenticated|registered .. created|screen|page|sees",
    "visible|accessible|available only|solely to|for|after|inside|within|once", "closed beta|group", "firewall",
    "members only", "internal tool|system|network|site|hr", "hr system", "learning management",
    "inside .. product|software|platform|app|application|dashboard|system",
    "requires .. account|login|authentication", "authenticated",
    "slack|teams|discord|facebook group|workspace|channel", "needs|need .. account",
    unless=Words(
        "sign in sheet|tablet|book|desk|kiosk|form|table|page|counter|screen|clipboard|list",
        "sign on the|a|paper|sheet|form|it|our|both|line|pad|page|this|tablet|glass",
        "=sign|signs|signing in the|our|front|ink|person|pen|two|one|both",
        "=sign|signs|signing in a|each|box|writing|store|shop|office|blank|that|this", "confirm .. sign in",
        "app|portal .. not needed|required",
        "new patient|client|customer|member|student page|site|website", "new .. sign in",
        "web app|application form", "application form",
        "our|the|a application form|process|page|for|packet",
        "opt|unsubscribe|turn|switch|change|stop .. in|on|from .. account|settings|portal|app", "access code",
    ),
)  # fmt: skip

_OPEN = Words(
    "publicly accessible|available|visible|viewable|reachable|open|posted|hosted|linked|viewed|shown",
    "open to all|anyone|everyone|everybody|view|the public|any",
    "open page|address|link|form|site", "pictures|pics|screenshots|screens|images|photos without login",
    "public page|url|address|link|copy|version|web|website",
    "public site|and|form|screenshot|screenshots|at|picture|view|preview",
    "no login|account|password|sign needed|required|necessary|is|in|or|to|,|)",
    "no auth|authentication|registration|credentials|app needed|required|necessary|is|in|or|to|,|)",
    "no login|password|auth|signin|account|sign",
    "without logging|signing|login|an .. in|account|login|password|sign|credentials|needed",
    "without a|account|password|signin|any .. in|account|login|password|sign|credentials|needed",
    "without login|account|password|logging|signing", "is public ,|same|and|as",
    "anyone|anybody|everyone can|may .. see|open|view|visit|reach|load|look|read",
    "can be .. by anyone|anybody|everyone|all",
    "visible|accessible|viewable to|by anyone|all|everyone|anybody|the", "no need to log|sign",
    "login|account|sign in is not|never", "before .. login|sign in|account|logging|signing", "not behind",
    "outside the login|portal|app|account",
)  # fmt: skip

_PICTURE = Words(
    "screenshot", "screen shot", "screen capture|grab|recording|video", "picture", "pic", "photo", "photograph",
    "image",
    "scan", "copy", "mockup", "mock up", "replica", "video", "pdf", "printout", "facsimile", "specimen",
    "walkthrough", "snapshot", "shown|seen|visible|mirrored|reproduced|published here|at|on|to",
    "likeness", "reproduction", "reproduced", "depicted", "displayed", "twin", "public docs", "gallery",
    "same form|page|screen|wording", "demo page", "png", "jpg", "screens", "captures",
)  # fmt: skip

_LATER = Words(
    "on|upon|by request", "on|upon demand",
    "available|sent|provided|supplied .. later|request|asked|ask|demand|reviewer|needed",
    "share|provide|send|show .. later|request|asked|ask|demand|reviewer|needed",
    "if asked|needed|requested|required", "later", "will be|follow", "can provide|send|supply|share",
    "once approved", "request a",
)  # fmt: skip

_OPT_IN = Words(
    "tick", "check", "checkbox", "box", "opt", "join", "sign up", "subscribe", "form", "enter", "consent",
    "select", "toggle", "text", "enroll", "book", "register", "fill", "order", "checkout", "public",
)  # fmt: skip

_OPTS_IN = Words("opt|opts in", "opt_in|consent|enrollment|sign_up is|happens|takes", "subscribe", "enroll")
"""Words that are only about the consent."""

_CLOSED_PARTS = (
    "portal.",
    "app.",
    "login",
    "signin",
    "my.",
    "account",
    "dashboard",
    "secure.",
    "intranet",
    "members.",
    "/portal",
    "/app",
    "/member",
    "admin",
    "testflight",
    "apps.apple",
    "play.google",
)
"""Parts of addresses that open after a sign-in."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30921",
        "https://www.twilio.com/docs/api/errors/30909",
    ),
    fix="host screenshots of the opt-in at a public URL and give it in the message flow",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find an opt-in behind a sign-in without a public page or picture."""
    flow = flow_of(case)
    if flow.said(_OPEN) or _is_seen(flow, case):
        return
    if found := faulty(flow, "flow-not-public") or _closed(flow):
        yield finding(FLOW, flow, found, "reviewers can't see an opt-in that isn't public")


def _closed(flow: Reading) -> Found | None:
    """Return the first sentence that says plainly that customers opt in where not everybody gets in."""
    for closed in flow.said(_CLOSED):
        sentence = flow.sentence(closed)
        if flow.within(_OPTS_IN, sentence, denied=False):
            return sentence
    return None


def _is_seen(flow: Reading, case: TenantCase) -> bool:
    """Return whether a picture of the opt-in is linked, or its page where no sign-in is spoken of."""
    for index, link in opt_in_links(case):
        sentence = flow.sentence(Found(index, index))
        if flow.within(_PICTURE, sentence, denied=False) and not flow.within(_LATER, sentence):
            return True
        is_closed = flow.within(_CLOSED, sentence) or any(part in link.lower() for part in _CLOSED_PARTS)
        if not is_closed and flow.within(_OPT_IN, sentence) and not flow.within(_LATER, sentence):
            return True
    return False


rule.for_tenant(check)
