"""What a running atlas counts, each in one place: the values that ``/metrics`` gives, with memory from the package itself."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

BOUNDS_S = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
"""Upper bounds of the durations that are told apart."""

REQUESTS = Counter(
    "atlas_requests",
    "Requests that were answered, by route, method and class of status",
    ["route", "method", "status"],
)
REQUEST_S = Histogram(
    "atlas_request_duration_seconds",
    "Time from a request to the end of its answer",
    ["route"],
    buckets=BOUNDS_S,
)
RERUN_S = Histogram(
    "atlas_rerun_duration_seconds", "Time of a run of a page, one for each act of a reader", buckets=BOUNDS_S
)
SESSIONS = Gauge("atlas_sessions", "Sessions of readers that are connected")
HEAVY_JOBS = Gauge("atlas_heavy_jobs", "Pictures, files and large downloads that readers wait for")
PICTURES = Gauge("atlas_pictures", "Pictures and slides that are drawn or wait for a worker")
