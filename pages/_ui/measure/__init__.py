"""The parts of the measure page."""
