"""What the ISV says once for all tenants: packages, prices, templates, features."""
