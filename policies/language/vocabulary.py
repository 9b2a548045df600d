"""Words that several rules look for: who, the box and what is done to it, texts, disclosures, offers."""

from policies.language.words import Words

PEOPLE = Words(
    "adult", "anybody", "anyone", "applicant", "attendee", "borrower", "buyer", "camper", "candidate",
    "card holder", "cardholder", "caregiver", "client", "congregant", "consumer", "contact", "customer", "diner",
    "donor", "driver", "employee", "enrollee", "everybody", "everyone", "fan", "family", "father", "follower",
    "foster", "friend", "gardener", "guardian", "guest", "holder", "homeowner", "household", "individual",
    "investor", "learner", "member", "mother", "neighbor", "neighbour", "parent", "parishioner", "participant",
    "passenger", "patient", "patron", "person", "player", "policyholder", "pupil", "purchaser", "reader",
    "recipient", "renter", "resident", "rider", "runner", "seller", "senior", "shopper", "staff", "student",
    "subscriber", "supporter", "tenant", "those who", "traveler", "traveller", "user", "visitor", "volunteer",
    "whoever", "worker", "worshiper", "worshipper", "owner", "landlord", "taxpayer", "voter", "citizen",
    "constituent", "athlete", "golfer", "skier", "swimmer", "angler", "boater", "hiker", "collector", "listener",
    "viewer", "gamer", "lead",
)  # fmt: skip
"""Who receives messages."""

TEXT = Words("sms", "text", "text message", "message", "mms")
"""Text messages, and sending them."""

BOX = Words(
    "boolean", "yes or no question", "opt in field|question|button|page|form", "sms consent field|question|form",
    "box", "checkbox", "check box", "tick box", "tickbox", "square", "toggle", "slider", "radio button",
    "opt in line", "switch", "circle", "bubble", "checkmark", "check mark", "tick mark", "initial line",
    "signature line", "consent line", "check field", "sms consent", "smsoptin", "smsconsent",
)  # fmt: skip
"""What customers mark."""

TICK = Words(
    "tick", "=check", "=checks", "=checked", "=checking", "mark", "initial", "cross", "toggle", "select", "sign",
    "choose", "put|place|make|draw .. tick|mark|check|x|cross|initial",
    "flip|switch|slide|turn|move|push .. on|right", "signature",
    "press|tap|click .. yes|box|toggle|agree|accept|=on|subscribe|join|sign",
    "fill|color|colour in .. box|bubble|circle|square", "circle .. yes", "pick", "set .. yes|=on", "enable",
    "activate",
    unless=Words("by|of =check|=checks", "=checks have|come|are"),
)  # fmt: skip
"""What customers do to say yes in writing."""

EMPTY = Words(
    "switch|toggle|slider .. =off", 'default " : false|=off|no', "bare", "empty", "blank", "unchecked", "unticked",
    "unselected", "unmarked", "not checked", "not ticked", "not selected", "not marked", "cleared",
    "clear box|checkbox|square", "left|leave|starts|is|be clear", "open checkbox|box", "default : false|off|no",
    "default false|off|no", "=off by default", "off unless|until", "false by default", "is off",
    "starts|start off", "without .. tick|mark|check", "no tick|mark|check|checkmark", "deselected", "off at|when",
    "state|is|are|= false", "state off", "inactive", "vacant", "neither .. filled|lit|highlighted",
    "stands|stand open|clear|empty", "nothing .. tick|check|select|mark",
    "neither|none|not .. preselected|prechecked|selected|chosen", "not pre", "no pre", "untouched", "unfilled",
    "unset", "no default",
)  # fmt: skip
"""How a box is before a customer comes."""

KEYWORD = Words(
    "text .. to #", "text .. to (", "text .. to our|the number|line|phone|code",
    "texts|texting|text the|a|this word|keyword", "send .. to #", "send .. to (",
    "send|type|message the word|keyword", "keyword", "reply|replies|replying|answers|respond =yes|=y|=start|=join",
    "text|texts|texting us =join|=start|=yes", "reply|replies|answer|respond with .. =yes|=y", "texts us",
    "text in", "confirm|confirms by|with .. reply|=yes|=y", "double opt in", "text|texts|texting the|that .. word",
    "sends the word", "texts .. from .. phone",
)  # fmt: skip
"""How customers opt in by a message of their own."""

