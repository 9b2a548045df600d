"""One tenant's failure stops nobody else: what depends on a failed resource stays as it is, all others get through.

The engine goes on after a failed step if told so (`pulumi up --continue-on-error`, as `make up` does). Pulumi's SDK
does not: the first resource that needs something of a failed one ends the program, whatever else is still to be
registered. So here such a resource is left unregistered. What is in the state and was not registered counts as removed,
though: therefore the program waits for all others and then fails, and a failed program makes the engine delete nothing.

It reaches into the SDK's list of calls under way; `tests/engine/test_reviews.py` notices when that moves.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import pulumi
from pulumi.runtime.settings import _get_rpc_manager
from pulumi.runtime.stack import ResourceRegistrationFailed, wait_for_rpcs


def contain_failures() -> None:
    """Let everything that does not depend on a failed resource be done before the program fails."""
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
        if left:
            raise pulumi.RunError(
                f"{len(left)} resources were left as they are, for what they depend on failed (see above); "
                "all others are done. Mend what failed and run again"
            )

    manager.do_rpc = contained
    pulumi.run(fail_in_the_end)
