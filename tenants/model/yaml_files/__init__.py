"""Reads, checks and edits YAML files, and knows the line of every value."""
