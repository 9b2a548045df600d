"""Senders and security: only authorized senders send, and nobody else can."""