AGREE = Words(
    "accept", "acknowledge", "agree", "agreement", "authorize", "authorise", "consent", "permission", "permit",
    "opt in", "opted in", "say yes", "allow", "approve", "grant", "okay",
)  # fmt: skip
"""Saying yes."""

NO_APPEAL = (
    "blood|plasma|platelet|hair|organ donation", "donate blood|plasma|platelets", "blood .. donate", "donation of",
    "can|may donate again", "donation they|you|she|he|is|was|were|went|appointment|at|on|reminder",
    "donation receipt|history|pickup|record|center|appointment|drop", "about my|your donation", "for your|the donation",
    "per|each|every donation",
)  # fmt: skip
"""What donors are told who are not asked for money: of blood, of things, of what they have given."""

OFFER_TOPIC = Words(
    "offer", "special", "discount", "sale", "promo", "promotion", "promotional", "coupon", "deal", "marketing",
    "advertising", "advertisement", "newsletter", "reward", "fundraising appeal", "appeals for|to", "donation",
    "fundraising", "fundraiser",
    "markdown", "savings on|of|up|event", "bargain", "upsell", "new product|arrival|collection|menu", "promotes",
    "giveaway", "two for one", "2 for 1",
    "sweepstakes", "perk", "early access", "clearance", "bogo", "loyalty offer|reward|perk|program|club", "give money",
    "giving campaign", "price drop", "good|great|better|low|slow price", "=prices on|of|for|this|today",
    unless=Words(
        *NO_APPEAL, "counter offer", "job offer",
        "offer|offers .. form|checkbox|box|option|choice", "for|of sale", "sale of|closing|receipt", "sale pending",
        "my|your .. sale|sales",
        "special order|instruction|needs|request|education|diet|assistance", "great|good deal of", "deal with",
        "we offer", "last step offers", "estate sale", "point of sale",
        "sales tax|receipt|order|rep|associate|team|person|agreement|slip", "car deal",
        "treat you|them|him|her|patient|the", "offer to|on|accepted|letter|deadline",
        "page|form|screen|shop|clinic offers", "offers a|the|patients|customers|services|classes",
    ),
)  # fmt: skip
"""What advertising is called."""

SERVICE_TOPIC = Words(
    "appointment", "booking", "reminder", "reservation", "order status|update|confirmation|shipping|ready|is",
    "order was|ships|arrives|text|alert|notice|notification",
    "my|their|your|an|this|the|each|special|about order|orders", "orders", "delivery", "deliver", "shipping",
    "ship", "pickup", "pick up", "booking|order|appointment|delivery confirmation", "confirmations", "receipt",
    "invoice", "bill", "billing", "account", "visit",
    "repair", "schedule", "scheduling", "test|lab result", "prescription", "refill", "balance", "due",
    "rescheduled", "closing", "closure", "cancel", "cancelled", "cancellation", "delay", "outage",
    "is|are|when|be|once .. ready|done", "status", "tracking", "arrival window", "waitlist",
    "table|car|bike|pet|order ready", "class|schedule|room|time|gate|shift change|message|text|notice|reminder|alert",
    "security code", "passcode",
    "verification", "fraud", "lock code", "service update|notice|alert|text|message", "on .. way",
    "when .. is in|done|ready", "lesson|practice|game|rehearsal time|moved|cancelled", "animal .. care",
    "foster animal", "payment", "renewal", "check out", "checkup", "maintenance",
    unless=Words("deliver value|content|moments|experiences|quality|exceptional|engaging|meaningful"),
)  # fmt: skip
"""What messages about something booked, ordered or owned are about."""

