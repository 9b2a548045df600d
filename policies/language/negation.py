"""What a text denies: which words are in the scope of a negation.

The scope of a negation begins at its word and ends with its clause: `We don't sell, rent or share numbers` denies all
three verbs, `We don't sell numbers, but we lend them` one. `Shared with no one` denies what stands before as well.
"""

from collections.abc import Sequence

from policies.language.inflection import listed

NEGATIONS = listed("neither never no nobody none nor not nothing nowhere without zero")
_FARTHEST = 10
"""Words between `rather` and `than`."""

_REFUSALS = frozenset(["refuse", "refuses", "decline", "declines", "refused", "declined"])
_MARKS = frozenset([",", "'", "/"])
_AFTER_PREPOSITION = frozenset(["neither", "nobody", "none", "nothing"])
_OTHERS = listed("one other outside third affiliate affiliates partner partners others part")
_PREPOSITIONS = listed("among by for from on to upon with")
_ENDS = listed(
    'because but either except however if once since though unless until whereas which while who whoever ; : ( ) " '
    ". ! ? — -"
)
_SUBORDINATING = listed("although as because if once since though unless until when whether while")
_SUBJECTS = listed("i it she he that they this those we you whoever")
_NEW_SUBJECTS = listed("a an each every her his its my our the their your")
_JOINTS = frozenset(["and", "so", "then", "yet"])
_COMPARED = frozenset(["more", "later", "fewer", "less", "only", "just", "earlier"])
_ANSWERED = listed(
    'a answer answered answering answers choose chooses or pick picks said say saying says select selects the / "'
)
_AFTER_ANSWER = listed('are changes is means , . ; ) "')
_NUMBERED = listed("account call cell contact item mobile order phone telephone invoice ref tracking unit")


_TELLING = frozenset([",", "than", "of", "to", *_ENDS, *_SUBJECTS, *_NEW_SUBJECTS, *NEGATIONS])
"""Words with which a scope may begin or end."""


def denied(words: Sequence[str], breaks: Sequence[int]) -> list[bool]:
    """Return for each word whether it is denied.

    Args:
        words: The words of a text.
        breaks: Where its sentences begin.
    """
    found = [False] * len(words)
    starts = set(breaks)
    is_denied, is_subordinate, clause = False, False, 0
    for index, word in enumerate(words):
        if word not in _TELLING and index not in starts:
            found[index] = is_denied
            continue
        if index in starts or _ends_clause(words, index) or _begins_clause(words, index):
            is_denied, clause = False, index
            is_subordinate = word in _SUBORDINATING
        elif word == "," and is_subordinate:
            is_denied, is_subordinate = False, False
        if is_denied:
            found[index] = True
        if (word in NEGATIONS or _is_instead(words, index)) and _denies(words, index):
            is_denied = True
            if _looks_back(words, index):
                found[clause:index] = [True] * (index - clause)
            elif word == "no" and index > clause:
                found[index - 1] = True  # `We share no numbers`
    return found


def _ends_clause(words: Sequence[str], index: int) -> bool:
    """Return whether a word ends the clause before it; `which` in `neither of which` does not."""
    return words[index] in _ENDS and not (words[index] == "which" and _at(words, index - 1) == "of")


def _begins_clause(words: Sequence[str], index: int) -> bool:
    """Return whether a word is the subject of a clause of its own."""
    word, before = words[index], words[index - 1] if index else ""
    if word in _SUBJECTS and before in {",", *_JOINTS}:
        return True
    return word in _NEW_SUBJECTS and before in _JOINTS and index > 1 and words[index - 2] == ","


def _is_instead(words: Sequence[str], index: int) -> bool:
    match words[index]:
        case "than":
            return not {"rather", "sooner"}.isdisjoint(words[max(0, index - _FARTHEST) : index])
        case "of":
            return _at(words, index - 1) == "instead"
        case "to":
            return _at(words, index - 1) in _REFUSALS
        case _:
            return False


def _denies(words: Sequence[str], index: int) -> bool:
    """Return whether a negation denies anything: `no more than 4`, `not only` and `mobile no.` do not."""
    word, before, following = words[index], _at(words, index - 1), _at(words, index + 1)
    if word == "no" and following == "purchase":
        return False  # `No purchase required, message and data rates may apply` denies only itself
    if word in {"no", "not"} and following in _COMPARED:
        return following in {"more", "less"} and _at(words, index + 2) != "than"
    if word == "not" and before == "or":
        return "whether" not in words[max(0, index - 8) : index]
    # As an answer, as in `files with the answer No are set aside`, it denies nothing.
    return (
        word != "no" or before == "by" or not (before in _ANSWERED or following in _AFTER_ANSWER or before in _NUMBERED)
    )


def _looks_back(words: Sequence[str], index: int) -> bool:
    """Return whether a negation denies what stands before it: `with nobody`, `to no third party`."""
    if _at(words, index - 1) not in _PREPOSITIONS:
        return False
    if words[index] == "no" and _at(words, index - 1) in {"to", "with"}:
        return _at(words, index + 1) not in _ENDS and _at(words, index + 1) not in _MARKS
    return words[index] in _AFTER_PREPOSITION or (words[index] == "no" and _at(words, index + 1) in _OTHERS)


def _at(words: Sequence[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""
