"""The picture and the slides, drawn without a browser."""
