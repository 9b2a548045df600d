"""Why a tenant's messages do not arrive, and what to do."""
