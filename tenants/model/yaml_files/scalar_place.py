"""Where in a file a part of a text is, in whatever style the text is written: plain, quoted, folded or literal."""

import re

_SPACE = frozenset(" \t\r\n")
_ESCAPED = {
    " ": " ",
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", '"': '"',
    "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_CODE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_CONTINUED = re.compile(r"\\\r?\n[ \t]*")


def place_in_scalar(source: str, start: tuple[int, int], text: str, index: int) -> tuple[int, int] | None:
    """Return the line and column, both from 1, of a character of a text.

    Args:
        source: The content of the file.
        start: The line and column at which the text's value begins: its first character, its quote, `>` or `|`.
        text: The text as it was read from there.
        index: Which character.

    Returns:
        Its place, or None if the text is not what is there: a default, say, or the override of an environment.
    """
    offset = _offset(source, start)
    if offset is None:
        return None
    style = source[offset : offset + 1]
    if style in {"|", ">"}:
        offset = source.find("\n", offset) + 1
    elif style in {'"', "'"}:
        offset += 1
    for position, character in enumerate(text):
        if character in _SPACE:
            place, end = offset, _after_space(source, offset)
            read = _escape(source, end) if style == '"' and source.startswith("\\", end) else None
            end = read[1] if read and read[0] == character else end
        else:
            place = _after_space(source, offset) if position == 0 or style == '"' else offset
            read = _character(source, place, style)
            if read is None or read[0] != character:
                return None
            end = read[1]
        if position == index:
            return _place(source, place)
        offset = end
    return None


def _offset(source: str, start: tuple[int, int]) -> int | None:
    line, column = start
    offset = 0
    for _ in range(line - 1):
        offset = source.find("\n", offset) + 1
        if offset == 0:
            return None
    return offset + column - 1


def _place(source: str, offset: int) -> tuple[int, int]:
    return source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset)


def _after_space(source: str, offset: int) -> int:
    while offset < len(source) and source[offset] in _SPACE:
        offset += 1
    continued = _CONTINUED.match(source, offset)
    return _after_space(source, continued.end()) if continued else offset


def _character(source: str, offset: int, style: str) -> tuple[str, int] | None:
    """Return a character and where the next one begins."""
    if style == '"' and source.startswith("\\", offset):
        return _escape(source, offset)
    if style == "'" and source.startswith("''", offset):
        return "'", offset + 2
    return (source[offset], offset + 1) if offset < len(source) else None


def _escape(source: str, offset: int) -> tuple[str, int] | None:
    code = _CODE.match(source, offset)
    if code:
        return chr(int(next(filter(None, code.groups())), 16)), code.end()
    meant = _ESCAPED.get(source[offset + 1 : offset + 2])
    return (meant, offset + 2) if meant is not None else None


def inserted_in_scalar(source: str, start: tuple[int, int], text: str, index: int, added: str) -> str | None:
    """Return a file with something inserted into one of its texts, in the style in which the text is written.

    Args:
        source: The content of the file.
        start: The line and column at which the text's value begins.
        text: The text as it was read from there.
        index: The character before which it is inserted; the length of the text for its end.
        added: What is inserted: words in one line.

    Returns:
        The content, or None if the text is not what is there, or a plain text would become something else.
    """
    offset = _offset(source, start)
    place = place_in_scalar(source, start, text, min(index, len(text) - 1))
    at = None if place is None else _offset(source, place)
    if offset is None or at is None:
        return None
    style = source[offset : offset + 1]
    if index == len(text):
        read = _character(source, at, style)
        at = read[1] if read else at
    if style == '"':
        added = added.replace("\\", "\\\\").replace('"', '\\"')
    elif style == "'":
        added = added.replace("'", "''")
    elif style not in {"|", ">"} and (": " in f"{added} " or " #" in added):
        return None
    return source[:at] + added + source[at:]
