"""Senders and security: only authorized senders can send."""
