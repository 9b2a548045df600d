"""Adopt an orphan: add it to a tenant's file, so that the next `pulumi up` takes it over. One module for each kind."""

from owl.adoption.adoption import Adoption, Edit, Into, NotExpressible, Write
from owl.adoption.kinds import adoption_of

__all__ = ["Adoption", "Edit", "Into", "NotExpressible", "Write", "adoption_of"]
