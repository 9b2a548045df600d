"""Cells: a stack's tenants, divided among several stacks that are deployed side by side."""
