"""The briefing slides, as native shapes."""
