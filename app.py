"""The screens as an ASGI application: `streamlit run app.py`, or `sq-coder app`."""

import streamlit as st

from sq_coder.ui.access import MIDDLEWARE, SCRIPT

app = st.App(SCRIPT, middleware=MIDDLEWARE)
