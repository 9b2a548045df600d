"""Toll-free numbers: their verification, without which they send nothing."""
