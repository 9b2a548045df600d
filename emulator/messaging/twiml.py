"""TwiML for messages, read: https://www.twilio.com/docs/messaging/twiml."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass

_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


@dataclass(frozen=True)
class Reply:
    """A message to send.

    Attributes:
        body: The text.
        recipient: Who gets it; empty for the person who wrote.
        sender: The number that it comes from; empty for the number that was written to.
        status_callback: Where its statuses are reported; empty for the service's own address.
    """

    body: str
    recipient: str = ""
    sender: str = ""
    status_callback: str = ""


@dataclass(frozen=True)
class Document:
    """A TwiML document.

    Attributes:
        replies: The messages that it asks for, in order.
        unknown: The names of the verbs in it that are not carried out.
    """

    replies: tuple[Reply, ...]
    unknown: tuple[str, ...]


def read(content: bytes) -> Document:
    """Return what a document asks for.

    Raises:
        ValueError: When it is not TwiML, saying why.
    """
    if any(sign in content.replace(b"\0", b"").upper() for sign in _DECLARATIONS):
        raise ValueError("a document type declaration is not allowed")
    try:
        root = ET.fromstring(content)  # noqa: S314 - entities cannot be declared, as checked before
    except ET.ParseError as error:
        raise ValueError(f"it is not XML: {error}") from None
    if root.tag != "Response":
        raise ValueError(f"the outermost element is {root.tag[:40]!r}, not 'Response'")
    replies = tuple(reply for reply in map(_reply, root.iterfind("Message")) if reply.body)
    return Document(replies, tuple(element.tag for element in root if element.tag != "Message"))


def _reply(message: ET.Element) -> Reply:
    body = message.find("Body")
    text = "".join((body if body is not None else message).itertext())
    given = message.attrib
    callback = given.get("statusCallback") or given.get("action", "")
    return Reply(text.strip(), given.get("to", ""), given.get("from", ""), callback)
