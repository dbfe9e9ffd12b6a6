"""The doubts that an editor should look at: good editing and plausible text, which refuse nothing.

One module for each thing that is doubted. What they look for is guessed from texts, so a doubt may be wrong: the row is then
right as it stands, and `geo.catalogue.explained` says why.
"""

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
"""In the order in which they are printed."""
NOTES = (reports.rests_on_one_voice,)
"""What is no doubt but good to know of a catalogue: counted, and printed when asked for."""
