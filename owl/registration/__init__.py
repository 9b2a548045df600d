"""How far a tenant is with carriers, and why it was rejected."""
