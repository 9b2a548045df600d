"""What the rules have in common: how one is written, what it judges, and what becomes of a finding."""
