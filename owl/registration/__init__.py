"""A tenant's registration status with the carriers, and why it was rejected."""
