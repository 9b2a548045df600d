"""Drift: what at Twilio differs from what is declared.

Nothing here writes: drift is reported, and the reader decides what to do about it.
"""
