"""Features: options beyond plain sending that packages include and tenants use."""

from typing import Annotated

from pydantic import AfterValidator, Field, RootModel

from tenants.model.sections.field_types import Identifier, Text, expected, without_repetition
from tenants.model.sections.ring import Ring
from tenants.model.yaml_files.base_model import BaseModel


def _path(text: str) -> str:
    if not all(key.isidentifier() for key in text.split(".")):
        raise expected("the path of a field", "write its keys separated by dots: campaign.opt_in_keywords")
    return text


FieldPath = Annotated[str, AfterValidator(_path)]
"""The path of a field in a tenant's file, such as `campaign.opt_in_keywords`."""


class Feature(BaseModel):
    """An option that a package may include. A tenant uses it by setting a field in its file."""

    title: Text
    description: Text
    used_by: Annotated[tuple[FieldPath, ...], Field(strict=False, min_length=1), AfterValidator(without_repetition)]
    """The fields in a tenant's file that use the feature."""

    rings: (
        Annotated[
            tuple[Annotated[Ring, Field(strict=False)], ...],
            Field(strict=False, min_length=1),
            AfterValidator(without_repetition),
        ]
        | None
    ) = None
    """The rollout rings it is limited to until it is generally available. Default: all rings."""

    def available_in(self, ring: Ring) -> bool:
        """Return whether tenants in this ring may use the feature."""
        return self.rings is None or ring in self.rings


class Features(RootModel[Annotated[dict[Identifier, Feature], Field(min_length=1)]]):
    """The file of features, by id."""
