"""Channels: what carries a message to a person."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field


class Channel(StrEnum):
    """What carries a message to a person.

    A channel may be declared before tenants can have a sender for it: then it is passed over. Templates are text, so
    MMS, which is for media, carries none of them.
    """

    SMS = "sms"
    RCS = "rcs"
    WHATSAPP = "whatsapp"


AnyChannel = Annotated[Channel, Field(strict=False)]
