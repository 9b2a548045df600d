"""What Twilio's refusals mean for the person who reads a run's errors: in our words, with what to do.

Source of each: https://www.twilio.com/docs/api/errors/ followed by the code.
"""

from collections.abc import Mapping

WORDS: Mapping[int, str] = {
    20003: (
        "Twilio refused the credentials: the account is suspended or closed, or its auth token or API key was "
        "replaced. Look at the account's status in Twilio's Console, correct the credentials and run again"
    ),
    21422: (
        "the number is not for sale, or another account has it. If that is an account of yours, move or release it "
        "there; otherwise declare another number"
    ),
    21452: "Twilio has no number in this area code now. Declare another area code, or run again later",
    21704: "the messaging service has no number that can send. Add one to it, or run again: its number joins it then",
    21710: "the number is in this messaging service already: run again with `--refresh`",
    21712: "the number is in another messaging service. Remove it from that one in Twilio's Console, then run again",
    21714: (
        "the messaging service has as many numbers as Twilio allows. Remove one from it in Twilio's Console, then run "
        "again"
    ),
}
"""By code. A code that is not here keeps Twilio's own words."""
