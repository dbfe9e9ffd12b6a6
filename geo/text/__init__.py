"""Text that others wrote: in which encoding it is, and by which sign its cells are parted."""
