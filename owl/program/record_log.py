"""How the program logs a sentence for people with its record for reports. See `providers.core.records`."""

import pulumi

from owl.records import ProgramRefused, ToBeBought


def log_with_record(record: ProgramRefused | ToBeBought) -> None:
    """Log a record, and its sentence: a refusal as an error, anything else as information."""
    pulumi.log.debug(record.line)
    if isinstance(record, ProgramRefused):
        pulumi.log.error(record.sentence)
    else:
        pulumi.log.info(record.sentence)
