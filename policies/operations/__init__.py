"""Operations: what keeps tenants running, and changes small."""
