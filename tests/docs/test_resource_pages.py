"""The pages in docs/resources agree with the code."""

import ast
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, StringConstraints
from typer.testing import CliRunner

import providers
from owl.cli import application
from owl.pages.resources import DIRECTORY, pages
from owl.pages.resources.example import example
from owl.pages.resources.inputs import inputs_of
from owl.pages.resources.life_cycle import life_cycle_of
from owl.pages.resources.source import Undocumented
from owl.pages.resources.type_words import Email, in_words
from owl.rendering.drawn_files import DRAWN
from providers.brand_registration import BrandRegistration
from providers.content_template import ContentTemplate
from providers.core.inputs import SERVER_FILLED, AccountSid, HttpsUrl, Immutable, Inputs, NumberText, PhoneNumberText
from providers.core.provider import TwilioProvider
from providers.core.registry import resources
from providers.core.resource import UNKNOWN, TwilioResource
from providers.messaging_service import MessagingService
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.primary_customer_profile import PrimaryCustomerProfile
from providers.subaccount import Subaccount
from providers.trust_product import TrustProduct
from tests.docs.documents import REPOSITORY, blocks
from tests.owl_inc import put_owl_inc

each_resource = pytest.mark.parametrize("resource", resources(), ids=lambda resource: resource.__name__)


@cache
def drawn_pages() -> Mapping[str, str]:
    """Every page as the code says: drawing them takes most of a second."""
    return pages()


def test_the_committed_pages_are_current() -> None:
    """The committed pages are generated from today's code."""
    committed = {path.name: path.read_text("utf-8") for path in (REPOSITORY / DIRECTORY).glob("*.md")}

    assert committed == drawn_pages(), "docs/resources is not what the code says: run `owl docs`"


def test_every_provider_module_has_a_page() -> None:
    """A page links each module, and the index links that page."""
    drawn = drawn_pages()
    modules = [each.name for each in pkgutil.iter_modules(providers.__path__) if not each.ispkg]
    written = {
        name: [page for page, text in drawn.items() if f"(../../providers/{name}.py)" in text] for name in modules
    }

    assert [name for name in modules if not written[name]] == []
    assert {page for found in written.values() for page in found if f"]({page})" not in drawn["README.md"]} == set()


def test_every_input_and_output_is_on_the_page() -> None:
    """Each has a row in a table, and each secret output is marked as secret."""
    drawn = drawn_pages().values()
    missing = []
    for resource in resources():
        provider = resource.provider_class
        (page,) = (text for text in drawn if f"\n# {resource.__name__}\n" in text)
        rows = [f"\n| `{name}` |" for name in (*provider.inputs.model_fields, *provider.outputs)]
        rows += [f"\n| `{name}` | yes |" for name in provider.secret_outputs]
        missing += [(resource.__name__, row) for row in rows if row not in page]

    assert missing == []


@each_resource
def test_the_example_is_one_that_the_resource_takes(resource: type[TwilioResource]) -> None:
    """It imports the resource and passes it inputs, with values that the check of inputs accepts."""
    (page,) = (text for text in drawn_pages().values() if f"\n# {resource.__name__}\n" in text)
    (code,) = blocks(page, {"python"})
    imported, assigned = ast.parse(code).body

    assert isinstance(imported, ast.ImportFrom)
    assert imported.module == resource.__module__
    assert isinstance(assigned, ast.Assign)
    assert isinstance(assigned.value, ast.Call)
    assert ast.unparse(assigned.value.func) == resource.__name__
    resource.provider_class.inputs.model_validate({str(each.arg): _value(each) for each in assigned.value.keywords})


def _value(given: ast.keyword) -> Any:
    return UNKNOWN if isinstance(given.value, ast.Name) else ast.literal_eval(given.value)


def test_the_command_writes_every_page_and_removes_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`owl docs` writes every page and removes those of deleted resources."""
    directory = tmp_path / "docs" / "resources"
    directory.mkdir(parents=True)
    (directory / "fax_machine.md").write_text(f"{DRAWN} from providers/fax_machine.py. -->\n")
    monkeypatch.setattr("owl.commands.docs.is_product", lambda _project: True)
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(application(), ["docs"])

    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"Written: {len(resources()) + 1} pages in {directory}\n")
    assert {path.name: path.read_text("utf-8") for path in directory.iterdir()} == drawn_pages()


class Envelope(BaseModel):
    """An object inside an input."""

    color: str


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (str, "text"),
        (Immutable[AccountSid], "SID (`AC…`)"),
        (Annotated[str, StringConstraints(pattern="^(IT|RD)[0-9a-fA-F]{32}$")], "SID (`IT…` or `RD…`)"),
        (Email, "e-mail address"),
        (Annotated[HttpsUrl | None, SERVER_FILLED], "https URL"),
        (NumberText, "number"),
        (PhoneNumberText, "phone number in E.164"),
        (Annotated[str, Field(min_length=1)], "text, not empty"),
        (Annotated[str, Field(min_length=20, max_length=1024)], "text, 20 to 1,024 characters"),
        (Annotated[str, Field(pattern="^x$")], "text of the form `^x$`"),
        (Annotated[int, Field(ge=1)], "whole number, 1 or more"),
        (Annotated[int, Field(le=36_000)], "whole number, 0 to 36,000"),
        (Annotated[list[str], Field(min_length=2, max_length=5)], "list of text, 2 to 5 entries"),
        (Literal["a", "b", "c"], "`a`, `b` or `c`"),
        (Literal["a"], "`a`"),
        (bool | None, "true or false"),
        (int | str, "whole number or text"),
        (dict[str, dict[str, Any]], "mapping from text to object"),
        (Envelope, "[Envelope](#envelope)"),
    ],
)
def test_types_are_described_in_words(hint: Any, words: str) -> None:
    """A reader needs no Python to know what an input takes; markers are left out."""
    assert in_words(hint) == words


def test_a_type_without_words_is_refused() -> None:
    """No type is shown in Python's own spelling: the error says where to add its words."""
    with pytest.raises(Undocumented, match=r"complex.*type_words\.py"):
        in_words(complex)


