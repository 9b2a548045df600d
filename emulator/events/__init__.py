"""Event Streams: sinks and subscriptions."""
