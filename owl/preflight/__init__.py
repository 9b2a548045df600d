"""Read the pages that a tenant's campaign names, as a carrier's reviewer does, and say what is missing on them."""
