"""Lines, areas and places, and how far and on which side of them a point lies."""
