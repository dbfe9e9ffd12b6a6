"""The atlas as a library: lines, events, filters, distances, downloads. Nothing here knows of Streamlit."""
