"""Rollout rings: how early a tenant gets changes."""

from enum import StrEnum


class Ring(StrEnum):
    """The rollout ring: how early a tenant gets changes."""

    BETA = "beta"
    GENERAL = "general"
