"""How a selection is shown: layers, colours, extent, language, and the address that says so."""
