"""The board: what support, sales, finance and engineers see of a stack's tenants, in a browser."""
