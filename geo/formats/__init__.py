"""Rows to bytes, one row of a table a format."""
