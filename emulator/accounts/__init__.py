"""Accounts and what is in every one: keys, addresses, usage records and triggers."""
