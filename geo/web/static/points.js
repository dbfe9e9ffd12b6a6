// What a reader measures: numbered points that can be dragged, the path through them, the dashes to the nearest points of
// the chosen lines, a ring and the events in it. An act of the reader shows at once; what follows from it comes by URL.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const BADGE_PX = 22;
  const FIT_ZOOM = 11;
  const KEY_OPEN_PX = 900; // on a narrower map the legend is closed at first, for it would take the room of words
  const KEY_GAP_PX = 20;
  const STEP_PX = 10, FINE_STEP_PX = 1; // of an arrow key
  const REST_MS = 400; // after the last of several keys it is measured

  atlas.Points = class {
    constructor(owner) {
      this.owner = owner;
      const { map } = owner;
      this.told = { points: [] };
      this.features = [];
      this.lines = L.layerGroup().addTo(map);
      this.markers = L.layerGroup().addTo(map);
      this.acted = 0;
      const control = L.control({ position: "topright" });
      control.onAdd = () => this.keyBox();
      control.addTo(map);
      map.doubleClickZoom.disable();
      map.on("popupopen", () => { this.reading = true; });
      map.on("popupclose", () => { this.reading = false; });
      // A click that closes a popup does nothing more; this hears of it before the popup does.
      map.on("preclick", () => { this.closing = this.reading; });
      map.on("click", (click) => this.closing || click.originalEvent.detail > 1 || this.add(click.latlng.wrap()));
      map.on("moveend", () => this.name());
    }

    // told: {points: [{text, at: [lon, lat], name, free}], targets, url, heard}. A point that could not be read has no place; url answers
    // with all that follows from the points; heard: the last act of the reader that is in it.
    async show(told) {
      if (told.heard < this.acted) return; // the answer to a later act is on its way
      this.told = told;
      this.mark();
      this.showTargets();
      let features = [];
      try {
        ({ features } = await this.owner.source.json(told.url));
      } catch (error) {
        this.owner.say(atlas.say("map.distances_failed", { reason: error.message }));
      }
      if (told !== this.told) return;
      this.features = features;
      this.draw();
      this.say();
      if (!this.owner.moved || !this.inView()) this.owner.home();
      Object.assign(this.owner.map.getContainer().dataset, { measured: told.url, events: this.inRing().length });
    }

    of(role) {
      return this.features.filter(({ properties }) => properties.role === role);
    }

    // Those whose point is in the ring; what only may lie there is listed beside the map.
    inRing() {
      return this.of("event").filter(({ properties }) => properties.inside);
    }

    // --- What the reader does -----------------------------------------------------------------------------

    add({ lat, lng }) {
      this.acting = this.told.points.length;
      this.tell([...this.told.points, this.at(lat, lng)]);
    }

    move(index, { lat, lng }) {
      this.clear();
      this.acting = index;
      this.tell(this.told.points.map((point, at) => (at === index ? this.at(lat, lng) : point)));
    }

    // Moves a point by a key, and tells whether the mark is one that may be moved.
    push(mark, [right, down], finely) {
      const marker = this.markers.getLayers().find((one) => one.getElement() === mark);
      if (!marker?.options.draggable) return false;
      const { keyboard, map } = this.owner, step = finely ? FINE_STEP_PX : STEP_PX;
      const place = map.unproject(map.project(marker.getLatLng()).add([right * step, down * step])).wrap();
      this.act(); // an answer to what was before would put it back
      this.owner.moved = true; // the view stays: in another one a step would be another distance
      marker.setLatLng(place);
      keyboard.toSight(place);
      if (this.features.length) this.clear();
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.move(marker.index, place), REST_MS);
      return true;
    }

    remove(index) {
      this.owner.map.closePopup();
      this.clear();
      this.acting = null;
      this.tell(this.told.points.filter((_, at) => at !== index));
    }

    // Five decimals are a metre: finer than anybody points.
    at(lat, lng) {
      const [lon, north] = [lng, lat].map((degrees) => Number(degrees.toFixed(5)));
      return { text: `${lon},${north}`, at: [lon, north], name: `${north}, ${lon}`, free: true };
    }

    act() {
      this.acted = Math.max(Date.now(), this.acted + 1);
    }

    tell(points) {
      this.act();
      this.told = { ...this.told, points };
      this.mark();
      this.owner.hand({ type: "Feature", id: null, geometry: { type: "Point", coordinates: [0, 0] },
        properties: { points: points.map(({ text }) => text), act: this.acted } });
    }

    // What became of the point that the reader added or moved, for the ear.
    say() {
      const point = this.of("point").find(({ properties: { number } }) => number === this.numbers[this.acting]);
      if (!point) return;
      const { name, number } = point.properties;
      const ways = this.of("nearest").filter(({ properties }) => properties.point === number).map(({ properties: { label } }) => label.replace("\n", " "));
      this.owner.keyboard.tell([atlas.say("map.point", { number: String(number), name }), ...ways].join("; "));
      this.acting = null;
    }

    // --- What is drawn --------------------------------------------------------------------------------------

    clear() {
      this.lines.clearLayers();
      this.features = [];
      this.name();
    }

    // What is measured to is drawn, whichever layers are on.
    showTargets() {
      const { layers, style } = this.owner;
      for (const { id, boundaries } of style.layers) {
        if (layers.off.has(id) && boundaries.some((one) => this.told.targets.includes(one))) layers.toggle(id, true);
      }
    }

    mark() {
      this.markers.clearLayers();
      const color = this.owner.color(this.owner.style.basemap.measure);
      let number = 0;
      this.numbers = [];
      this.told.points.forEach((point, index) => {
        if (!point.at) return;
        this.numbers[index] = number += 1;
        const badge = element("span", "atlas-step", String(number));
        badge.style.background = color;
        badge.setAttribute("aria-hidden", "true");
        const named = atlas.say("map.point", { number: String(number), name: point.name });
        const [lon, lat] = point.at;
        const marker = L.marker([lat, lon], { pane: "picked", draggable: point.free, autoPan: true,
          icon: L.divIcon({ className: "atlas-point", iconSize: [BADGE_PX + 4, BADGE_PX + 4], html: badge }) })
          .bindTooltip(() => element("div", "", named), { direction: "top", offset: [0, -10] })
          .bindPopup(() => this.about(point, index), { className: "atlas-popup" })
          .on("add", ({ target }) => target.getElement().setAttribute("aria-label", named))
          .on("dragend", ({ target }) => this.move(index, target.getLatLng().wrap()));
        marker.index = index;
        marker.addTo(this.markers);
      });
      this.owner.map.getContainer().dataset.points = number;
      this.owner.labels.place();
    }

    about(point, index) {
      const box = element("div", "atlas-list");
      const remove = element("button", "", atlas.say("map.remove_point"));
      remove.type = "button";
      remove.addEventListener("click", () => this.remove(index));
      box.append(element("strong", "", point.name), remove);
      return box;
    }

    keyBox() {
      this.key = element("details", "atlas-legend leaflet-bar");
      this.key.open = this.owner.map.getSize().x >= KEY_OPEN_PX;
      this.key.addEventListener("toggle", () => this.owner.labels.place());
      L.DomEvent.disableClickPropagation(this.key);
      return this.key;
    }

    // What is drawn, of what is measured and of the lines; the places are named on the map.
    drawKey() {
      const { style, layers } = this.owner;
      const color = (pair) => this.owner.color(pair);
      const { measure, text } = style.basemap;
      const own = [
        ["leg", { symbol: "line", weight: 2 }, text],
        ["nearest", { symbol: "line", weight: 1.8, dash: "1 4" }, measure],
        ["ring", { symbol: "area", weight: 1.4, dash: "4 3", fill_opacity: 0.06 }, measure],
      ].filter(([role]) => this.of(role).length).map(([role, look, pair]) => row(look, color(pair), atlas.say(`map.key_${role}`)));
      const lines = style.layers.filter(({ id, symbol, boundaries }) => !layers.off.has(id) &&
        (symbol === "line" || boundaries.some((one) => this.told.targets.includes(one))))
        .map((layer) => row(layer, color(layer.color), atlas.own(layer, "name"), color(style.basemap.sea)));
      this.key.replaceChildren(element("summary", "", atlas.say("map.key")), ...own, ...lines);
    }

    draw() {
      this.lines.clearLayers();
      this.drawKey();
      const { basemap } = this.owner.style;
      const [measure, ink, casing] = [basemap.measure, basemap.text, basemap.casing].map((pair) => this.owner.color(pair));
      const fixed = { interactive: false, pane: "measure" };
      for (const ring of this.of("ring")) {
        L.geoJSON(ring, { ...fixed, pane: "areas", style: { color: measure, weight: 1.4, dashArray: "6 4", fillColor: measure, fillOpacity: 0.06 } }).addTo(this.lines);
      }
      for (const leg of this.of("leg")) {
        L.geoJSON(leg, { ...fixed, style: { color: casing, weight: 4.5, opacity: 0.85 } }).addTo(this.lines);
        L.geoJSON(leg, { ...fixed, style: { color: ink, weight: 2 } }).addTo(this.lines);
      }
      for (const dash of this.of("nearest")) {
        L.geoJSON(dash, { ...fixed, style: { color: measure, weight: 1.8, dashArray: "1 5", lineCap: "round" } }).addTo(this.lines);
        const [lon, lat] = positions(dash).at(-1);
        L.circleMarker([lat, lon], { ...fixed, radius: 3, color: measure, weight: 1, fillColor: measure, fillOpacity: 1 }).addTo(this.lines);
      }
      this.owner.marks.show(this.inRing());
      this.name();
    }

    // The words of each leg and dash, on it.
    name() {
      const { basemap } = this.owner.style;
      const words = (role, pair) => this.of(role).map((line) => atlas.onDash(this.owner, positions(line), line.properties.label, this.owner.color(pair)));
      this.owner.labels.set("measured", [...words("leg", basemap.text), ...words("nearest", basemap.measure)]);
    }

    // Where the points lie, in layer points: names keep away from them.
    boxes() {
      return this.told.points.filter((point) => point.at).map(({ at: [lon, lat] }) => {
        const { x, y } = this.owner.map.latLngToLayerPoint([lat, lon]);
        const half = BADGE_PX / 2 + 2;
        return { left: x - half, top: y - half, right: x + half, bottom: y + half };
      });
    }

    // What the map shows at first: the points, their nearest points and the ring, but no whole line for one point's sake.
    bounds() {
      const shown = this.features.filter(({ properties }) => properties.role !== "event");
      return shown.length ? L.geoJSON(shown).getBounds().pad(0.12) : null;
    }

    inView() {
      const seen = this.owner.map.getBounds();
      return this.told.points.every(({ at }) => !at || seen.contains([at[1], at[0]]));
    }

    fit() {
      const bounds = this.bounds();
      // On paper the key stands beside the map.
      const within = this.key.open && this.owner.map.getContainer().contains(this.key);
      const beside = within ? this.key.offsetWidth + KEY_GAP_PX : 0;
      if (bounds) this.owner.map.fitBounds(bounds, { maxZoom: FIT_ZOOM, animate: false, paddingBottomRight: [beside, 0] });
      return Boolean(bounds);
    }

    // An event of the ring.
    pick(event) {
      const [lon, lat] = event.geometry.coordinates;
      const link = element("a", "", atlas.say("map.open_event"));
      link.href = atlas.onwards(`${this.owner.urls.page}?event=${encodeURIComponent(event.id)}`);
      link.target = "_blank";
      const box = element("div", "atlas-list");
      box.append(atlas.write(element("strong", ""), event.properties, "title"), element("div", "atlas-dim", atlas.own(event.properties, "date_text")), link);
      this.owner.popup([lat, lon], box, [0, -4]);
    }
  };

  // A line of the legend; ground: what an area lies on.
  function row(look, color, words, ground = "none") {
    const box = element("div", "atlas-key-row");
    box.append(atlas.swatch(look, color, ground), element("span", "", words));
    return box;
  }

  // The positions of a line; of one that is cut at 180 degrees those of its first part.
  function positions({ geometry: { type, coordinates } }) {
    return type === "MultiLineString" ? coordinates[0] : coordinates;
  }
})();
