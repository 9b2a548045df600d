"""Shared by the rules: how a rule is written, what it checks, and how its findings are reported."""
