"""The map on a screen: folium, embed, offline file, and their scripts."""
