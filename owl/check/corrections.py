"""Write corrections into the tenants' files: what invents no fact, where the text is as it was read."""

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policies.core.judgement import Judgement
from tenants.model import Tenant
from tenants.model.yaml_files.file_edit import with_value
from tenants.model.yaml_files.positions import Positions
from tenants.model.yaml_files.scalar_place import inserted_in_scalar
from tenants.model.yaml_files.yaml_document import decode, read_document


@dataclass(frozen=True, order=True)
class Corrected:
    """A correction that was written.

    Attributes:
        file: The file.
        path: The field.
        says: What the field now says.
    """

    file: Path
    path: str
    says: str


def write_corrections(
    judgements: Iterable[Judgement], tenants: Mapping[str, Tenant], positions: Mapping[str, Positions]
) -> list[Corrected]:
    """Write one correction for each field and file that has any; run the check again for the next.

    Args:
        judgements: The findings.
        tenants: The tenants by id.
        positions: Where the fields of each stand.

    Returns:
        What was written. A correction is left out if its field is not in the tenant's own file.
    """
    written: dict[tuple[Path, str], Corrected] = {}
    for each in judgements:
        correction = each.correction
        if correction is None or each.tenant is None or (each.file, correction.path) in written:
            continue
        if any(file == each.file for file, _ in written):
            continue  # its places have moved
        octets = each.file.read_bytes()
        changed = _changed(decode(octets), each, tenants[each.tenant], positions[each.tenant])
        if changed is not None:
            mark = codecs.BOM_UTF8 if octets.startswith(codecs.BOM_UTF8) else b""
            each.file.write_bytes(mark + changed.encode())
            written[each.file, correction.path] = Corrected(each.file, correction.path, each.corrected or "")
    return list(written.values())


def _changed(source: str, judgement: Judgement, tenant: Tenant, positions: Positions) -> str | None:
    """Return a file with a correction, or None if it can't be made without touching anything else."""
    correction = judgement.correction
    if correction is None:
        return None
    if isinstance(correction.text, bool) or correction.at is None:
        changed = with_value(source, correction.path.split("."), correction.text)
    else:
        place = positions.place(correction.path) if correction.path in positions.places else None
        text = _value(tenant, correction.path)
        inserted = (
            inserted_in_scalar(source, place, text, correction.at, str(correction.text)) if place and text else None
        )
        if inserted is None:
            return None
        changed = inserted
    return changed if not read_document(judgement.file, changed.encode()).findings else None


def _value(tenant: Tenant, path: str) -> str | None:
    name, _, index = path.removeprefix("campaign.").partition("[")
    value = getattr(tenant.campaign, name)
    said = value[int(index.rstrip("]"))] if index else value
    return said if isinstance(said, str) else None
