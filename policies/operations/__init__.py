"""Operations: keep tenants running and changes small."""
