"""The filter as a value: read, written, said, and turned into an expression over tables."""
