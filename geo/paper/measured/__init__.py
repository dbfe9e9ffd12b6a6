"""What picture and slide of a measurement share: what is told of it, and where it is drawn."""
