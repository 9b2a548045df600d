"""Which tenants a pull request changes, and how. Tenants with the same changes are one group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from owl.approvals.renamed import Identity, renamed, way_back
from owl.review.effects import Effects
from owl.review.fields import FieldChange, tenant_fields
from owl.review.side import Side
from tenants.model import Tenant, Tenants
from tenants.model.naming import tenant_file


class Kind(StrEnum):
    """What happens to a tenant."""

    JOINS = "joins"
    CHANGES = "changes"
    HAS_NO_FILE = "no longer has a file"


@dataclass(frozen=True)
class TenantChange:
    """What a pull request does to a tenant.

    Attributes:
        tenant: Its id.
        kind: What happens to it.
        where: Its file, and the first line that differs.
        sold: What a new tenant bought, in words.
        fields: What differs in its file, and in the defaults merged into it.
        effects: What the engine would do, a line each.
    """

    tenant: str
    kind: Kind
    where: str
    sold: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    effects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Tenants with the same changes.

    Attributes:
        changes: The change of each, sorted by tenant.
    """

    changes: tuple[TenantChange, ...]

    @property
    def first(self) -> TenantChange:
        """The change that represents the group."""
        return self.changes[0]


def tenant_changes(base: Side, head: Side, effects: Iterable[Effects]) -> tuple[TenantChange, ...]:
    """Return the change of each tenant, sorted by id.

    Args:
        base: The project as it was.
        head: As it would be.
        effects: What the engine would do for each tenant, stack by stack.
    """
    done: dict[str, list[str]] = {}
    for each in effects:
        for tenant, lines in each.items():
            if tenant is not None:
                done.setdefault(tenant, []).extend(lines)
    found = (_change(tenant, base, head, done) for tenant in sorted(base.ids | head.ids | done.keys()))
    return tuple(each for each in found if each is not None)


def groups(changes: Iterable[TenantChange]) -> tuple[Group, ...]:
    """Group equal changes, in the order of each group's first."""
    found: dict[object, list[TenantChange]] = {}
    for each in changes:
        fields = tuple((field.path, field.old, field.new) for field in each.fields)
        found.setdefault((each.kind, each.sold, fields, each.effects), []).append(each)
    return tuple(Group(tuple(each)) for each in found.values())


def _change(tenant: str, base: Side, head: Side, done: Mapping[str, list[str]]) -> TenantChange | None:
    lines = tuple(done.get(tenant, ()))
    before, after = base.by_id.get(tenant), head.by_id.get(tenant)
    if tenant not in head.ids:
        return TenantChange(tenant, Kind.HAS_NO_FILE, tenant_file(tenant), effects=lines)
    if tenant not in base.ids:
        sold = _sold(after, head.tenants) if after and head.tenants else ()
        if after:
            gone = [Identity.of(each) for name, each in base.by_id.items() if name not in head.ids]
            sold = (*(way_back(old, *new) for old, new in renamed(gone, [after]).items()), *sold)
        return TenantChange(tenant, Kind.JOINS, head.where(tenant, ""), sold, effects=lines)
    fields = tenant_fields(before, after, base, head) if before and after else ()
    if not fields and not lines:
        return None
    where = fields[0].where if fields else head.where(tenant, "")
    return TenantChange(tenant, Kind.CHANGES, where, fields=fields, effects=lines)


def _sold(tenant: Tenant, tenants: Tenants) -> tuple[str, ...]:
    count, brand, campaign = len(tenant.templates), tenant.brand, tenant.campaign
    registered = f"brand {brand.kind}{' (mock)' if brand.mock else ''}, " if brand else ""
    sends = [f"{registered}campaign {campaign.use_case}"] if campaign else []
    if tenant.toll_free:
        sends.append(f"toll-free number for {', '.join(tenant.toll_free.use_case_categories)}")
    sends += [f"{each.words} number" for each in tenant.international]
    return (
        f"{tenants.package_of(tenant).title}, ring {tenant.ring}",
        *sends,
        f"{count} template{'' if count == 1 else 's'}: {', '.join(tenant.templates)}",
    )
