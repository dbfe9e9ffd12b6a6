"""How one sees that a page of Streamlit is at rest."""

AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'
"""CSS of a page whose script has ended; Streamlit's running man comes too late to tell that one runs."""
