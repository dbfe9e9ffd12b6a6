// The map by keyboard and by ear. Among all its marks it is one stop: arrows go from mark to mark, and a button before them
// leads past the map. What opens on the map takes the focus and gives it back.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const MARK = '.leaflet-marker-icon[role="button"]';
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const COMPONENT = "streamlit_folium.st_folium";
  const PANES = ["events", "picked"];
  const PAN_PX = 80;
  const CLEAR_PX = 26; // between a mark that has the focus and what lies over the map
  const ASIDE = 10; // a mark that lies more aside than ahead counts as so many times farther away
  const OWN_ESCAPE = "input:not([type=checkbox]), select, textarea";
  const STOPS = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";

  atlas.Keyboard = class {
    constructor(owner) {
      this.owner = owner;
      this.map = owner.map;
      this.box = owner.map.getContainer();
      this.box.setAttribute("role", "region");
      this.box.setAttribute("aria-label", atlas.say("map.region"));
      // Streamlit names the frame after the component that fills it; any other frame keeps the name that its page gave it.
      if (window.frameElement?.title === COMPONENT) window.frameElement.setAttribute("aria-label", atlas.say("map.region"));
      // folium forbids to enlarge its page.
      document.querySelector('meta[name="viewport"][content*="user-scalable"]')?.setAttribute("content", "width=device-width, initial-scale=1");
      for (const way of ["in", "out"]) this.named(`.leaflet-control-zoom-${way}`, atlas.say(`map.zoom_${way}`));
      const skip = element("button", "atlas-skip", atlas.say("map.skip"));
      skip.type = "button";
      skip.addEventListener("click", () => this.leave());
      L.DomEvent.disableClickPropagation(skip);
      const keys = element("div", "atlas-keys", atlas.say(owner.urls.measure ? "map.keys_measure" : owner.urls.page ? "map.keys_points" : "map.keys"));
      keys.id = "atlas-keys";
      // It is there before it has anything to say: what comes together with its words goes unheard.
      this.told = element("div", "atlas-told");
      this.told.setAttribute("role", "status");
      this.box.prepend(skip);
      this.box.append(keys, this.told);
      for (const place of [this.box, ...owner.bars.bars]) place.addEventListener("keydown", (press) => this.press(press));
      this.box.addEventListener("focusin", ({ target }) => this.enter(target.closest(MARK)));
      // A mark that is taken off the map while it has the focus has not lost it by the reader's will.
      this.box.addEventListener("focusout", ({ relatedTarget: next }) => {
        if (!next?.closest(MARK)) queueMicrotask(() => { this.inside = this.inside && !this.at.isConnected; });
      });
      const changed = ({ layer }) => layer instanceof L.Marker && layer.options.keyboard && this.soon();
      this.map.on({ layeradd: changed, layerremove: changed });
      this.map.on("popupopen", ({ popup }) => this.opened(popup));
      this.map.on("popupclose", () => this.closed());
    }

    // Says something for the ear alone.
    tell(words) {
      this.told.textContent = words;
    }

    // Leaflet names its own buttons in English alone.
    named(button, words) {
      for (const name of ["title", "aria-label"]) this.owner.bars.around.querySelector(button)?.setAttribute(name, words);
    }

    // --- One stop among the marks -------------------------------------------------------------------------

    marks() {
      return PANES.flatMap((name) => [...(this.map.getPane(name)?.querySelectorAll(MARK) || [])]);
    }

    enter(mark) {
      this.inside = Boolean(mark);
      if (!mark) return;
      this.keepAt(mark);
      this.stop();
      // Clear of what lies over the map; a mark that was pressed is in sight.
      if (mark.matches(":focus-visible")) this.toSight(this.latlng);
    }

    keepAt(mark) {
      this.at = mark;
      this.latlng = this.map.layerPointToLatLng(L.DomUtil.getPosition(mark));
    }

    // Moves the map until a place lies clear of what lies over the map.
    toSight(latlng) {
      const { left, top, right, bottom } = this.owner.bars.taken;
      this.map.panInside(latlng, { paddingTopLeft: [left + CLEAR_PX, top + CLEAR_PX], paddingBottomRight: [right + CLEAR_PX, bottom + CLEAR_PX], animate: false });
    }

    // Once for all marks that come and go together.
    soon() {
      if (this.due) return;
      this.due = true;
      queueMicrotask(() => {
        this.due = false;
        this.stop();
      });
    }

    // One mark can be reached by Tab: the one that had the focus, else that which is nearest to where that stood or to the middle.
    stop() {
      const marks = this.marks();
      const gone = this.inside && !this.at.isConnected;
      if (!this.latlng || !marks.includes(this.at)) this.at = least(marks, (mark) => this.away(mark, this.latlng || this.map.getCenter()));
      for (const mark of marks) mark.tabIndex = mark === this.at ? 0 : -1;
      this.box.tabIndex = marks.length ? -1 : 0;
      for (const pane of PANES.map((name) => this.map.getPane(name))) {
        // A screen reader hands the arrows on only inside an application.
        if (pane?.querySelector(MARK)) name(pane, "application", atlas.say("map.marks"), "atlas-keys");
        else pane?.removeAttribute("role");
      }
      if (gone && this.at && document.hasFocus() && document.activeElement === document.body) this.at.focus();
    }

    away(mark, latlng) {
      return L.DomUtil.getPosition(mark).distanceTo(this.map.latLngToLayerPoint(latlng));
    }

    // The nearest mark in a direction.
    towards(from, [dx, dy]) {
      const at = L.DomUtil.getPosition(from);
      return least(this.marks(), (mark) => {
        const { x, y } = L.DomUtil.getPosition(mark).subtract(at);
        const ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
        return ahead > 0 ? Math.hypot(ahead, aside) * (aside > ahead ? ASIDE : 1) : Infinity;
      });
    }

    // From west to east by where the events are: each mark has its place in that order, also a badge that moves with the view.
    along(from, key) {
      const of = new Map((this.owner.marks?.layer.getLayers() || []).map((marker) => [marker.getElement(), marker.group.at[0]]));
      const lon = (mark) => of.get(mark) ?? this.map.layerPointToLatLng(L.DomUtil.getPosition(mark)).lng;
      const row = this.marks().sort((one, other) => lon(one) - lon(other));
      const at = { Home: 0, End: row.length - 1, PageUp: row.indexOf(from) - 1, PageDown: row.indexOf(from) + 1 }[key];
      return row[at];
    }

    // --- Keys ---------------------------------------------------------------------------------------------

    press(press) {
      const { key, target } = press;
      if (press.altKey || press.ctrlKey || press.metaKey) return;
      if (key === "Escape") return this.escape(target);
      const mark = target.closest(MARK), way = WAYS[key];
      if (!mark && target !== this.box) return;
      if (key === "m" || key === "M") this.measure(key === "m" ? mark : null);
      else if (!mark) return; // the arrows of the map itself are Leaflet's
      else if (way && this.owner.points?.push(mark, way, press.shiftKey)) this.keepAt(mark);
      else if (way && press.shiftKey) this.pan(way);
      else if (key === "+" || key === "-") this.map[key === "+" ? "zoomIn" : "zoomOut"]();
      else if (way) this.towards(mark, way)?.focus();
      else if (["Home", "End", "PageUp", "PageDown"].includes(key)) this.along(mark, key)?.focus();
      else return;
      this.box.classList.add("atlas-keys-known");
      press.preventDefault();
    }

    pan(way) {
      this.owner.moved = true;
      this.map.panBy(way.map((step) => step * PAN_PX));
    }

    escape(target) {
      if (this.popup) this.map.closePopup();
      else if (!target.matches(OWN_ESCAPE)) this.leave();
    }

    // To what follows the map: on its page, or on the page around its frame.
    leave() {
      for (const place of [this.box, window.frameElement].filter(Boolean)) {
        const next = [...place.ownerDocument.querySelectorAll(STOPS)].find((stop) => place.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING &&
          !place.contains(stop) && stop.tabIndex >= 0 && !stop.disabled && stop.getClientRects().length);
        if (next) return next.focus();
      }
      document.activeElement.blur();
    }

    // From a mark, or from the middle of the map.
    measure(mark) {
      const { points, measuring, urls } = this.owner;
      const latlng = mark ? this.latlng : this.map.getCenter();
      if (points) points.add(latlng.wrap());
      else if (urls.measure) measuring.measure(latlng.wrap());
    }

    // --- What opens ---------------------------------------------------------------------------------------

    opened(popup) {
      this.named(".leaflet-popup-close-button", atlas.say("map.close_popup"));
      this.popup = popup;
      this.opener = document.activeElement;
      const content = popup.getElement().querySelector(".leaflet-popup-content");
      const told = () => name(popup.getElement(), "dialog", (content.querySelector("h2, strong") || content).textContent);
      told();
      popup.on("contentupdate", told);
      content.tabIndex = -1;
      content.setAttribute("aria-live", "polite");
      content.focus({ preventScroll: true });
    }

    closed() {
      this.popup = null;
      const back = [this.opener, this.at].find((one) => one?.isConnected && one !== document.body) || this.box;
      back.focus({ preventScroll: true });
    }
  };

  function name(box, role, label, describedBy) {
    box.setAttribute("role", role);
    box.setAttribute("aria-label", label);
    if (describedBy) box.setAttribute("aria-describedby", describedBy);
  }

  // The one with the least finite cost, or nothing.
  function least(all, cost) {
    let best, lowest = Infinity;
    for (const one of all) {
      const now = cost(one);
      if (now < lowest) [best, lowest] = [one, now];
    }
    return best;
  }
})();
