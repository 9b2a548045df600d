"""Regulatory compliance: what numbers outside the US need, and the bundles that show it."""
