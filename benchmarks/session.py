"""A reader's session in Streamlit's own protocol, without a browser: connect, act, wait until the page is drawn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from urllib.parse import parse_qsl

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

OPEN_S = 60
"""So long a connection may take to be opened; a browser is as patient."""
KEPT_RUNS = 2
"""For so many runs of the script a browser keeps a large message, and the server sends its hash alone."""


class Session:
    """One reader on one page.

    Parameters
    ----------
    url : str
        Where the atlas is, ``http://127.0.0.1:8501``.
    query : str
        The filter of the address.
    """

    def __init__(self, url: str, query: str = ""):
        self.url, self.query = url, query
        self.ids: dict[str, str] = {}
        """The id of each widget by its key."""
        self.choices: dict[str, list[str]] = {}
        """What each multiselect offers."""
        self.cookie = ""
        self.bytes = 0
        self._states: dict[str, WidgetState] = {}
        self._page = ""
        self._kept: dict[str, int] = {}
        self._socket: ClientConnection | None = None

    @property
    def filter(self) -> list[tuple[str, str]]:
        """What the address says."""
        return parse_qsl(self.query)

    async def open(self) -> float:
        """Connect as a browser does that has the address; return the seconds until the page was drawn."""
        began = time.perf_counter()
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self._socket = await connect(
            f"{self.url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=self.url,
            additional_headers=headers,
            max_size=None,
            open_timeout=OPEN_S,
            ping_interval=None,
        )
        for given in self._socket.response.headers.get_all("Set-Cookie"):
            self.cookie = given.partition(";")[0]
        self._states, self._kept, self._page = {}, {}, ""
        await self._run([])
        return time.perf_counter() - began

    async def choose(self, key: str, values: Iterable[str]) -> float:
        """Set a multiselect of the sidebar; return the seconds until the page was drawn."""
        state = WidgetState(id=self.ids[f"f_{key}"])
        state.string_array_value.data.extend(values)
        return await self._act(state)

    async def pick(self, event: str) -> float:
        """Pick an event on the map; return the seconds until the page was drawn."""
        state = WidgetState(id=self.ids["map"])
        state.json_value = f'{{"last_active_drawing": {{"id": "{event}"}}}}'
        return await self._act(state)

    async def press(self, key: str) -> float:
        """Press a button; return the seconds until the page was drawn."""
        return await self._act(WidgetState(id=self.ids[key], trigger_value=True))

    async def rest(self, seconds: float) -> bool:
        """Do nothing for some time; tell whether the connection holds, as soon as it does not."""
        try:
            await asyncio.wait_for(self._socket.wait_closed(), max(0.0, seconds))
        except TimeoutError:
            return True
        return False

    async def close(self) -> None:
        """Go away."""
        if self._socket:
            await self._socket.close()

    async def _act(self, state: WidgetState) -> float:
        began = time.perf_counter()
        if not state.trigger_value:
            self._states[state.id] = state
        others = [known for known in self._states.values() if known.id != state.id]
        await self._run([*others, state])
        return time.perf_counter() - began

    async def _run(self, states: Iterable[WidgetState]) -> None:
        """Have the script run and take in what it sends, to its end."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self._page
        asked.context_info.url = f"{self.url}/"
        asked.widget_states.widgets.extend(states)
        asked.cached_message_hashes.extend(self._kept)
        await self._socket.send(message.SerializeToString())
        self._kept = {key: runs - 1 for key, runs in self._kept.items() if runs > 0}
        while True:
            data = await self._socket.recv()
            self.bytes += len(data)
            if self._takes(ForwardMsg.FromString(data)):
                return

    def _takes(self, message: ForwardMsg) -> bool:
        """Take in a message; tell whether it is the end of the run."""
        kind = message.WhichOneof("type")
        if kind == "delta":
            if message.metadata.cacheable:
                self._kept[message.hash] = KEPT_RUNS
            self._take_element(message.delta.new_element)
        elif kind == "ref_hash":
            self._kept[message.ref_hash] = KEPT_RUNS
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "new_session":
            self._page = message.new_session.page_script_hash
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _take_element(self, element) -> None:
        kind = element.WhichOneof("type")
        if kind == "multiselect":
            self._take_multiselect(element.multiselect)
        elif kind == "component_instance":
            self.ids["map"] = element.component_instance.id
        elif kind == "button":
            self.ids[element.button.label] = element.button.id

    def _take_multiselect(self, widget) -> None:
        key = widget.id.rpartition("-")[2]
        self.ids[key] = widget.id
        self.choices[key.removeprefix("f_")] = list(widget.options)
        if widget.set_value:
            state = self._states[widget.id] = WidgetState(id=widget.id)
            state.string_array_value.data.extend(widget.raw_values)
