"""The codebook in the reader's language: every column of a download, and every word that some of them may hold."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo.atlas.fields import DERIVED
from geo.catalogue import codebook
from pages._ui.words import language, say


def show() -> None:
    """Draw the table of the columns and that of their words."""
    speech = language()
    fields = (*codebook.fields().values(), *DERIVED)
    columns = [
        {
            say("data.field"): field.name,
            say("data.title"): field.title_in(speech),
            say("data.kind"): field.type,
            say("data.unit"): field.unit,
            say("data.meaning"): field.description_in(speech),
            say("data.values"): ", ".join(field.values),
        }
        for field in fields
    ]
    words = [
        {
            say("data.field"): field.name,
            say("data.value"): word.value,
            say("data.title"): codebook.label_of(word, speech),
            say("data.meaning"): word.description_ko if speech == "ko" else word.description,
        }
        for field in fields
        for word in field.words
    ]
    for heading, rows in (("codebook", columns), ("words", words)):
        st.markdown(f"**{say(f'data.{heading}')}**")
        st.dataframe(pd.DataFrame(rows), hide_index=True, placeholder="")
