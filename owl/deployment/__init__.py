"""Deploying a stack with `pulumi up`, and what has to be right before that."""
