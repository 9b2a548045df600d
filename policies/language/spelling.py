"""How a word is spelled in messages: typography, contractions, and abbreviations of the trade."""

import unicodedata
from functools import lru_cache

_TYPOGRAPHY = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u02bc": "'", "\u2032": "'",
        "\u0060": "'", "\u00b4": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"',
        "\u2013": "\u2014", "\u2015": "\u2014", "\u2012": "\u2014", "\u2010": "-", "\u2011": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u3000": " ",
    }
)  # fmt: skip

_WRITTEN_OUT = {
    "&": "and",
    "+": "and",
    "acct": "account",
    "acknowledgement": "acknowledgment",
    "appt": "appointment",
    "appts": "appointments",
    "approx": "approximately",
    "auth": "authentication",
    "any1": "anyone",
    "aren": "are",
    "arent": "are not",
    "asap": "soon",
    "cannot": "can not",
    "b4": "before",
    "cant": "can not",
    "centre": "center",
    "couldnt": "could not",
    "didnt": "did not",
    "dont": "do not",
    "doesnt": "does not",
    "enrol": "enroll",
    "enrols": "enrolls",
    "every1": "everyone",
    "freq": "frequency",
    "freqs": "frequency",
    "hasnt": "has not",
    "havent": "have not",
    "info": "information",
    "isnt": "is not",
    "lic": "license",
    "licence": "license",
    "mktg": "marketing",
    "mo": "month",
    "mos": "months",
    "mnth": "month",
    "mth": "month",
    "msg": "message",
    "msgs": "messages",
    "msging": "messaging",
    "nec": "necessary",
    "noone": "nobody",
    "pls": "please",
    "plz": "please",
    "ppl": "people",
    "purch": "purchase",
    "shouldnt": "should not",
    "svc": "service",
    "tel": "telephone",
    "txt": "text",
    "txting": "texting",
    "txts": "texts",
    "u": "you",
    "ur": "your",
    "vary": "varies",
    "w": "with",
    "wasnt": "was not",
    "werent": "were not",
    "wk": "week",
    "wkly": "weekly",
    "wo": "without",
    "wont": "will not",
    "wouldnt": "would not",
    "yr": "year",
}
_ENDINGS = {"'ll": " will", "'ve": " have", "'re": " are", "'d": " would", "'m": " am", "'s": "", "'": ""}
_IRREGULAR_DENIALS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


def plain(text: str) -> str:
    """Return a text with straight quotes, one kind of dash and plain spaces, of the same length."""
    return text if text.isascii() and "`" not in text else text.translate(_TYPOGRAPHY)


@lru_cache(maxsize=16384)
def words_of(written: str) -> tuple[str, ...]:
    """Return the words that a word as written stands for, in lower case and without accents.

    `don't` is `do not`, `Msgs` is `messages`, `customer's` is `customer`.

    Args:
        written: A word with straight apostrophes.
    """
    word = written.lower()
    if not word.isascii():
        word = "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each)).lower()
    if "'" in word:
        word = _without_apostrophe(word)
    return tuple(_WRITTEN_OUT.get(word, word).split())


def _without_apostrophe(word: str) -> str:
    if word.endswith("n't"):
        verb = word[:-3]
        return f"{_IRREGULAR_DENIALS.get(verb, verb)} not"
    for ending, meant in _ENDINGS.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + meant
    return word.replace("'", "")
