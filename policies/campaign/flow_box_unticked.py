"""Opt-in checkboxes are not pre-selected.

Customers opt in by their own action. A box that is already ticked, or a switch that is on until somebody turns it off,
is not consent. Reviewers call it a pre-selected checkbox, and reject the campaign with error 30925.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.reading import Found, Reading, first_of
from policies.language.vocabulary import BOX, EMPTY
from policies.language.words import Words

_MARKED = Words(
    "=ticked", "=checked", "selected", "marked", "enabled", "activated", "chosen", "crossed", "=tick in_it|inside",
    "initialed", "highlighted", "( =on )", "granted", "=lit", "accepted",
    "switched|turned|set|toggled|is|are|be|starts|start =on", "set to yes", "=checkmark", "filled in",
    unless=Words(
        "checked in|out", "marked with",
        "switched|turned|set|toggled|is|are|be|starts|start =on the|a|an|our|its|their|your|each|every|this|that",
        "switched|turned|set|toggled|is|are|be|starts|start =on it|them|paper|file|one|both|any|all|<link>|#|another",
    ),
)  # fmt: skip

_BEFOREHAND = Words(
    "already", "by default", "beforehand", "in advance", "automatically", "initially", "upfront",
    "from the start|outset|beginning", "at first",
    "on|at|upon load|arrival|opening|first_paint|first_load|first_render|first_view",
    "when|once|as the page|form|screen|site opens|loads|appears|comes", "when it|they opens|open|loads|appears|arrives",
    "when|once you|they|she|he|customers get|gets|arrive|arrives|come|open|see|reach|land", "ahead of time",
    "before the customer|customers|patient|client|guest|user|visitor|member|parent|shopper",
    "before you|they|anyone|she|he", "for you|them|him|her", "for every|each *",
    "for the customer|client|patient|guest|user|member|visitor|shopper|sake", "for .. convenience", "on .. behalf",
    "by us", "by our|the|a staff|receptionist|clerk|cashier|team|desk",
    "by our|the|a system|agent|host|front|associate|assistant",
    "until|unless .. untick|unticks|uncheck|unchecks|remove|removes|clear|clears|change|changes",
    "until|unless .. turn|turns|switch|switches|deselect|deselects|object|objects|off|opposite", "as soon as the",
    "to save|speed time|things|them|you|people", "as .. default",
)  # fmt: skip

_PRESET = Words(
    'default " : true|=on|yes',
    "pre tick|check|select|mark|cross|enabled|activated|chosen|toggled|set|filled_in|initialed", "pretick",
    "precheck", "preselect", "premark", "preset", "prechosen", "preenabled", "presets",
    "default|initial|starting|preset|start state|value|setting is|=|: =on|yes|true|=checked",
    'default|initial|starting|preset|start state|value|setting of|to|set_to|" =on|yes|true|=checked',
    "default|initial|starting|preset|start position|answer|choice|status is|=|: =on|yes|true|=checked",
    'default|initial position|answer|choice|status of|to|set_to|" =on|yes|true|=checked',
    'starting|preset|start position|answer|choice|status of|to|set_to|" =on|yes|true|=checked',
    'default|initial state|value|setting is|=|: =ticked|selected|enabled|opted|"',
    'starting|preset|start state|value|setting is|=|: =ticked|selected|enabled|opted|"',
    'default|initial state|value|setting of|to|set_to|" =ticked|selected|enabled|opted|"',
    'starting|preset|start state|value|setting of|to|set_to|" =ticked|selected|enabled|opted|"',
    'default|initial position|answer|choice|status is|=|: =ticked|selected|enabled|opted|"',
    'starting|preset|start position|answer|choice|status is|=|: =ticked|selected|enabled|opted|"',
    'default|initial position|answer|choice|status of|to|set_to|" =ticked|selected|enabled|opted|"',
    'starting|preset|start position|answer|choice|status of|to|set_to|" =ticked|selected',
    'starting|preset|start position|answer|choice|status of|to|set_to|" enabled|opted|"',
    "default|initial|starting|preset state|value|setting =on|yes|true|=checked|=ticked",
    "default|initial|starting|preset position|answer|choice|status =on|yes|true|=checked|=ticked",
    'default|defaults is|to|are|: =on|yes|true|=checked|=ticked|selected|enabled|"',
    "default|defaults =on|yes|true|=checked|=ticked", "=on|yes|true is the default", "defaultchecked",
    'default_value|initialvalue|value = true|yes|=on|"true', '=checked = true|"',
    "come|arrive|ship with|as|already|out a|an|the|its|one tick|check|checkmark|x|cross|mark",
    "open|load|appear|show with|as|already|out a|an|the|its|one tick|check|checkmark|x|cross|mark",
    "start|begin|display with|as|already|out a|an|the|its|one tick|check|checkmark|x|cross|mark",
    "deliver|print|present|hand with|as|already|out a|an|the|its|one tick|check|checkmark",
    "deliver|print|present|hand with|as|already|out a|an|the|its|one x|cross|mark",
    "come|arrive|appear|load|open =ticked|=checked|selected|marked|enabled|crossed|preselected",
    "come|arrive|appear|load|open|start|begin|render|display =on ,|.|;|)|by|until|unless|already|from",
    "value|state|setting on|at|upon first_paint|load|first_load|first_render|opening is|=|:|is_' =on|yes|true|granted",
    "=yes .. current|default|starting|initial selection|choice|answer|setting",
    "x|tick|checkmark|mark|cross is part of the printing|print|form|design|template",
    "dropdown|menu|selector|select|picker opens|starts|sits|rests|stands on|at receive|=yes|=on|agree|send|subscribe",
    "defaults|default to|is receive|subscribed|agree|accept|accepted", "initially|originally subscribed|agreed|opted",
    "stands|sits|rests|points at|on =yes|=on", "=yes|=on unless|until|till changed|turned|moved|switched|they|you|the",
    "box|checkbox|switch|toggle|answer|consent comes|is|arrives pre|already filled", "box|checkbox|answer .. prefilled",
    "printed|preprinted with|on|in|as tick|checkmark|x|cross|=yes", "printed|preprinted with|on|in|as the|a|an x|tick",
    "display|show|render|start|begin|present =ticked|=checked|selected|marked",
    "display|show|render|start|begin|present enabled|crossed|preselected",
    "start|begin|put|leave|set|place it|them|this|that|everyone at|to yes|=on",
    "start|begin|put|leave|set|place it|them|this|that|everyone =on =yes",
    "as .. current|default|starting selection|choice",
    "start|begin|put|leave|set|place everybody|box|switch|toggle|slider =on|at|to yes|=on",
    "start|begin|leave|set it|them|this|everyone|everybody|customers|patients =on ,|.|;|by|until|unless",
    "already|has|have|carries already|a|an|its tick|checkmark|check_mark|x|cross in|inside|on",
    "holds|shows|bears|contains already|a|an|its tick|checkmark|check_mark|x|cross in|inside|on", "=on at first",
    "=on from the start|beginning|outset", "=on until|unless",
    "tick|checkmark|check_mark|x|cross is|stands|sits|waits already|there|placed|set|printed",
    "we|staff|receptionist|clerk tick|=check|=mark|=marks the|this|that box|checkbox|it|square",
    "we|staff|receptionist|clerk tick|=check|=mark|=marks it|them|yes box|checkbox|it|square",
    "we|staff|receptionist|clerk tick|=check|=mark|=marks the|this|that|it|them|yes yes",
    "cashier|system|software|team tick|=check|=mark|=marks the|this|that box|checkbox|it|square",
    "cashier|system|software|team tick|=check|=mark|=marks it|them|yes box|checkbox|it|square",
    "cashier|system|software|team tick|=check|=mark|=marks the|this|that|it|them|yes yes",
    "we|staff|receptionist|clerk =checks|selects the|this|that box|checkbox|it|square",
    "we|staff|receptionist|clerk preselect|prefill|fill the|this|that box|checkbox|it|square",
    "we|staff|receptionist|clerk =checks|selects it|them|yes box|checkbox|it|square",
    "we|staff|receptionist|clerk preselect|prefill|fill it|them|yes box|checkbox|it|square",
    "we|staff|receptionist|clerk =checks|selects the|this|that yes",
    "we|staff|receptionist|clerk preselect|prefill|fill the|this|that yes",
    "we|staff|receptionist|clerk =checks|selects|preselect|prefill|fill it|them|yes yes",
    "cashier|system|software|team =checks|selects the|this|that box|checkbox|it|square",
    "cashier|system|software|team preselect|prefill|fill the|this|that box|checkbox|it|square",
    "cashier|system|software|team =checks|selects it|them|yes box|checkbox|it|square",
    "cashier|system|software|team preselect|prefill|fill it|them|yes box|checkbox|it|square",
    "cashier|system|software|team =checks|selects the|this|that yes",
    "cashier|system|software|team preselect|prefill|fill the|this|that yes",
    "cashier|system|software|team =checks|selects|preselect|prefill|fill it|them|yes yes",
    "we|staff|receptionist have|has|will|will_have .. tick|ticked|checked|marked|selected|crossed",
    "clerk|cashier|team have|has|will|will_have .. tick|ticked|checked|marked|selected|crossed", "autochecked",
    "autoselected", "auto check|select|tick|selected|checked", "opt|opted out box|checkbox|model|basis",
)  # fmt: skip
"""Words for a yes that is already set."""

_TAKEN_BACK = Words(
    "=untick", "=uncheck", "=unticks", "=unchecks", "=unticking", "=unchecking", "=deselect", "=deselects",
    "=deselecting", "=unselect", "flip|switch|turn|slide|toggle|click|take|move .. =off",
    "clear|remove|erase the|that|this|its tick|checkmark|check_mark|mark|selection|x",
    "delete|undo|strike the|that|this|its tick|checkmark|check_mark|mark|selection|x",
    "take|taking .. tick|checkmark|x away|out|=off",
    unless=Words(
        "unless|until|=off .. flip|switch|turn .. =on",
        "switch|toggle|slider that|is|which|stays|starts|defaults|, .. =off",
    ),
)  # fmt: skip
"""What customers would have to do to refuse."""

_BREAKS = frozenset([";", ":", '"', ".", "?", "but"])

_KEYWORDS = frozenset(["stop", "end", "quit", "unsubscribe"])

_PRINTED = re.compile(
    r"(?:\([xXoO\u2713\u2714\u2022\u25cf]\)|\[[xX\u2713\u2714]\]|[\u2611\u2612\u25c9])"
    r"\s*[\"'\u201c\u2018]?(?:yes|i\b|text me|send|agree|ok|sms)",
    re.IGNORECASE,
)
"""Matches a mark that is drawn in a box before a yes."""

_MARKUP = re.compile(r"<input\b[^<>]{0,200}\bchecked(?!\s*=\s*[\"']?(?:false|no))\b[^<>]{0,100}>", re.IGNORECASE)

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30925",
        "https://www.twilio.com/docs/api/errors/30508",
    ),
    fix="leave the checkbox empty by default, and say so in the message flow",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a yes that is set before the customer comes, unless it is denied."""
    flow = flow_of(case)
    preset: list[Found] = []
    if not flow.has(EMPTY):
        preset = [*flow.said(_PRESET), *_marked_before(flow)]
        preset = preset or [each for each in flow.said(_TAKEN_BACK) if _is_of_box(flow, each)]
    if preset:
        yield finding(FLOW, flow, first_of(preset), "customers must tick the checkbox themselves")
    elif markup := _MARKUP.search(flow.text) or _PRINTED.search(flow.text):
        yield Violation(FLOW, f"{markup[0]!r}: customers must tick the checkbox themselves", span=markup.span())


def _is_of_box(flow: Reading, taken: Found) -> bool:
    """Return whether a yes is taken back at a box, and not by a keyword: `Reply STOP to turn off`."""
    sentence = flow.sentence(taken)
    words = flow.words[sentence.first : sentence.last + 1]
    return bool(flow.within(BOX, sentence)) and _KEYWORDS.isdisjoint(words)


def _marked_before(flow: Reading) -> Iterator[Found]:
    """Yield a mark near a word for `before the customer comes`: `selected already`, `by default ticked`."""
    for mark in flow.said(_MARKED):
        for time in (*flow.after(mark, _BEFOREHAND, 4), *flow.before(mark, _BEFOREHAND, 4)):
            between = Found(min(mark.first, time.first), max(mark.last, time.last))
            if not flow.is_denied(time) and not any(
                flow.words[index] in _BREAKS for index in range(between.first, between.last)
            ):
                yield between


rule.for_tenant(check)