SEVERAL = Words(
    "two", "three", "both", "either", "neither", "second", "another", "different", "each", "separately", "apart",
    "2", "own box|checkbox|line|signature|keyword|form|permission|consent",
    "separate box|checkbox|line|signature|keyword|form|permission|consent|opt",
    "separate list|toggle|page|question|field|section|sign|tick|choice|yes", "( 2 )", "( b )", "section b",
    "other box|checkbox|list|line|keyword",
)  # fmt: skip
"""That there is more than one consent."""

STOP = Words(
    "reply|text|send|write|answer =stop|=end|=quit|=cancel|=unsubscribe|=optout|=stopall|=revoke",
    "respond|message|type|say|return|use =stop|=end|=quit|=cancel",
    "respond|message|type|say|return|use =unsubscribe|=optout|=stopall|=revoke",
    "reply|text|send|write with|back|us|the_word|the_keyword =stop|=end|=quit",
    "reply|text|send|write with|back|us|the_word|the_keyword =cancel|=unsubscribe|=optout|=stopall",
    "answer|respond|type|say with|back|us|the_word|the_keyword =stop|=end|=quit",
    "answer|respond|type|say with|back|us|the_word|the_keyword =cancel|=unsubscribe|=optout|=stopall",
    "reply|text|send|write \"|'|with_the_word|us_the_word|back_with =stop|=end|=quit",
    "reply|text|send|write \"|' =cancel|=unsubscribe|=optout|=stopall",
    "reply|text|send|write with_the_word|us_the_word|back_with =cancel|=unsubscribe|=optout|=stopall",
    "answer|respond|type|say \"|'|with_the_word|us_the_word|back_with =stop|=end|=quit",
    "answer|respond|type|say \"|' =cancel|=unsubscribe|=optout|=stopall",
    "answer|respond with_the_word|us_the_word|back_with =cancel|=unsubscribe|=optout|=stopall",
    "type|say with_the_word|us_the_word|back_with =cancel|=unsubscribe|=optout|=stopall",
    "reply|text|send|write with|back|us \"|' =stop|=end|=quit|=cancel|=unsubscribe",
    "reply|text|send|write the_word|the_keyword|with_the_word \"|' =stop|=end",
    "reply|text|send|write the_word|the_keyword|with_the_word \"|' =quit|=cancel|=unsubscribe",
    "answer|respond|type|say with|back|us \"|' =stop|=end|=quit|=cancel|=unsubscribe",
    "answer|respond|type|say the_word|the_keyword|with_the_word \"|' =stop|=end",
    "answer|respond|type|say the_word|the_keyword|with_the_word \"|' =quit|=cancel|=unsubscribe",
    "reply|text|send|write =help or|and|/|, =stop",
    "reply|text|send|write =help for help|assistance|info|information or|and|/|, =stop",
    "unsubscribe|opt_out|leave by|with replying|texting|sending|writing =stop|=end|=quit|=cancel",
    "quit|cancel|end by|with replying|texting|sending|writing =stop|=end|=quit|=cancel",
)  # fmt: skip
"""How customers stop the messages, whatever the case of the keyword."""

HELP = Words(
    "reply|text|send|write|answer|respond|message|type|say|use =help|=info",
    "reply|text|send|write with|back|us|the_word|the_keyword|\"|'|with_the_word =help|=info",
    "answer|respond|type|say with|back|us|the_word|the_keyword|\"|'|with_the_word =help|=info",
    "reply|text|send|write with|back|us|the_word|the_keyword|with_the_word \"|' =help|=info",
    "answer|respond|type|say with|back|us|the_word|the_keyword|with_the_word \"|' =help|=info",
    "=help for help|assistance|info|information|support|more",
)  # fmt: skip
"""How customers get help, whatever the case of the keyword."""

RATES = Words(
    "message and|/|or|,|msg data rate|fee|charge|cost",
    "text|sms|messaging|texting and|/|or data rate|fee|charge|cost",
    "message and|/|or message|standard|carrier data rate|fee|charge",
    "data|carrier|network|airtime|wireless|provider rate|charge|fee|cost|price",
    "standard|normal|usual|regular|your|own|phone|mobile rate|charge|fee|price",
    "standard|normal|usual|regular|your|own|their text|message|messaging|sms rate|charge|fee|price",
    "standard|normal|usual|regular|your|own|their carrier|plan|data|mobile rate|charge|fee|price",
    "rate|charge|fee .. carrier|plan|provider|operator",
    "carrier|plan|provider|operator may|might|can|could|will charge|bill", "cost .. carrier|plan",
    "message and data .. =rates", "data and|/|or|, message|text|sms rate|fee|charge|cost",
    "rate|fee|charge .. message|text|sms|data",
)  # fmt: skip
"""That messages may cost something, by the plan that the customer has."""

