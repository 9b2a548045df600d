"""Turns a customer into a tenant: the questionnaire, the qualification, the tenant's first file."""
