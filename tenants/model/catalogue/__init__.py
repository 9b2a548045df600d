"""The catalogue the ISV keeps for all tenants: packages, prices, templates, features."""