def test_an_input_refers_to_the_resource_with_that_ending() -> None:
    """`service_sid` is a MessagingService's; `owner_account_sid` and SIDs of other objects refer to no resource."""
    everything = resources()
    found = {each.name: each.refers_to for kind in everything for each in inputs_of(kind, everything)}

    assert found["service_sid"] is MessagingService
    assert found["account_sid"] is Subaccount
    assert found["owner_account_sid"] is None
    assert found["trunk_sid"] is None


def test_an_input_refers_to_what_its_docstring_names() -> None:
    """An input whose name is not enough refers to what its docstring names, but never to its own kind or an output."""
    everything = resources()
    brand, primary = (
        {each.name: each.refers_to for each in inputs_of(kind, everything)}
        for kind in (BrandRegistration, PrimaryCustomerProfile)
    )

    assert brand["a2p_profile_bundle_sid"] is TrustProduct
    assert brand["brand_registration_sid"] is None
    assert set(primary.values()) == {None}


def test_what_cannot_be_given_together_is_not_shown_together() -> None:
    """The example shows the first of a number's two ways to be chosen."""
    shown = example(PhoneNumber, inputs_of(PhoneNumber, []))

    assert "phone_number=" in shown
    assert "area_code=" not in shown


class ParcelInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    kind: str
    is_fragile: bool
    contents: dict[str, Any]


class ParcelProvider(TwilioProvider[ParcelInputs]):
    """Its `kind` is one for parcels, such as `box`.

    Its `contents`, such as `{"paper": ["a letter of many pages", "a map of the country"], "ink": "black, in bottles"}`
    """

    inputs = ParcelInputs
    natural_key = ("kind",)


class Parcel(TwilioResource, provider=ParcelProvider):
    """A resource with long values, which come from its own examples."""

    sid: str


def test_a_long_value_takes_a_line_for_each_entry() -> None:
    """Lists and objects are spread over lines; the provider's example of an input takes precedence over the input's."""
    shown = example(Parcel, inputs_of(Parcel, []))

    assert '    kind="box",\n    is_fragile=False,\n    contents={\n        "paper": ["a letter' in shown
    assert '        "ink": "black, in bottles",\n    },\n' in shown


class LetterInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    code: Annotated[str, Field(pattern="^[a-z]{3}[0-9]$")]


class LetterProvider(TwilioProvider[LetterInputs]):
    """Does not mention whose credentials it uses."""

    inputs = LetterInputs
    natural_key = ("code",)

    def collection(self, twilio: Any, inputs: LetterInputs) -> Any:  # noqa: ARG002 - it shows one that uses nothing
        """Return no outputs."""
        return None


class Letter(TwilioResource, provider=LetterProvider):
    """A resource whose code leaves out what its page needs."""

    sid: str


def test_an_input_without_an_example_is_named() -> None:
    """Where neither type nor docstring suggests a value, the error names the input and what to write."""
    with pytest.raises(Undocumented, match="no example of code: add one to its docstring"):
        example(Letter, inputs_of(Letter, []))


def test_unclear_credentials_are_named() -> None:
    """The page never guesses whose credentials are used."""
    with pytest.raises(Undocumented, match="whose credentials are used"):
        life_cycle_of(Letter)


def test_an_unusual_life_cycle_is_described_in_its_own_words() -> None:
    """What a provider does differently comes from its methods: order, reason, refusal, credentials."""
    sender, account = life_cycle_of(MessagingServiceSender), life_cycle_of(Subaccount)

    assert sender.old_first
    assert "21712" in sender.old_first_reason
    assert not sender.by_parent
    assert account.by_parent
    assert account.decides_delete == ["close_on_delete"]
    assert "closing a subaccount is final" in account.refusals[0]


def test_waiting_cost_and_survival_are_described() -> None:
    """A brand waits, costs money, and stays when it is deleted; a template does none of this."""
    brand, template = life_cycle_of(BrandRegistration), life_cycle_of(ContentTemplate)

    assert (brand.waits, brand.status, brand.costs, brand.ends_nothing) == (True, "status", True, True)
    assert (template.waits, template.status, template.costs, template.ends_nothing) == (False, "", False, False)


def test_what_is_never_made_says_who_makes_it() -> None:
    """Its page has the text with which its creation is refused, with `…` for the parts that vary."""
    (refusal,) = life_cycle_of(PrimaryCustomerProfile).never_made

    assert refusal.startswith("… has no customer profile …. Create")


def test_names_of_the_code_lead_somewhere() -> None:
    """A page links the other resources and the tables that its text names."""
    drawn = pages()

    assert "its [CustomerProfileSubmission](customer_profile_submission.md) has it reviewed" in " ".join(
        drawn["customer_profile.md"].split()
    )
    assert "[SoleProprietorInformation](#soleproprietorinformation)" in drawn["end_user.md"]
    assert "### SoleProprietorInformation\n" in drawn["end_user.md"]
