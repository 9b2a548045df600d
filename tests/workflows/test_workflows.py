"""The workflows: each of their steps, run in order in a clean clone against the local Twilio."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.embedded import LocalTwilio
from providers.core.connection import connect_to
from tests.copies import copy_working_tree
from tests.engine.project import ACCOUNTS
from tests.owl.local_github import TOKEN, LocalGithub, local_github
from tests.owl_inc import put_owl_inc
from tests.workflows.runner import SET_UP, WORKFLOWS, Done, Runner, workflow

NAMES = sorted(file.stem for file in WORKFLOWS.glob("*.yaml"))
IN_BETA, IN_GENERAL = "freestyle-falcons", "alpine-spokes"


def git(clone: Path, *arguments: str) -> str:
    """Run git as a user."""
    somebody = ("-c", "user.name=Mo", "-c", "user.email=mo@owl.example")
    done = subprocess.run(["git", *somebody, *arguments], cwd=clone, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def github() -> Iterator[LocalGithub]:
    """The repository's comments and issues."""
    with local_github() as served:
        yield served


@pytest.fixture
def runner(github: LocalGithub, tmp_path: Path) -> Runner:
    """A clone of the working tree, on branch `main`, with Owl Inc.'s files, before set-up."""
    clone, artifacts, state = (tmp_path / name for name in ("clone", "artifacts", "state"))
    artifacts.mkdir()
    state.mkdir()
    copy_working_tree(clone)
    put_owl_inc(clone)
    for tenant in (clone / "tenants").glob("*.yaml"):  # two tenants show everything, and are faster
        if tenant.stem not in {IN_BETA, IN_GENERAL}:
            tenant.unlink()
    git(clone, "init", "--quiet", "--initial-branch=main")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message=All that is here")
    values = {
        "vars.OWL_TWILIO": "local",
        "vars.PULUMI_BACKEND_URL": f"file://{state}",
        "secrets.PULUMI_CONFIG_PASSPHRASE": "of the team",
        "github.token": TOKEN,
        "github.event.pull_request.number": "7",
    }
    return Runner(clone, artifacts, values, github.environment)


def codes(done: list[Done]) -> dict[str, list[int]]:
    """Return the exit codes of the commands, without the set-up."""
    found: dict[str, list[int]] = {}
    for each in done:
        if each.command != SET_UP:
            found.setdefault(each.command, []).append(each.code)
    return found


def text(done: list[Done]) -> str:
    """Return all output."""
    return "\n".join(each.text for each in done)


def test_each_workflow_does_what_it_says(runner: Runner, github: LocalGithub) -> None:
    """They run in the order of a change's life: each finds what the one before it left."""
    deploys_ring_by_ring(runner)
    comments_on_a_pull_request(runner, github)
    opens_an_issue_of_drift(runner, github)


def deploys_ring_by_ring(runner: Runner) -> None:
    """A deployment goes to dev, then to the beta ring of prod, then to all of it."""
    done = runner.run("deploy")

    assert codes(done) == {
        "make up-cells STACK=dev ARGS=--yes": [0],
        "make up-cells STACK=prod RING=beta ARGS=--yes": [0],
        "make up-cells STACK=prod ARGS=--yes": [0],
    }, text(done)
    _, beta, general = [each.text for each in done if each.command != SET_UP]
    assert f"PhoneNumber {IN_BETA} created" in beta
    assert f"PhoneNumber {IN_GENERAL} created" not in beta
    assert f"PhoneNumber {IN_GENERAL} created" in general
    assert f"PhoneNumber {IN_BETA} created" not in general


