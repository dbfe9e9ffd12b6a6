"""Where the steps of a chain stand on paper, on its map and on its time axis, before anything is drawn."""
