"""Qualification: whether what a customer wants is what the ISV has built."""
