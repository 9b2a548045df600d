"""Counting what tenants share."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator

from tenants.model import Tenant


def beyond(most: int, tenants: Iterable[Tenant], key: Callable[[Tenant], Hashable | None]) -> Iterator[Tenant]:
    """Give each tenant whose key `most` tenants before it have already. None is shared with nobody."""
    seen: Counter[Hashable] = Counter()
    for tenant in tenants:
        shared = key(tenant)
        if shared is None:
            continue
        seen[shared] += 1
        if seen[shared] > most:
            yield tenant
