"""What a message about an unknown name offers instead."""

from owl.rendering.unknown_name import MOST_NAMES, instead


def test_the_closest_name_is_offered_or_else_the_first_ones() -> None:
    """A stack may have a thousand tenants: they are not all listed."""
    thousand = [f"shop-{n:04}" for n in range(1_000)]

    assert instead("freestyle-falcns", ["owl-inc", "freestyle-falcons"]) == ": did you mean 'freestyle-falcons'?"
    assert instead("nobody", ["owl-inc", "gull-surf"], "it has") == "; it has gull-surf, owl-inc"
    assert instead("nobody", []) == "; there are none"
    assert instead("nobody", thousand).endswith(f"{thousand[MOST_NAMES - 1]} and 980 more")