APPLIES = Words(
    "apply", "applies", "charge", "cost", "occur", "may", "might", "can", "could", "will", "bill", "depend",
)  # fmt: skip
"""That something may be charged."""

PRIVACY = Words(
    "privacy policy|policies|notice|statement|page|link|terms",
    "privacy practices|document|text|promise|pledge|disclosure|rules", "privacy and|/|+|,|or .. terms",
    "terms and|/|,|or|of .. privacy", "privacy :|(|<link>|at|—|link",
    "data protection|privacy notice|policy|statement", "notice of privacy", "link .. privacy",
    "privacy .. linked|below|link",
)  # fmt: skip
"""The privacy policy."""

TERMS = Words(
    "terms", "t and c", "t and cs", "tos", "tc", "conditions .. use|service", "terms and conditions",
    "rules of|for the|our|text|sms .. program", "conditions :|(|<link>",
)  # fmt: skip
"""The terms."""

PURCHASE_FREE = Words(
    "not|never|no|nor|without .. condition", "not|never|no .. require|required|need|needed|necessary|obligatory",
    "not|never|no .. mandatory|compulsory|compelled|depend|hang|hinge|tied", "optional", "voluntary",
    "voluntarily", "leave|left|keep .. blank|empty|open|unmarked|unchecked|unticked|off",
    "without it|this|them|agreeing|consent|opting|ticking|texts|alerts|signing|checking|either|the|a",
    "works|work|continues|proceeds|goes|book|buy|order|pay|reserve .. without|either|both|whether", "either way",
    "both or neither|none", "up to you|them|the|him|her", "need not", "skip", "decline", "free to",
    "may|can ignore|refuse|skip|decline", "no duty", "nobody duty", "regardless", "if she|he|they|you do not",
    "whether .. or", "no purchase", "no purchase necessary|needed|required", "all the same", "just as well",
    "if|whoever .. not want", "do not have|need to", "with both", "instead",
)  # fmt: skip
"""That consent is not a condition of anything."""

AGE_CHECK = Words(
    "birthdate", "birth date|day|month|year", "date|day|month|year of birth", "dob",
    "age gate|gated|check|verification",
    "verify|verifies|check|checks .. age|ages",
)  # fmt: skip
"""How a message flow asks for the age."""

BY_VOICE = Words(
    "consent|permission is|are|was taken|given|obtained by|over phone|telephone|the_phone|voice",
    "consent|permission is|are|was taken|given|obtained on|via phone|telephone|the_phone|voice",
    "consent|permission is|are|was requested|asked by|over|on|via phone|telephone|the_phone|voice",
    "consent|permission is|are|was got|collected by|over|on|via phone|telephone|the_phone|voice", "verbal",
    "verbally", "orally", "oral consent|permission|agreement|opt|yes", "word of mouth", "spoken",
    "in .. own words",
    "agree|consent|permission over|on|by|via|during the_phone|a_call|phone|telephone|the_call",
    "opt_in|enroll|yes over|on|by|via|during the_phone|a_call|phone|telephone|the_call",
    "over|by|during the_phone|phone|telephone|a_call|the_call .. consent|agree|permission|opt|yes",
    "phone|telephone|verbal|call script", "ask|asks|asked over|on|by|during the_phone|phone|a_call|the_call",
    "recorded line|call|prompt|message|voice", "nods|nod", "press # for|to",
    "ivr", "voice prompt|menu|response|assistant", "callers hear|press", "in person .. agree|consent|permission",
    "face to face .. agree|consent|permission|ask|asks",
)  # fmt: skip
"""Words that are only about spoken consent."""
