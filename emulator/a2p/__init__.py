"""Brands, their vettings, and campaigns, with the reviews they go through."""
