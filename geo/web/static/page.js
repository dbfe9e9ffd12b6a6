// Starts the map on the pages without Streamlit, the embed and the offline map: theme, cards, and gestures that leave scrolling
// to the page around a frame.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const HINT_MS = 1400;
  const CONTROL = ".leaflet-control, .leaflet-popup";

  const config = JSON.parse(document.getElementById("atlas-config").textContent);
  const box = fresh(document.getElementById("map_div"));
  const map = L.map(box, { center: [38, 126.6], zoom: 8 });
  const source = config.inlined ? atlas.offline() : atlas.web;
  const shown = atlas.create(map, config.urls, { alone: !config.first, follows: config.first, full: config.full, spoken: config.spoken, source, pick, layers: config.layers, legend: config.legend, view: config.view, moment: config.at,
    lines: config.lines, chooseDistance: (distance) => update({ distance }) });
  const theme = matchMedia("(prefers-color-scheme: dark)");
  let state = { ...config.drawn, distance: config.distance, picked: null, dark: theme.matches };
  let card = null;

  // A page that a browser saved as it stood has a map in its place already: it is drawn anew.
  function fresh(place) {
    const empty = element("div", "");
    empty.id = place.id;
    empty.append(...place.querySelectorAll(":scope > noscript"));
    place.replaceWith(empty);
    return empty;
  }

  function update(change) {
    state = { ...state, ...change };
    return shown.update(state);
  }

  async function pick(feature) {
    map.closePopup();
    update({ picked: feature.id });
    try {
      const event = await source.json(atlas.inWords(config.urls.event + encodeURIComponent(feature.id)));
      if (state.picked === feature.id) open(event);
    } catch (error) {
      shown.say(atlas.say("map.event_failed", { reason: error.message }));
    }
  }

  function open(event) {
    const size = map.getSize();
    const [lon, lat] = event.geometry?.coordinates || [];
    // What has no place on the map has its card in the middle of it, pointing nowhere.
    const placed = atlas.onMap(event);
    const content = atlas.card(event, config, shown.style.measured_in_popup);
    L.DomEvent.disableScrollPropagation(content);
    content.addEventListener("atlas:grown", () => card?.update());
    card = shown.popup(placed ? [lat, lon] : map.getCenter(), content, placed ? [0, -6] : [0, size.y / 3], {
      maxHeight: Math.max(120, size.y - 105), className: `atlas-popup${placed ? "" : " atlas-popup-free"}` });
  }

  // A frame that its site has cut off may be forbidden to open anything: the address of a link can be read and copied there.
  function tellAddress({ target }) {
    const link = target.closest("a[target=_blank]");
    if (link) shown.share.tell(link.href);
  }

  map.on("popupclose", ({ popup }) => {
    if (popup === card) {
      card = null;
      update({ picked: null });
    }
  });

  // --- In a frame the page around it scrolls with the wheel and with one finger ----------------------------

  const hint = element("div", "atlas-hint");
  hint.setAttribute("aria-hidden", "true");
  box.append(hint);
  let hiding = 0;

  function advise(text) {
    hint.textContent = text;
    hint.classList.add("atlas-hint-shown");
    clearTimeout(hiding);
    hiding = setTimeout(() => hint.classList.remove("atlas-hint-shown"), HINT_MS);
  }

  function cooperate() {
    const key = /^Mac|^iP/.test(navigator.platform) ? "⌘" : "Ctrl";
    const onMap = (event) => !event.target.closest(CONTROL);
    box.classList.add("atlas-cooperative");
    // Before Leaflet hears of it: without the key the wheel belongs to the page, which scrolls.
    box.addEventListener("wheel", (wheel) => {
      if (wheel.ctrlKey || wheel.metaKey || !onMap(wheel)) return;
      wheel.stopPropagation();
      advise(atlas.say("map.wheel", { key }));
    }, { capture: true, passive: true });
    // A mouse drags the map; one finger scrolls the page, two move the map.
    box.addEventListener("pointerdown", (pointer) => {
      map.dragging[pointer.pointerType === "touch" ? "disable" : "enable"]();
    }, { capture: true });
    box.addEventListener("touchmove", (touch) => {
      if (touch.touches.length === 1 && onMap(touch)) advise(atlas.say("map.fingers"));
      else hint.classList.remove("atlas-hint-shown");
    }, { passive: true });
  }

  if (window.self !== window.top && !config.first) cooperate();
  // The way to the map page leads to the same view.
  const full = document.querySelector(".atlas-full");
  if (full) map.on("atlas:view", () => { full.href = shown.view.link(); });
  const other = document.querySelector(".atlas-other");
  if (other) map.on("atlas:view", () => { other.href = shown.view.link(undefined, other.href); });
  theme.addEventListener("change", () => update({ dark: theme.matches }));
  if (window.origin === "null") document.addEventListener("click", tellAddress, { capture: true });
  update({}).then(() => config.picked && pick({ id: config.picked }));
})();
