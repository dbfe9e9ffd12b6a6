"""The printed picture: PNG, SVG and PDF."""
