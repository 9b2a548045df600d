"""How a customer becomes a tenant: the questionnaire, the answer, the first file."""
