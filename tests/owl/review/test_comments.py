"""Pull requests and the comments on them, byte by byte, with what the real engine says of each.

After an intended change, regenerate the comments and review the diff:

    UPDATE_COMMENTS=1 pytest tests/owl/review
"""

import contextlib
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from owl.previews import FOR_DRIFT, Preview, PreviewStep, run_preview, without_rules
from owl.review import MARKER, draw, review
from tests.engine.project import Project
from tests.owl.review.conftest import CANARY
from tests.owl.review.pull_request import PLAIN, PullRequest, head_of, pull_requests
from tests.owl.review.refusal import DAY, stands_against

SID = re.compile(r"\b[A-Z]{2}[0-9a-f]{32}\b")
"""What Twilio chooses differently in each run of the tests."""


_previewed: dict[str, Preview] = {}
"""Previews by pull request: two show that of one."""


def previews(pull_request: PullRequest, deployed: Project, head: Path) -> list[Preview]:
    """Run the preview that the pull request names."""
    match pull_request.preview:
        case "none":
            return []
        case "of new-tenant, once for each":
            one = pull_requests()["new-tenant"]
            [found] = previews(one, deployed, head_of(deployed.directory, one, head.parent / "one"))
            return [multiplied(found, 40)]
        case "with refresh, the service of birch refused":
            service = deployed.outputs()["senders"]["birch"]["messaging_service_sid"]
            deployed.local.control.inject("status", method="GET", path=service, status=403, code=20003, times=None)
            found = run_preview("dev", head, options=FOR_DRIFT, environment=without_rules(deployed.environment))
            deployed.local.control.clear_faults()
            return [found]
        case plain:
            assert plain == PLAIN
            if pull_request.name not in _previewed:
                _previewed[pull_request.name] = run_preview("dev", head, environment=deployed.environment)
            return [_previewed[pull_request.name]]


def multiplied(preview: Preview, count: int) -> Preview:
    """Repeat one tenant's preview for this many tenants."""
    steps: list[PreviewStep] = []
    for step in preview.steps:
        numbers = range(1, count + 1) if step.tenant == "elm-001" else range(1, 2)
        for number in numbers:
            name = f"elm-{number:03}"
            tenant = name if step.tenant == "elm-001" else step.tenant
            steps.append(replace(step, tenant=tenant, name=step.name.replace("elm-001", name)))
    return replace(preview, steps=tuple(steps), diagnostics=())


@pytest.mark.parametrize("pull_request", pull_requests().values(), ids=str)
def test_the_comment(pull_request: PullRequest, deployed: Project, tmp_path: Path) -> None:
    """Comment and exit code are the expected ones, and no secret is in the comment."""
    head = head_of(deployed.directory, pull_request, tmp_path)
    found = previews(pull_request, deployed, head)

    with contextlib.chdir(head):
        reviewed = review(deployed.directory, head, found, DAY)
        comment = SID.sub("(a SID)", draw(reviewed))

    if os.environ.get("UPDATE_COMMENTS"):
        pull_request.comment.write_text(comment, "utf-8")
    assert comment == pull_request.comment.read_text("utf-8")
    assert comment.startswith(f"{MARKER}\n")
    assert reviewed.is_refused == stands_against(pull_request)
    for secret in (CANARY, CANARY.replace("-", ""), deployed.local.auth_token):
        assert secret not in comment
