"""The catalogue measured against the lines, made once and kept on disk."""
