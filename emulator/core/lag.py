"""Lists that lag: an object that was just created is fetched by its SID immediately, but its list shows it later.

Twilio does not say how soon its lists show what was created. The lag counts in seconds of the local Twilio's clock, so
a test moves the clock instead of waiting.
"""

from emulator.core import clock
from emulator.core.faults import Fault
from emulator.core.store import Settings, Transaction

LAG = "lag"
"""The setting that holds the lag in seconds, and since when it applies."""


def set_lag(store: Transaction, seconds: float) -> None:
    """Set how long lists do not show what is created from now on; 0 shows everything immediately.

    Raises:
        ValueError: When the lag is negative, or longer than a hundred years.
    """
    clock.require_seconds("a lag", seconds)
    store.set_setting(LAG, {"seconds": seconds, "since": clock.now(store.settings())})


def of_fault(settings: Settings, fault: Fault) -> Settings:
    """Return the settings of a call whose list lags because of a fault."""
    return {**settings, LAG: {"seconds": fault.seconds, "since": 0.0}}


def shown_until(settings: Settings, now: float) -> float | None:
    """Return the time of creation up to which a list shows objects, in seconds since 1970; None for all."""
    lag = settings.get(LAG)
    return max(now - lag["seconds"], lag["since"]) if lag and lag["seconds"] else None
