"""Which of the pull requests are refused."""

import datetime as dt

from tests.owl.review.pull_request import PullRequest

DAY = dt.date(2026, 11, 24)
"""The date on which all cases are judged."""

REFUSED = frozenset(
    {
        *("file-removed", "file-removed-unseen", "injection", "preview-fails-for-one", "template-to-ucs-2"),
        *("use-case-change", "use-case-unseen"),
    }
)


def stands_against(pull_request: PullRequest) -> bool:
    """Return whether the command's exit code is 1."""
    return pull_request.name in REFUSED
