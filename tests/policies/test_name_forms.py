"""Forms of a business's name, and what is another business's name."""

import pytest

from policies.core.name_forms import has_form, is_form

SOCIETY = "Philharmonic Society of Greater Yakima"
CHAIN = "Ledger Health System d/b/a St. Jerome Medical Center"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Yakima Phil", SOCIETY),
        ("The Marguerite", "Hotel Marguerite & Conference Center"),
        ("Saint Jerome", CHAIN),
        ("Big Sandbar EMC", "Big Sandbar Rural Electric Membership Corporation"),
        ("RJC Concrete", "R. J. Castellano Concrete Construction, Inc."),
        ("TRTFCU", "Tri-Rivers Teachers Federal Credit Union"),
        ("Pine Barrens HOA", "Pine Barrens Homeowners' Association, Inc."),
        ("Acme Cycles Team", "Acme Cycles"),
        ("AcmeCycles", "Acme Cycles"),
        ("Pan y Vino", "Pan & Vino LLC"),
        ("KTLN", "Kettle Lane Nursery"),
        ("KTL", "Kettle Lane Nursery"),
        ("RJC Repair", "R. J. Castellano Concrete Construction, Inc."),
    ],
)
def test_customers_shorten_names(said: str, name: str) -> None:
    """A reviewer sees who is meant."""
    assert is_form(said, name)
    assert has_form(f"Texts from {said} are about orders.", name)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Acme Lawn Care", "Acme Pest Solutions"),
        ("Medical Center", CHAIN),
        ("Greater Yakima", "Greater Kenosha Youth Soccer League"),
        ("HVAC", "Acme Pest Solutions"),
        ("The Team", "Acme Cycles"),
        ("-", "Acme - Boise"),
        (f"{'A' * 40}B", f"{'A ' * 30}"),
        ("", "Acme"),
        ("City Clinic", "City Clinic"),
    ],
)
def test_other_names_are_others(said: str, name: str) -> None:
    """A sister company shares the first word; common words name nobody."""
    assert not is_form(said, name)


def test_one_rare_word_of_a_name_is_enough_in_a_text() -> None:
    """If it has five letters at least; a common one names nobody."""
    assert has_form("A note from Castellano", "R. J. Castellano Concrete")
    assert not has_form("A note from Dental", "Acme Dental")
    assert not has_form("A note from Concrete Supply", "R. J. Castellano Concrete")
    assert not has_form("A note from Jean", "The Jerome & Jean Hotel")
