"""Alerts to people: one module each for what is noticed, and one that sends."""
