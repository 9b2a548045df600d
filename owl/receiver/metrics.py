"""The receiver's metrics, at `/metrics` (https://prometheus.io/docs/concepts/metric_types/). None names a tenant."""

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, GCCollector, Histogram, PlatformCollector
from prometheus_client import ProcessCollector as Process

REGISTRY = CollectorRegistry()

ACCEPTED = Counter(
    "owl_receiver_requests_accepted", "Requests answered with 2xx.", ["kind", "outcome"], registry=REGISTRY
)


@cache
def accepted(kind: str, outcome: str) -> Counter:
    """Return the counter of a kind and outcome, which takes longer to find than to count."""
    return ACCEPTED.labels(kind, outcome)


REFUSED = Counter("owl_receiver_requests_refused", "Requests refused, by reason.", ["reason"], registry=REGISTRY)
INVALID_EVENTS = Counter(
    "owl_receiver_invalid_events", "Events of Event Streams that were not valid and were left out.", registry=REGISTRY
)
ANSWER_SECONDS = Histogram(
    "owl_receiver_answer_seconds",
    "Seconds from a request's last byte to its answer, for accepted requests.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5),
    registry=REGISTRY,
)
COMMITTED = Histogram(
    "owl_receiver_committed_requests",
    "Requests written by one commit.",
    buckets=(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000),
    registry=REGISTRY,
)
COMMIT_FAILURES = Counter("owl_receiver_commit_failures", "Commits that the database did not take.", registry=REGISTRY)
WAITING = Gauge("owl_receiver_requests_waiting", "Requests that wait to be written.", registry=REGISTRY)
LOOKUPS = Counter("owl_receiver_token_lookups", "Look-ups of auth tokens at Twilio.", ["result"], registry=REGISTRY)
ALERTS = Counter("owl_receiver_alerts", "Alerts sent, or not sent yet.", ["kind", "result"], registry=REGISTRY)

Process(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)
