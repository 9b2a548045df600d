"""How the program logs a sentence for people with its record for reports. See `providers.core.records`."""

import pulumi

# The SDK's own function: `sdk_savings` replaces the name that the SDK itself calls.
from pulumi.log import debug

from owl.records import ProgramRefused, ToBeBought


def log_with_record(record: ProgramRefused | ToBeBought) -> None:
    """Log a record, and its sentence: a refusal as an error, anything else as information."""
    debug(record.line)
    if isinstance(record, ProgramRefused):
        pulumi.log.error(record.sentence)
    else:
        pulumi.log.info(record.sentence)
