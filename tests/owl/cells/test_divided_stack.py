"""A divided stack is read as one, cell by cell, and says of a missing tenant which cell it belongs to."""

import subprocess
from pathlib import Path

import pytest

from owl.failure import Failure
from owl.stacks.divided import deployed_stack


@pytest.fixture
def created(divided: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project with its stacks `prod` and `prod-01`, of which neither has a tenant yet."""
    state = tmp_path / "state"
    state.mkdir()
    monkeypatch.setenv("PULUMI_BACKEND_URL", f"file://{state}?metadata=skip")
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "of a test")
    for name in ("prod", "prod-01"):
        subprocess.run(["pulumi", "stack", "init", name, "--no-select"], check=True, capture_output=True)
    return divided


def said_of(tenant_id: str, stack: str) -> str:
    """Return why a stack does not have a tenant."""
    with pytest.raises(Failure) as failure:
        deployed_stack(stack).tenant(tenant_id)
    return str(failure.value)


@pytest.mark.usefixtures("created")
@pytest.mark.parametrize(("tenant_id", "cell"), [("alpine-spokes", "prod-01"), ("breakwater-boards", "prod")])
def test_a_missing_tenant_is_deployed_with_its_cell(tenant_id: str, cell: str) -> None:
    """Deploying the divided stack would deploy only the tenants that are in no other cell."""
    expected = f"{tenant_id} is not deployed in stack {cell!r}: run `make up STACK={cell}`. If it is still missing"
    assert said_of(tenant_id, "prod").startswith(expected)
    assert said_of(tenant_id, cell).startswith(expected)


@pytest.mark.usefixtures("created")
@pytest.mark.parametrize(
    ("tenant_id", "asked", "cell"), [("breakwater-boards", "prod-01", "prod"), ("alpine-spokes", "prod-02", "prod-01")]
)
def test_a_tenant_of_another_cell(divided: Path, tenant_id: str, asked: str, cell: str) -> None:
    """No deployment of the cell that was asked would bring it."""
    if asked == "prod-02":
        (divided / "Pulumi.prod-02.yaml").write_text((divided / "Pulumi.prod-01.yaml").read_text("utf-8"), "utf-8")
        subprocess.run(["pulumi", "stack", "init", asked, "--no-select"], check=True, capture_output=True)

    assert said_of(tenant_id, asked) == (
        f"{tenant_id} is not deployed in stack {asked!r}: its file puts it into {cell!r}. Run this "
        f"with `--stack {cell}`"
    )


@pytest.mark.usefixtures("created")
def test_a_divided_stack_without_tenants() -> None:
    """All its cells are deployed by another command than one."""
    with pytest.raises(Failure, match=r"stack 'prod' has no tenant yet: run `make up-cells STACK=prod`$"):
        deployed_stack("prod").some_tenant_ids()
    with pytest.raises(Failure, match=r"stack 'prod-01' has no tenant yet: run `make up STACK=prod-01`$"):
        deployed_stack("prod-01").some_tenant_ids()


def test_cells_that_were_never_created(created: Path) -> None:
    """They are empty, the first one too; but a backend without any of them may be a wrong one."""
    for name, left in (("prod", 1), ("prod-01", 0)):
        subprocess.run(["pulumi", "stack", "rm", name, "--yes", "--preserve-config"], check=True, capture_output=True)
        stack = deployed_stack("prod")
        if left:
            assert (stack.tenant_ids, stack.unread, stack.state.resources) == ([], {}, ())
        else:
            with pytest.raises(Failure, match="no stack named 'prod' found"):
                _ = stack.tenant_ids
    assert created.is_dir()


def test_no_cell_can_be_read(created: Path) -> None:
    """Then nothing is known of the stack, which is more than a missing cell."""
    for state in created.rglob("prod*.json"):
        state.write_text("{", "utf-8")

    with pytest.raises(Failure, match=r"^stack 'prod' can't be read: "):
        _ = deployed_stack("prod").tenant_ids


def test_a_cell_that_cannot_be_read(created: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named, once, and it is never said that it has no tenants."""
    [state] = created.rglob("prod.json")
    state.write_text("{", "utf-8")

    stack = deployed_stack("prod")

    assert (stack.tenant_ids, list(stack.unread), stack.state.resources) == ([], ["prod"], ())
    assert capsys.readouterr().err.count("owl: without the tenants of prod: stack 'prod' can't be read: ") == 1
    with pytest.raises(Failure, match=r"'prod' has no tenant in the cells that can be read\. stack 'prod' can't"):
        stack.some_tenant_ids()
    for tenant_id in ("breakwater-boards", "alpine-spokes", "unknown"):
        assert said_of(tenant_id, "prod").startswith(f"{tenant_id} is not in the cells of stack 'prod' that can be re")


def test_the_connection_needs_no_certain_cell(created: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All have one parent account, and the engine decrypts the token of a cell, though not of a missing stack."""
    for name in ("OWL_TWILIO", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    account, token = f"AC{'0' * 32}", "5" * 32
    for name in ("prod", "prod-01"):
        for setting in (["owl:accountSid", account], ["owl:twilio", "live"], ["owl:authToken", token, "--secret"]):
            command = ["pulumi", "config", "set", *setting, "--stack", name]
            subprocess.run(command, check=True, capture_output=True)
    [state] = created.rglob("prod.json")
    state.unlink()

    assert deployed_stack("prod").connect().account(account).password == token
