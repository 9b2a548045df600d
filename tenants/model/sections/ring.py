"""Rings: how early a tenant gets what is new."""

from enum import StrEnum


class Ring(StrEnum):
    """How early a tenant gets what is new."""

    BETA = "beta"
    GENERAL = "general"
