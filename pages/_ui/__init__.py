"""What the pages share: the state in the address, the sidebar, the map call, the event card, the words."""
