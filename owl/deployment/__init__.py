"""Deploy a stack with `pulumi up`, after checking what it requires."""
