"""Features: what a tenant's file can make use of beyond plain sending, and which packages sell it."""

from typing import Annotated

from pydantic import AfterValidator, Field, RootModel

from tenants.model.sections.field_types import Identifier, Text, expected, without_repetition
from tenants.model.sections.ring import Ring
from tenants.model.yaml_files.base_model import BaseModel


def _path(text: str) -> str:
    if not all(key.isidentifier() for key in text.split(".")):
        raise expected("the path of a field", "write its keys with points between: campaign.opt_in_keywords")
    return text


FieldPath = Annotated[str, AfterValidator(_path)]
"""Where a tenant's file has something, such as `campaign.opt_in_keywords`."""


class Feature(BaseModel):
    """Something that a package may include. A tenant uses it by a field of its file."""

    title: Text
    description: Text
    used_by: Annotated[tuple[FieldPath, ...], Field(strict=False, min_length=1), AfterValidator(without_repetition)]
    """The fields that make use of it."""

    rings: (
        Annotated[
            tuple[Annotated[Ring, Field(strict=False)], ...],
            Field(strict=False, min_length=1),
            AfterValidator(without_repetition),
        ]
        | None
    ) = None
    """The rings it is limited to until it is generally available; left out, it is for all."""

    def available_in(self, ring: Ring) -> bool:
        """Whether tenants of this ring may use it."""
        return self.rings is None or ring in self.rings


class Features(RootModel[Annotated[dict[Identifier, Feature], Field(min_length=1)]]):
    """The file of features: id to feature."""
