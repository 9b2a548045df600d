"""The sections of a tenant's file, one module per section."""
