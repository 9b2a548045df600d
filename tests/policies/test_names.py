"""Names in texts: who sends a message, for whom customers consent, and whether that is the business."""

from collections.abc import Callable

import pytest

from policies.core.names import is_of_business, named_senders, sender_of, speaks_for
from policies.core.rule import Parameters, TenantCase
from policies.core.texts import disclosures, opt_in_links, texts
from policies.language.reading import read
from tests.policies.case import Case

Acme = Callable[..., TenantCase]


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Acme:
    """Return a function for Acme Cycles with other texts of its campaign."""
    good = Case("", "", refused=False, values={}).policy_input(tmp_path_factory.mktemp("good"))

    def with_texts(**said: str) -> TenantCase:
        tenant = good.tenants.by_id["acme"]
        assert tenant.campaign
        campaign = tenant.campaign.model_copy(update=said)
        return TenantCase(tenant.model_copy(update={"campaign": campaign}), good, Parameters())

    return with_texts


@pytest.mark.parametrize(
    ("sample", "sender"),
    [
        ("Elm Street Books: your order is ready", "Elm Street Books"),
        ("Hi Al, this is Elm Books, your order is ready", "Elm Books"),
        ("This is Dear Books.", "Dear Books"),
        ("Elm Books misses you", "Elm Books"),
        ("See you at Elm Dental tomorrow", "Elm Dental"),
        ("Your order is ready - Elm Books", "Elm Books"),
        ("Dear Books: hi", None),
        ("Customer Service: hi", None),
        ("Customer Books: hi", "Customer Books"),
        ("Elm: hi", None),
        ("Hi there", None),
    ],
)
def test_a_sample_names_its_sender(sample: str, sender: str | None) -> None:
    """By at least two words, one of which names somebody; a greeting does not begin a name, unless it is `This is`."""
    place = sender_of(sample)
    assert (sample[slice(*place)] if place else None) == sender


@pytest.mark.parametrize(
    ("text", "senders"),
    [
        ("By ticking you get texts from Elm Books about orders.", ["Elm Books"]),
        ("Texts are sent on behalf of Elm Books.", ["Elm Books"]),
        ("I authorize Elm Books to text me.", ["Elm Books"]),
        ("I agree that Elm Books may now send me texts, and Oak Books can call.", ["Elm Books"]),
        ("Bread from Elm Books is good.", []),
        ("It may text me. Elm may text me.", []),
        (f"They send texts. {'They bake. ' * 9}Bread from Elm Books is good.", []),
        (f"Texts are {'very ' * 5}often from Elm Books.", ["Elm Books"]),
        (f"I agree {'very ' * 30}much that Elm Books may text me.", ["Elm Books"]),
    ],
)
def test_a_text_names_who_will_send(text: str, senders: list[str]) -> None:
    """In words of consent; a name after `from` is a sender only where messages are spoken of just before."""
    assert [text[slice(*place)] for place in named_senders(text)] == senders


def test_a_sample_speaks_for_the_business(acme: Acme) -> None:
    """By its name, by an abbreviation that the description explains, or with a keyword from the message flow."""
    explained = acme(description="Acme's Web Bikes (AWB) is a shop.", message_flow="Text BIKES to 415-555-0100.")
    said = {
        "Ready, says Acme Cycles": (True, True),
        "Acme: ready": (True, True),
        "AWB: ready": (False, True),
        "Awb: ready": (False, False),
        "Acme BIKES: ready": (False, True),
        "Acme Bikes: ready": (False, False),
        "BIKES: ready": (False, False),
        "Ready": (False, False),
    }
    assert {sample: (speaks_for(sample, acme()), speaks_for(sample, explained)) for sample in said} == said
    assert not speaks_for("AWB: ready", acme(description="Acme's Web Bikes (AWBX) is a shop."))


def test_a_part_of_the_business_is_the_business(acme: Acme) -> None:
    """In full, short, with a word such as `team`, or an office of it."""
    ours = [
        "Acme",
        "Acme Cycles Team",
        "Acme Cycles LLC",
        "Cycles",
        "Office of Student Services",
        "Acme Cycles of Marin",
    ]
    others = ["Elm Books", "Acme Books", "Marin Office of Books"]
    assert [each for each in (*ours, *others) if is_of_business(each, acme())] == ours


@pytest.mark.parametrize(
    ("flow", "shown"),
    [
        ('The page says "Order now" and below "Text me offers" in small print.', "Text me offers"),
        ('A sign says "I agree". There is a box to tick.', "I agree"),
        ('A page says "Order now" first. Below it they tick it. Then they pay.', "Below it they tick it."),
        ('A page says "Order now" first. Below is a checkbox. Then they pay.', "Below is a checkbox."),
        ("They ask us. We write it down.", "They ask us."),
    ],
    ids=["a quotation about texts", "a quotation of consent", "an act", "a box", "neither"],
)
def test_what_customers_see_is_what_is_quoted(flow: str, shown: str) -> None:
    """If it is about texts or consent; else it is the sentence about the act, or else the first one."""
    reading = read(flow)
    assert flow[slice(*reading.span(disclosures(reading)))] == shown


def test_links_to_the_policies_are_not_those_to_the_opt_in(acme: Acme) -> None:
    """Whether they are those of the campaign, or only look like them."""
    links = {
        "https://acme.example/join": True,
        "http://acme.example/join2": True,
        "acme.example/card": True,
        "https://acme.example/policy-texts": True,
        "https://acme.example/privacy": False,
        "https://acme.example/text-terms": False,
        "https://acme.example/legal": False,
        "https://acme.example/x?page=TOS": False,
        "https://acme.example/x#privacy": False,
    }
    flow = " ".join(f"See {link} there." for link in links)
    found = opt_in_links(acme(message_flow=flow, privacy_policy_url="https://acme.example/join2"))
    expected = [link for link, is_opt_in in links.items() if is_opt_in]
    assert [link for _, link in opt_in_links(acme(message_flow=flow))] == expected
    assert "http://acme.example/join2" in [link for _, link in found]


def test_every_text_of_a_campaign_has_its_field(acme: Acme) -> None:
    """Description, message flow, the samples, which are templates here, and the replies that it has."""
    paths = [path for path, _ in texts(acme(help_message="Call us."))]
    assert paths == [
        "campaign.description",
        "campaign.message_flow",
        "templates[0]",
        "templates[1]",
        "templates[2]",
        "campaign.help_message",
    ]