def comments_on_a_pull_request(runner: Runner, github: LocalGithub) -> None:
    """The comment comes from previews of another job, whose secrets the writing job does not have."""
    git(runner.clone, "switch", "--quiet", "--create", "upgrade")
    file = runner.clone / "tenants" / f"{IN_BETA}.yaml"
    file.write_text(file.read_text("utf-8").replace("package: silver", "package: gold"), "utf-8")
    git(runner.clone, "commit", "--quiet", "--all", "--message=Freestyle Falcons sends more")
    git(runner.clone, "switch", "--quiet", "main")
    git(runner.clone, "merge", "--quiet", "--no-ff", "upgrade", "--message=What the pull request would give")

    done = runner.run("pull-request")

    assert not any(each.code for each in done), text(done)
    [comment] = github.comments
    assert comment["body"].startswith("<!-- owl review -->\n")
    assert "prod replaces UsageTrigger (trigger_value 250 → 1000)" in comment["body"]


def opens_an_issue_of_drift(runner: Runner, github: LocalGithub) -> None:
    """A drifted stack has an issue, the other none.

    That a look which finds nothing closes the issue is tested in `tests/owl/commands/test_publish_command.py`, that a
    deployment with a refresh puts it right in `tests/engine/test_drift.py`.
    """
    delete_usage_trigger(runner.clone / ".local")

    found = codes(runner.run("drift"))

    assert found['owl drift --stack "$STACK" --open-issue "drift-$STACK.md"'] == [0, 3]
    [issue] = github.issues
    assert issue["state"] == "open"
    assert "UsageTrigger" in issue["body"]


def delete_usage_trigger(directory: Path) -> None:
    """Change something at Twilio's console that nobody should."""
    local = LocalTwilio(directory / f"twilio-{ACCOUNTS['prod']}.sqlite", ACCOUNTS["prod"])
    console = connect_to(local)
    [shop] = console.account(local.account_sid).api.accounts.list(friendly_name=f"prod-{IN_BETA}")
    [trigger] = console.account(shop.sid).usage.triggers.list()
    trigger.delete()
    local.close()


@pytest.mark.parametrize("name", NAMES)
def test_each_step_is_one_that_a_person_can_type(name: str) -> None:
    """It is a make target or an owl command; only a release is published by GitHub's own command."""
    steps = [step for job in workflow(name)["jobs"].values() for step in job["steps"] if "run" in step]
    assert steps
    for step in steps:
        assert re.fullmatch(r"(make|owl|gh release create) [^\n;&|`]+", step["run"]), step["run"]


def test_a_release_is_published_without_code_of_the_repository() -> None:
    """The one job that may write contents checks out nothing; what it publishes was built and tested before."""
    jobs = workflow("release")["jobs"]
    assert workflow("release")["on"] == {"push": {"tags": ["v*"]}}
    assert [step["run"] for step in jobs["build"]["steps"] if "run" in step] == [
        'make release TAG="$TAG"',
        "make test",
    ]
    publish = jobs["publish"]
    assert publish["needs"] == "build"
    assert publish["permissions"] == {"contents": "write"}
    assert not [step for step in publish["steps"] if "checkout" in str(step.get("uses"))]


@pytest.mark.parametrize("name", NAMES)
def test_a_job_may_do_no_more_than_it_must(name: str) -> None:
    """By default it may do nothing; a job that may write has no secret; every action is pinned to a commit."""
    declared = workflow(name)
    assert declared["permissions"] == {}
    for job in declared["jobs"].values():
        writes = [what for what, how in job["permissions"].items() if how == "write"]
        secrets = [step for step in job["steps"] if "secrets." in str(step)]
        assert not (writes and secrets)
        assert "timeout-minutes" in job
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])


def test_a_fork_gets_no_secret() -> None:
    """A workflow that runs for a pull request and has secrets does not run for a fork's."""
    for job in workflow("pull-request")["jobs"].values():
        if "secrets." in str(job) or "environment" in job:
            assert "!github.event.pull_request.head.repo.fork" in job["if"]


@pytest.mark.parametrize("name", ["deploy", "drift"])
def test_a_stack_is_used_by_one_job_at_a_time(name: str) -> None:
    """A run in progress is never cancelled: the next one waits."""
    for job in workflow(name)["jobs"].values():
        if "environment" in job:
            assert re.fullmatch(r"stack-(dev|prod|\$\{\{ matrix\.stack \}\})", job["concurrency"]["group"])
            assert not job["concurrency"].get("cancel-in-progress", False)
