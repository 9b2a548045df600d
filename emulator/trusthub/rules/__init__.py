"""What TrustHub's objects have in common: bundles, their review, what is in them, and what policies want of it."""
