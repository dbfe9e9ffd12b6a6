"""A reader's own file on the data page: read, told of, drawn, taken along; kept in the session and nowhere else."""
