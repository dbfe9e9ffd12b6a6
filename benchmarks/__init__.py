"""Ours beside the plain way, measured in one run on one machine: ``python -m benchmarks``."""
