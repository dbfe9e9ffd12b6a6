"""The parts of the escalation page."""
