"""The Pulumi Kubernetes Operator accepts the cells' resources: checked against the schema that it installs."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from owl.cells import kubernetes
from owl.cells.cell import cells
from owl.stacks.cells import project_cells

OPERATOR = Path(__file__).parent / "operator"
"""A Go module that requires the operator; `go.sum` pins what is in it."""


@pytest.fixture(scope="module")
def schema() -> Any:
    """The operator's own schema of a Stack; a field that it does not know is refused."""
    if shutil.which("go") is None:
        pytest.skip("there is no Go on PATH, with which the operator's schema is fetched")
    command = ["go", "mod", "download", "-json"]
    fetched = subprocess.run(command, cwd=OPERATOR, capture_output=True, text=True, check=True)
    definition = Path(json.loads(fetched.stdout)["Dir"]) / "deploy" / "crds" / "pulumi.com_stacks.yaml"
    [version] = [each for each in _yaml().load(definition)["spec"]["versions"] if each["name"] == "v1"]
    return _closed(version["schema"]["openAPIV3Schema"])


def _yaml() -> YAML:
    return YAML(typ="safe", pure=True)


def _closed(schema: Any) -> Any:
    """Refuse unknown fields, as Kubernetes warns of them and drops them."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(each) for key, each in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    return closed


def test_each_cell_is_a_stack_that_the_operator_accepts(divided: Path, schema: Any) -> None:
    """Each has its own state and the credentials of the divided stack, and is never destroyed with its resource.

    A token in the remote's address stays out.
    """
    subprocess.run(["git", "init", "--quiet"], cwd=divided, check=True)
    cloned = "https://x-access-token:canary@github.com/owl/tenants"
    subprocess.run(["git", "remote", "add", "origin", cloned], cwd=divided, check=True)

    found = list(_yaml().load_all(kubernetes.render(list(cells(project_cells(), 100, with_states=False)), divided)))

    for each in found:
        jsonschema.validate(each["spec"], schema["properties"]["spec"])
        assert (each["apiVersion"], each["kind"]) == ("pulumi.com/v1", "Stack")
        assert each["spec"]["destroyOnFinalize"] is False
    assert [each["spec"]["stack"] for each in found] == ["dev", "prod", "prod-01"]
    assert {each["spec"]["projectRepo"] for each in found} == {"https://github.com/owl/tenants"}
    secret = found[2]["spec"]["envRefs"]["TWILIO_AUTH_TOKEN"]["secret"]
    assert secret == {"name": "owl-prod", "key": "TWILIO_AUTH_TOKEN"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**found[0]["spec"], "stacks": "prod"}, schema["properties"]["spec"])
