"""How many segments a text message is billed as: https://www.twilio.com/docs/glossary/what-sms-character-limit."""

_GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_7_ESCAPED = frozenset("\f^{}\\[~]|€")
"""Two septets each; both sets are those of 3GPP TS 23.038."""


def count(body: str) -> int:
    """Return the number of segments of a body: one up to 160 GSM-7 or 70 UCS-2 characters, else of 153 or 67.

    What is of two parts, an escaped GSM-7 character or a UTF-16 surrogate pair, is never split between segments.
    """
    if _GSM_7.union(_GSM_7_ESCAPED).issuperset(body):
        return _filled([2 if sign in _GSM_7_ESCAPED else 1 for sign in body], alone=160, joined=153)
    return _filled([len(sign.encode("utf-16-le")) // 2 for sign in body], alone=70, joined=67)


def _filled(widths: list[int], *, alone: int, joined: int) -> int:
    if sum(widths) <= alone:
        return 1
    segments, room = 1, joined
    for width in widths:
        if width > room:
            segments, room = segments + 1, joined
        room -= width
    return segments
