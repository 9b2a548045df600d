"""Prepare a clone: its engine, passphrase, stacks and environment."""
