"""What a tenant gets in a stack, composed of providers."""
