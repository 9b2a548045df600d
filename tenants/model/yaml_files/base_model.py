"""The base class of all models of the tenants' files."""

import pydantic


class BaseModel(pydantic.BaseModel):
    """A strict, immutable model: rejects unknown keys and converts no values."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True, strict=True)
