"""The local Twilio against Twilio's own description: every operation, called with Twilio's own SDK."""

import importlib
from http import HTTPStatus

import pytest
from twilio.rest import Client

from emulator import registry
from emulator.core.errors import NotCoveredError
from tests.openapi.description import Descriptions
from tests.openapi.validating_adapter import ValidatingAdapter

OPERATIONS = registry.operations()
PRODUCTS = sorted({operation.handler.__module__.rpartition(".")[2] for operation in OPERATIONS})


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_operation_conforms(product: str, parent: Client, adapter: ValidatingAdapter) -> None:
    """Each of a product's operations succeeds once, with request and answer as described; none is missing.

    A new product needs a scenario in tests/openapi/scenarios, in a file of the same name.
    """
    importlib.import_module(f"tests.openapi.scenarios.{product}").run(parent)
    wanted = {
        (operation.method, operation.product, operation.template)
        for operation in OPERATIONS
        if operation.handler.__module__.rpartition(".")[2] == product
    }
    assert wanted - adapter.exercised == set()
    assert [link for link in adapter.linked if not is_covered(*link)] == []


def is_covered(product: str, path: str) -> bool:
    """Return whether the local Twilio has an operation at a path."""
    try:
        registry.find("NONE", product, path)
    except NotCoveredError as error:
        return error.status == HTTPStatus.METHOD_NOT_ALLOWED
    return True


def test_every_operation_is_described(descriptions: Descriptions) -> None:
    """The local Twilio has no operation, and no path, that Twilio does not have."""
    products = {operation.product for operation in OPERATIONS}
    described = {(each.method, name, each.template) for name in products for each in descriptions.of_product(name)}
    assert {(each.method, each.product, each.template) for each in OPERATIONS} - described == set()


def test_every_success_has_a_described_status(descriptions: Descriptions) -> None:
    """Each success status, such as 201 for created, is one that Twilio describes."""
    for operation in OPERATIONS:
        described = next(
            each
            for each in descriptions.of_product(operation.product)
            if (each.method, each.template) == (operation.method, operation.template)
        )
        described.answer(operation.status)
