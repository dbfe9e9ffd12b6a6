"""The measured catalogue and its lines as one value, and a selection of it."""
