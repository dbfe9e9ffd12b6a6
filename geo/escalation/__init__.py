"""What answered what, and what stood on a day."""
