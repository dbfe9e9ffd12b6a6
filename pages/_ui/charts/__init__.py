"""The charts: each draws a table of the library in the colours of the atlas."""
