"""Count values that tenants share."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator

from tenants.model import Tenant


def beyond(most: int, tenants: Iterable[Tenant], key: Callable[[Tenant], Hashable | None]) -> Iterator[Tenant]:
    """Yield each tenant whose key at least `most` earlier tenants have. A key of None is not counted."""
    seen: Counter[Hashable] = Counter()
    for tenant in tenants:
        shared = key(tenant)
        if shared is None:
            continue
        seen[shared] += 1
        if seen[shared] > most:
            yield tenant
