"""Tier: what a package allows, and what it earns."""
