"""What all tests share."""

from hypothesis import HealthCheck, settings

# How long an example takes hangs on what else the machine does: speed is measured in benchmarks/, never here.
settings.register_profile("atlas", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("atlas")
