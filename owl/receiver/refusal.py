"""Why the receiver refuses a request. Each reason is counted by its name in `/metrics`."""

from enum import Enum
from http import HTTPStatus


class Reason(Enum):
    """A reason, with the status of the answer. Twilio repeats a request that is answered with 5xx."""

    UNKNOWN_ADDRESS = "unknown-address", HTTPStatus.NOT_FOUND
    """No stack declares this address."""

    METHOD = "method", HTTPStatus.METHOD_NOT_ALLOWED
    """Twilio calls all addresses with POST."""

    TOO_LARGE = "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    """The body is larger than Twilio sends."""

    TOO_SLOW = "too-slow", HTTPStatus.REQUEST_TIMEOUT
    """The body did not arrive in time, so the connection is closed, or the client has closed it."""

    MEDIA_TYPE = "media-type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    """The address takes a form and got JSON, or the other way round."""

    MALFORMED = "malformed", HTTPStatus.BAD_REQUEST
    """Something is missing or not valid."""

    UNSIGNED = "unsigned", HTTPStatus.FORBIDDEN
    """There is no signature, or it does not cover the body."""

    FORGED = "forged", HTTPStatus.FORBIDDEN
    """The signature is not one of the account's."""

    WRONG_ACCOUNT = "wrong-account", HTTPStatus.FORBIDDEN
    """It is about another account than the one that signed it."""

    REPLAYED = "replayed", HTTPStatus.CONFLICT
    """What it says was received before, and it is not a repetition by Twilio."""

    NO_TOKEN = "no-token", HTTPStatus.SERVICE_UNAVAILABLE
    """The account's token is not known, because Twilio could not be asked for it."""

    OVERLOADED = "overloaded", HTTPStatus.SERVICE_UNAVAILABLE
    """More requests wait to be written than the receiver keeps in memory."""

    NOT_RECORDED = "not-recorded", HTTPStatus.SERVICE_UNAVAILABLE
    """The database did not take it."""

    STOPPING = "stopping", HTTPStatus.SERVICE_UNAVAILABLE
    """The receiver stops."""

    def __init__(self, label: str, status: HTTPStatus) -> None:
        self.label = label
        self.status = status


class Refused(Exception):  # noqa: N818 - reads as what it says
    """A request is refused.

    Args:
        reason: Why.
        cause: What the database says, if that is why: nothing that the client sent.
    """

    def __init__(self, reason: Reason, cause: str = "") -> None:
        super().__init__(reason.label)
        self.reason = reason
        self.cause = cause
