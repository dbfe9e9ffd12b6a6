"""The plain way, with our routes mounted beside it."""

import streamlit as st

from benchmarks.plain_routes import PLAIN_ROUTES

app = st.App("plain_app.py", routes=PLAIN_ROUTES)
