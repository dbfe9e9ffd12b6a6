"""The launcher: Streamlit pages and data routes on one origin. No logic."""

import sys

import streamlit as st
from starlette.middleware import Middleware

from geo.api import ROUTES, served
from geo.discovery import Discovery
from geo.errors import DataError

try:
    served()
except DataError as error:
    # A catalogue that does not hold is refused before anything is served, with all that is wrong with it.
    sys.exit(str(error))

app = st.App("pages/main.py", routes=ROUTES, middleware=[Middleware(Discovery)])
