"""What all models of the tenants' files have in common."""

import pydantic


class BaseModel(pydantic.BaseModel):
    """Nothing unknown, nothing converted, nothing changed after it was read."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)
