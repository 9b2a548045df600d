"""Qualification: check that the solution fits what the customer wants."""
