"""Text that others wrote: its encoding, the sign between its cells, and the numbers, lists and days in them."""
