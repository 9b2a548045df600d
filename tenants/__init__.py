"""The tenants of the ISV: their files, the catalogue, the model and the loader."""
