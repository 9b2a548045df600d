"""One tenant's failure stops no other tenant: dependents of a failed resource stay unchanged, all others are deployed.

The engine continues after a failed step with `pulumi up --continue-on-error`, which `make up` uses. Pulumi's SDK does
not: the first resource that needs an output of a failed one ends the program, before the remaining resources are
registered. So here such a resource is left unregistered. But the engine treats a resource in the state that was not
registered as removed. Therefore the program waits for all others and then fails, because after a failed program the
engine deletes nothing.

This uses a private API of the SDK, its list of pending calls; `tests/engine/test_reviews.py` fails when that changes.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import pulumi
from pulumi.runtime.settings import _get_rpc_manager
from pulumi.runtime.stack import ResourceRegistrationFailed, wait_for_rpcs

from owl.program.language_host import TOLD


def contain_failures(at_the_end: Callable[[], None]) -> None:
    """Deploy everything that does not depend on a failed resource, then let the program fail.

    Args:
        at_the_end: Called when every resource was deployed or has failed.
    """
    left: list[str] = []
    manager: Any = _get_rpc_manager()
    do_rpc = manager.do_rpc

    def contained(name: str, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def without_failed(*args: Any, **kwargs: Any) -> Any:
            try:
                return await call(*args, **kwargs)
            except ResourceRegistrationFailed:
                left.append(name)
                return None

        done: Callable[..., Awaitable[Any]] = do_rpc(name, without_failed)
        return done

    async def fail_in_the_end() -> None:
        await wait_for_rpcs()
        at_the_end()
        if left:
            pulumi.log.error(
                f"{len(left)} resources were left unchanged, because what they depend on failed (see above); "
                "all others are done. Fix what failed and run again"
            )
            raise SystemExit(TOLD)

    manager.do_rpc = contained
    pulumi.run(fail_in_the_end)
