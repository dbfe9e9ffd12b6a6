"""The launcher: Streamlit pages and data routes on one origin. No logic."""

import os
import signal
import sys

import streamlit as st
from starlette.middleware import Middleware

from geo.api.arrival import Arrival
from geo.api.discovery import Discovery
from geo.api.first import FirstView
from geo.api.head import Head
from geo.api.methods import Methods
from geo.api.packed import packed
from geo.api.proxy import BehindProxy
from geo.api.raw import take_raw_addresses
from geo.api.routes import ROUTES
from geo.api.watch import Watch, write_lines
from geo.atlas.load import followed, served
from geo.errors import AtlasError, NotReadyError


def end(error: AtlasError) -> None:
    """End a server whose catalogue turned out to be refused, with all that is wrong with it."""
    print(error, file=sys.stderr)
    os.kill(os.getpid(), signal.SIGTERM)


write_lines()
take_raw_addresses()
try:
    served()
except NotReadyError:
    # A large catalogue is being measured: /healthz tells meanwhile how far that is.
    pass
except AtlasError as error:
    # A catalogue or a setting that does not hold is refused before anything is served, with all that is wrong with it.
    sys.exit(str(error))
followed().follow(end)

if base := st.get_option("server.baseUrlPath"):
    # It would move Streamlit alone, and leave our routes where they are.
    sys.exit(
        f"server.baseUrlPath: found {base!r}; wanted nothing: the path of ATLAS_URL moves pages and routes alike"
    )

app = st.App(
    "pages/main.py",
    routes=ROUTES,
    middleware=[
        Middleware(Watch),
        Middleware(BehindProxy),
        Middleware(Methods),
        Middleware(packed),
        Middleware(Arrival),
        Middleware(Discovery),
        Middleware(Head),
        Middleware(FirstView),
    ],
)
