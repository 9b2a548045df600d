"""What holds for all tests."""

import signal

# A job started with & by a script ignores SIGINT and hands that down: the engine then waits 5 s for its plugins.
signal.signal(signal.SIGINT, signal.default_int_handler)
