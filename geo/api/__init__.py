"""The routes: how a request is read and answered."""
