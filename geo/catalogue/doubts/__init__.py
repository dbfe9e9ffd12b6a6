"""The doubts that an editor should look at: good editing and plausible text, one module for each thing that is doubted."""

from geo.catalogue.doubts import figures, grades, places, reports, times, wording
from geo.catalogue.korean import KOREAN

DOUBTS = (
    *wording.DOUBTS,
    *times.DOUBTS,
    *places.DOUBTS,
    *figures.DOUBTS,
    *grades.DOUBTS,
    *reports.DOUBTS,
    *KOREAN,
)
"""In the order in which they are printed. Guessed from texts, a doubt may be wrong: `geo.catalogue.explained` says why a row is right."""
NOTES = (reports.rests_on_one_voice,)
"""What is no doubt but good to know of a catalogue: counted, and printed when asked for."""
