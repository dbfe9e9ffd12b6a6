// The map: base, lines, legend, marks, measuring. Base layers come once by URL; a change of filter only moves the
// events. create() is called when the map is made, update() whenever the reader changes something.
//
// urls: addresses of style, basemap, boundaries and event; with measure and measurePage a click anywhere measures from there.
// page: how the map stands outside the map page, each of it optional. source: where data come from (source.js); layers: ids
// of those shown; legend: false for none; view: [lat, lon, zoom]; pick: called with the feature that the reader picked;
// alone: keeps nothing and asks no other machine.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const { element } = atlas;
  const HOME = [[37.0, 124.45], [39.1, 129.55]];
  const WINDOW = [[33, 123], [43.5, 132.5]];
  const VIEW_KEY = "atlas.view";
  const CREDIT = "© OpenStreetMap contributors (ODbL) · Natural Earth · GeoNames (CC BY)";
  const WIDE_PX = 700;
  const TALL_PX = 500;
  const LEGEND_PX = 250;
  const NAMED_FROM_ZOOM = { 1: 0, 2: 7, 3: 8, 4: 10 };

  atlas.create = (map, urls, page = {}) => {
    atlas.current = new Atlas(map, urls, page);
    return atlas.current;
  };
  atlas.update = (state) => atlas.current.update(state);

  class Atlas {
    constructor(map, urls, page) {
      this.map = map;
      this.urls = urls;
      this.page = page;
      this.source = page.source || atlas.web;
      this.state = {};
      this.off = new Set();
      this.pickCount = 0;
      this.drawn = new Map();
      const panes = { land: 200, provinces: 210, outside: 220, areas: 310, casing: 320, lines: 330, measure: 420, dots: 440, events: 600, picked: 620, names: 640 };
      this.labels = new atlas.Labels(map);
      for (const [name, z] of Object.entries(panes)) (map.getPane(name) || map.createPane(name)).style.zIndex = z;
      // streamlit-folium listens to clicks on what is on the map when it is made, and hands on the feature of the
      // child that was clicked: this group and its one child are how a pick reaches Python.
      this.picks = L.featureGroup().addTo(map);
      this.picker = L.marker([0, 0]);
      this.picker.addEventParent(this.picks);
      map.attributionControl.setPrefix(false);
      map.attributionControl.addAttribution(CREDIT);
      map.setMinZoom(Math.min(map.getSize().x < WIDE_PX ? 5 : 6, page.view ? page.view[2] : 6));
      map.setMaxZoom(15);
      map.setMaxBounds(L.latLngBounds(WINDOW).pad(0.25));
      L.control.scale({ imperial: false }).addTo(map);
      map.options.zoomSnap = 0.25;
      map.options.zoomDelta = 0.75;
      this.look();
      // Our style sheet may arrive after the map was made, and only then fits it into its frame.
      new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
      map.on("moveend", () => { if (this.moved && !page.alone) keep(VIEW_KEY, [map.getCenter().lat, map.getCenter().lng, map.getZoom()]); });
      if (urls.measure) map.on("click", (click) => this.measure(click.latlng.wrap()));
      map.on("popupclose", () => this.drawDistances("clicked", []));
      map.getContainer().addEventListener("keydown", (press) => { if (press.key === "Escape") map.closePopup(); });
      this.distances = { picked: L.layerGroup().addTo(map), clicked: L.layerGroup().addTo(map) };
      this.ready = Promise.all([urls.style, urls.boundaries, urls.basemap].map((url) => this.source.json(url)))
        .then(([style, boundaries, basemap]) => this.draw(style, boundaries, basemap))
        .catch((error) => this.say(`The map could not be loaded (${error.message}).`));
    }

    // The view that the reader left, or the lines from the West Sea to the east coast, beside the legend.
    look() {
      this.map.invalidateSize({ animate: false });
      const view = this.page.alone ? null : kept(VIEW_KEY);
      if (view) this.map.setView([view[0], view[1]], view[2], { animate: false });
      else this.home();
      this.map.on("resize", () => { if (!this.moved) this.home(); });
      this.map.on("dragstart zoomstart", () => { this.moved = this.moved || !this.going; });
    }

    home() {
      this.going = true;
      const wide = this.map.getSize().x >= WIDE_PX;
      if (this.page.view) this.map.setView(this.page.view.slice(0, 2), this.page.view[2], { animate: false });
      else this.map.fitBounds(HOME, { animate: false, paddingTopLeft: [wide ? 50 : 0, 0], paddingBottomRight: [this.legendWidth(), 0] });
      this.going = false;
    }

    // How much of the map the legend takes on its right when it is open at first sight, in pixels.
    legendWidth() {
      const { x: width, y: height } = this.map.getSize();
      const room = width >= WIDE_PX && (!this.page.alone || height >= TALL_PX);
      return room && this.page.legend !== false ? LEGEND_PX : 0;
    }

    draw(style, boundaries, basemap) {
      this.style = style;
      style.dark = Boolean(this.state.dark);
      this.boundaries = boundaries;
      this.basemap = basemap;
      const shown = this.page.layers || style.layers.filter((layer) => layer.shown).map((layer) => layer.id);
      for (const layer of style.layers) if (!shown.includes(layer.id)) this.off.add(layer.id);
      this.marks = new atlas.Marks(this.map, style, (feature) => this.pick(feature), (...asked) => this.popup(...asked));
      this.labels.obstacles = () => [...this.marks.boxes(), ...this.controlBoxes(), ...(this.chain ? this.chain.boxes() : [])];
      this.map.on("atlas:marks", () => this.labels.place());
      this.drawLand();
      this.drawLayers();
      this.legend = this.page.legend === false ? null : new Legend(this);
    }

    // Where legend and buttons cover the map, in layer points.
    controlBoxes() {
      const frame = this.map.getContainer().getBoundingClientRect();
      return [...this.map.getContainer().querySelectorAll(".atlas-legend, .leaflet-control-zoom, .leaflet-control-scale, .leaflet-control-attribution")].map((control) => {
        const box = control.getBoundingClientRect();
        const corner = this.map.containerPointToLayerPoint([box.left - frame.left, box.top - frame.top]);
        return { left: corner.x, top: corner.y, right: corner.x + box.width, bottom: corner.y + box.height };
      });
    }

    // A popup that keeps clear of legend and buttons when it opens.
    popup(latlng, content, offset, more = {}) {
      const width = this.map.getSize().x, wide = width >= WIDE_PX;
      return L.popup({ className: "atlas-popup", maxWidth: Math.min(320, width - 50), minWidth: Math.min(220, width - 50), offset: offset || [0, 7],
        autoPanPaddingTopLeft: [wide ? 60 : 8, wide || this.page.alone ? 10 : 84], autoPanPaddingBottomRight: [wide ? this.legendWidth() + 25 : 8, 25], ...more })
        .setLatLng(latlng).setContent(content).openOn(this.map);
    }

    color(pair) {
      return pair[this.style.dark ? 1 : 0];
    }

    drawLand() {
      const ink = this.style.basemap;
      const container = this.map.getContainer();
      container.style.background = this.color(ink.sea);
      container.classList.toggle("atlas-dark", Boolean(this.style.dark));
      document.documentElement.classList.toggle("atlas-dark", Boolean(this.style.dark));
      for (const old of this.base || []) old.remove();
      const canvas = (pane) => (this[pane + "Canvas"] = this[pane + "Canvas"] || L.canvas({ pane, padding: 0.4 }));
      const fixed = { interactive: false };
      this.land = L.geoJSON(this.basemap.land, { ...fixed, pane: "land", renderer: canvas("land"),
        style: { color: this.color(ink.coast), weight: 0.8, fillColor: this.color(ink.land), fillOpacity: 1 } });
      const provinces = L.geoJSON(this.basemap.provinces, { ...fixed, pane: "provinces", renderer: canvas("provinces"),
        style: { color: this.color(ink.province), weight: 0.8 } });
      const [[south, west], [north, east]] = WINDOW;
      const frame = [[south, west], [north, west], [north, east], [south, east]];
      const world = [[-85, 0], [85, 0], [85, 260], [-85, 260]];
      // Beyond this frame the atlas has no land to draw: say so by an edge, not by an empty sea.
      const outside = L.polygon([world, frame], { ...fixed, pane: "outside", color: this.color(ink.coast), weight: 1,
        fillColor: this.color(ink.outside), fillOpacity: 1 });
      this.base = [this.land, provinces, outside];
      for (const layer of this.base) layer.addTo(this.map);
      if (this.tiles) this.land.remove();
    }

    drawLayers() {
      const byId = new Map(this.boundaries.features.map((feature) => [feature.id, feature]));
      for (const group of this.drawn.values()) group.remove();
      this.drawn.clear();
      for (const layer of this.style.layers) {
        const group = L.layerGroup(layer.boundaries.map((id) => this.drawBoundary(layer, byId.get(id))));
        this.drawn.set(layer.id, group);
        if (!this.off.has(layer.id)) group.addTo(this.map);
      }
      this.nameLayers();
    }

    drawBoundary(layer, feature) {
      const color = this.color(layer.color);
      const point = feature.geometry.type === "Point";
      const area = /Polygon/.test(feature.geometry.type);
      const stroke = layer.weight > 0 && !(feature.properties.open_edges || []).length;
      const about = (target) => target
        .bindTooltip(() => describe(feature), { sticky: !point, direction: "top", className: "atlas-about" })
        .on("add", ({ target: layer }) => layer.eachLayer ? layer.eachLayer(untabbed) : untabbed(layer));
      if (point) {
        const [lon, lat] = feature.geometry.coordinates;
        const rough = feature.properties.status === "approximate" || feature.properties.status === "ended";
        return about(L.circleMarker([lat, lon], { pane: "lines", radius: 4.5, color, weight: 1.6, opacity: 1,
          fillColor: this.color(this.style.basemap.land), fillOpacity: 1, dashArray: rough ? "2 2" : null }));
      }
      const line = { color, weight: layer.weight, dashArray: layer.dash || null, stroke,
        fill: area, fillColor: color, fillOpacity: layer.fill_opacity, lineCap: layer.dash ? "butt" : "round" };
      if (area) return about(L.geoJSON(feature, { pane: "areas", style: line }));
      if (layer.symbol === "area") return L.geoJSON(feature, { pane: "areas", interactive: false, style: { ...line, fill: false } });
      const bare = layer.weight < 2; // a thin line, one that we inferred, is not raised by a casing
      const casing = L.geoJSON(feature, { pane: "casing", interactive: false,
        style: { color: this.color(this.style.basemap.casing), weight: layer.weight + 2.6, opacity: bare ? 0 : 0.85 } });
      const reach = L.geoJSON(feature, { pane: "lines", style: { color, opacity: 0, weight: 14 } });
      return L.layerGroup([casing, L.geoJSON(feature, { pane: "lines", interactive: false, style: line }), about(reach)]);
    }

    // The positions of a layer's line, or nothing where the layer is no line.
    course(id) {
      const layer = this.style.layers.find((one) => one.id === id);
      if (!layer || layer.symbol !== "line") return null;
      const line = this.boundaries.features.find((feature) => feature.id === layer.boundaries[0]);
      return line.geometry.type === "LineString" ? line.geometry.coordinates : null;
    }

    nameLayers() {
      const ink = this.style.basemap;
      const on = (id) => !this.off.has(id);
      const colorOf = new Map(this.style.layers.map((layer) => [layer.id, this.color(layer.color)]));
      const names = this.style.labels
        .filter((label) => label.kind === "sea" || on(label.kind))
        .map((label) => ({ ...label, kind: label.kind === "sea" ? "sea" : "line", along: label.rank <= 2 ? this.course(label.kind) : null, fromZoom: label.from_zoom, always: label.rank <= 2,
          color: colorOf.get(label.kind) || this.color(ink.sea_text) }));
      const points = this.style.layers.filter((layer) => layer.symbol === "point" && on(layer.id))
        .flatMap((layer) => layer.boundaries.map((id) => [layer, this.boundaries.features.find((f) => f.id === id)]))
        .map(([layer, feature]) => ({ text: feature.properties.name, at: [feature.geometry.coordinates], rank: 5, kind: "place", fromZoom: 10, radius: 5, color: this.color(layer.color) }));
      const islands = on("islands") ? this.boundaries.features.filter((f) => f.properties.kind === "island") : [];
      const islandNames = islands.map((feature) => ({ text: feature.properties.name, at: [middle(feature)], rank: 6, kind: "place",
        fromZoom: 9, radius: 6, color: colorOf.get("islands") }));
      const cities = this.basemap.cities.features.map(({ properties: city, geometry: { coordinates: [lon, lat] } }) => ({
        text: city.name, at: [[lon, lat]], rank: city.rank === 1 ? 0 : 6 + city.rank, kind: city.rank === 1 ? "capital" : "city",
        always: city.rank === 1, dot: true,
        fromZoom: NAMED_FROM_ZOOM[city.rank] ?? 9, radius: 3, color: this.color(ink.text) }));
      this.labels.set("names", [...names, ...points, ...islandNames, ...cities]);
    }

    // --- What the reader changes -------------------------------------------------------------------------

    // state: {events: URL of the filtered events, picked: id or null, dark: bool}, each of it optional; with chain and
    // zones (chain.js) the map shows a chain and what was in force.
    async update(state) {
      const before = this.state;
      this.state = state;
      await this.ready;
      if (!this.style) return;
      if (Boolean(state.dark) !== Boolean(this.style.dark)) {
        this.style.dark = state.dark;
        this.drawLand();
        this.drawLayers();
        this.legend?.draw();
        this.marks.show(this.marks.features || []);
        this.map.closePopup();
        if (state.picked === before.picked) this.showPicked(state.picked);
      }
      if (state.events !== before.events) await this.showEvents(state.events);
      if (state.picked !== before.picked) this.showPicked(state.picked);
      if (state.chain) this.showChain(before);
    }

    showChain(before) {
      const { chain, zones, dark } = this.state;
      this.chain = this.chain || new atlas.Chain(this);
      const changed = (name) => JSON.stringify(this.state[name]) !== JSON.stringify(before[name]);
      if (changed("chain")) this.chain.show(chain);
      else if (dark !== before.dark) this.chain.draw();
      if (changed("zones") || dark !== before.dark) this.chain.showZones(zones);
    }

    async showEvents(url) {
      try {
        const answer = await this.source.json(url);
        if (url !== this.state.events) return; // a later filter has overtaken this one
        this.say("");
        const placed = answer.features.filter(onMap);
        this.marks.show(placed);
        this.legend?.tray(answer.features.filter((feature) => !onMap(feature)));
        const box = this.map.getContainer();
        box.dataset.events = answer.features.length;
        box.dataset.placed = placed.length;
        if (!answer.features.length) this.say("No event matches this filter.");
      } catch (error) {
        this.say(`The events could not be loaded (${error.message}).`);
      }
    }

    pick(feature) {
      if (this.page.pick) return this.page.pick(feature);
      // Counted, so that the same event picked again is news to who listens.
      this.picker.feature = { ...feature, properties: { ...feature.properties, pick: ++this.pickCount } };
      this.picker.setLatLng([feature.geometry.coordinates[1], feature.geometry.coordinates[0]]);
      this.picker.fire("click", { latlng: this.picker.getLatLng() }, true);
    }

    async showPicked(id) {
      if (this.ring) this.ring.remove();
      this.ring = null;
      this.map.getContainer().classList.remove("atlas-picked");
      this.drawDistances("picked", []);
      if (!id) return;
      const event = await this.source.json(this.urls.event + encodeURIComponent(id)).catch((error) => this.say(`The distances could not be loaded (${error.message}).`));
      if (!event) return;
      if (id !== this.state.picked) return;
      const { location_error_m: error, distances } = event.properties;
      if (!onMap(event)) return; // no place of its own, or abroad: nothing to ring here
      const [lon, lat] = event.geometry.coordinates;
      const color = this.color(this.style.basemap.measure);
      this.ring = L.layerGroup([
        L.circle([lat, lon], { pane: "measure", radius: error, color, weight: 1.2, dashArray: "3 4", fillOpacity: 0.04, interactive: false }),
        L.circleMarker([lat, lon], { pane: "picked", radius: 14, color, weight: 2.2, fill: false, interactive: false }),
        L.marker([lat, lon], { pane: "picked", interactive: false, keyboard: false, icon: L.divIcon({ className: "atlas-mark atlas-mark-picked",
          iconSize: [28, 28], html: this.marks.symbol(event, 28) }) }),
      ]).addTo(this.map);
      this.map.getContainer().classList.add("atlas-picked");
      if (!this.map.getBounds().pad(-0.05).contains([lat, lon])) this.map.panTo([lat, lon]);
      this.drawDistances("picked", distances, [lon, lat]);
    }

    async measure(latlng) {
      const [lon, lat] = [latlng.lng.toFixed(5), latlng.lat.toFixed(5)];
      const popup = this.popup([lat, lon], element("div", "atlas-dim", "Measuring …"));
      try {
        const found = await this.source.json(`${this.urls.measure}?lon=${lon}&lat=${lat}`);
        popup.setContent(this.measured(found, lon, lat));
        if (popup.isOpen()) this.drawDistances("clicked", found.distances, [Number(lon), Number(lat)]);
      } catch (error) {
        popup.setContent(element("div", "", `Nothing could be measured here (${error.message}).`));
      }
    }

    measured(found, lon, lat) {
      const box = element("div", "atlas-list");
      box.append(element("strong", "", `From ${lat}° N, ${lon}° E`));
      if (found.side) box.append(element("div", "atlas-dim", `${found.side} of the MDL`));
      const inside = found.distances.filter((row) => row.inside);
      if (inside.length) box.append(element("div", "", "Inside: " + inside.map((row) => row.name + row.text.replace("inside", "")).join("; ")));
      const table = element("table", "");
      for (const id of this.style.measured_in_popup) {
        const row = found.distances.find((one) => one.to === id);
        if (!row || row.inside) continue;
        const line = element("tr", "");
        line.append(element("td", "", row.short_name), element("td", "atlas-number", row.text));
        table.append(line);
      }
      box.append(table);
      const more = element("a", "", "All distances and the method");
      more.href = `${this.urls.measurePage}?point=${lon},${lat}`;
      more.target = "_blank";
      box.append(more);
      return box;
    }

    // The line of the MDL always, and the two nearest of the others: more would hide the map.
    // whose: "picked", of the picked event, or "clicked", of the popup that lists them in full and needs no names.
    drawDistances(whose, distances, from) {
      const drawn = this.distances[whose].clearLayers();
      const rows = distances.filter((row) => row.distance_m > 0 && this.style.drawn_distances.includes(row.to))
        .sort((a, b) => (b.to === "mdl") - (a.to === "mdl") || a.distance_m - b.distance_m).slice(0, 3);
      const color = this.style && this.color(this.style.basemap.measure);
      this.labels.set(whose, whose === "clicked" ? [] : rows.map((row) => ({ text: `${row.short_name}: ${row.text.split(" · ")[0]}`, always: true,
        at: [0.5, 0.35, 0.65, 0.2, 0.8].map((part) => [0, 1].map((i) => from[i] + part * (row.nearest[i] - from[i]))), rank: -1, kind: "distance", radius: 1, color })));
      for (const { nearest } of rows) {
        L.polyline([[from[1], from[0]], [nearest[1], nearest[0]]], { pane: "measure", interactive: false, color, weight: 1.6, dashArray: "1 4", lineCap: "round" }).addTo(drawn);
        L.circleMarker([nearest[1], nearest[0]], { pane: "measure", interactive: false, radius: 2.5, color, weight: 1, fillColor: color, fillOpacity: 1 }).addTo(drawn);
      }
    }

    toggle(id, on) {
      this.off[on ? "delete" : "add"](id);
      this.drawn.get(id)[on ? "addTo" : "remove"](this.map);
      this.nameLayers();
    }

    // An option of the reader's own: the only thing on the map that asks another machine.
    online(on) {
      if (on) {
        this.tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", { pane: "land", maxZoom: 15, opacity: 0.75,
          attribution: "tiles © OpenStreetMap contributors" }).addTo(this.map);
        this.land.remove();
      } else {
        this.tiles.remove();
        this.tiles = null;
        this.land.addTo(this.map);
      }
    }

    say(text) {
      if (!this.notice) {
        this.notice = element("div", "atlas-notice");
        this.notice.setAttribute("role", "status");
        this.map.getContainer().append(this.notice);
      }
      this.notice.textContent = text;
      this.notice.hidden = !text;
    }
  }

  // The legend is made from the table that the map is drawn from; its boxes switch the layers.
  class Legend {
    constructor(owner) {
      this.owner = owner;
      const control = L.control({ position: "topright" });
      control.onAdd = () => {
        this.box = element("details", "atlas-legend leaflet-bar");
        this.box.open = owner.legendWidth() > 0;
        this.box.addEventListener("toggle", () => owner.labels.place());
        L.DomEvent.disableClickPropagation(this.box);
        L.DomEvent.disableScrollPropagation(this.box);
        return this.box;
      };
      control.addTo(owner.map);
      this.draw();
    }

    draw() {
      const { style, marks } = this.owner;
      const rows = [element("summary", "", "Legend and layers")];
      rows.push(element("h4", "", "Lines and areas"), ...style.layers.filter((l) => l.group === "lines").map((l) => this.layerRow(l)));
      const more = element("details", "atlas-more");
      more.append(element("summary", "", "More layers"), ...style.layers.filter((l) => l.group !== "lines").map((l) => this.layerRow(l)),
        ...(this.owner.page.alone ? [] : [this.row(swatch(), "Online background (asks openstreetmap.org)", Boolean(this.owner.tiles), (on) => this.owner.online(on))]));
      rows.push(more, element("h4", "", "Events"));
      for (const look of style.categories) {
        rows.push(this.row(marks.swatch(look), look.name, !marks.hidden.has(look.id), (on) => marks.hide(look.id, !on)));
      }
      rows.push(this.precisionKey());
      this.box.replaceChildren(...rows);
      if (this.unplaced) this.box.append(this.unplaced);
    }

    layerRow(layer) {
      const { boundaries, style } = this.owner;
      const open = boundaries.features.some((line) => layer.boundaries.includes(line.id) && (line.properties.open_edges || []).length);
      return this.row(swatch(layer, this.owner.color(layer.color), this.owner.color(style.basemap.sea), open), layer.name, !this.owner.off.has(layer.id), (on) => this.owner.toggle(layer.id, on));
    }

    row(sign, text, checked, change) {
      const label = element("label", "");
      const box = element("input", "");
      box.type = "checkbox";
      box.checked = checked;
      box.addEventListener("change", () => change(box.checked));
      label.append(box, sign, element("span", "", text));
      return label;
    }

    precisionKey() {
      const { marks } = this.owner;
      const key = element("div", "atlas-key");
      key.append(element("span", "", "Place to"));
      for (const [precision, text] of [["exact", "1 km"], ["near", "10 km"], ["area", "50 km"]]) {
        const sign = element("span", "atlas-mark" + (precision === "area" ? " atlas-mark-coarse" : ""));
        sign.innerHTML = marks.symbol({ properties: { location_precision: precision, category: "psychological" } }, 28);
        const item = element("span", "atlas-key-item");
        item.append(sign, element("span", "", text));
        key.append(item);
      }
      return key;
    }

    // Events that stand for an actor or a country, and those beyond the map: listed beside it, never as points on it.
    tray(features) {
      if (this.unplaced) this.unplaced.remove();
      this.unplaced = element("details", "atlas-more");
      this.unplaced.append(element("summary", "", `${features.length} ${features.length === 1 ? "event" : "events"} not on the map`));
      this.unplaced.append(this.owner.marks.listing("Acts of a whole country, and events abroad", features));
      if (features.length) this.box.append(this.unplaced);
    }
  }

  // background: what an area lies on; open: an area whose edge is no limit is drawn without one.
  function swatch(layer, color, background, open) {
    const box = element("span", "atlas-swatch");
    if (!layer) return box;
    const dash = layer.dash ? ` stroke-dasharray="${layer.dash}"` : "";
    const shape = {
      line: `<path d="M1 7H25" stroke="${color}" stroke-width="${layer.weight}"${dash} fill="none"/>`,
      area: `<rect x="2" y="2" width="22" height="10" fill="${background}"/><rect x="2" y="2" width="22" height="10" fill="${color}" ` +
        `fill-opacity="${Math.max(layer.fill_opacity, 0.08)}" stroke="${color}" stroke-width="${open ? 0 : layer.weight}"${dash}/>`,
      point: `<circle cx="13" cy="7" r="4" fill="none" stroke="${color}" stroke-width="1.8"/>`,
    }[layer.symbol];
    box.innerHTML = `<svg viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">${shape}</svg>`;
    return box;
  }

  function describe({ properties: line }) {
    const box = element("div", "");
    box.append(element("strong", "", line.name), element("div", "atlas-dim", line.name_ko || ""));
    const until = line.valid_to ? ` to ${line.valid_to}` : "";
    box.append(element("div", "", line.status + (line.valid_from ? `, ${line.valid_from}${until}` : "")));
    if (line.note) box.append(element("div", "atlas-note", line.note));
    box.append(element("div", "atlas-dim", `accuracy about ${line.accuracy_m} m · ${line.source}`));
    return box;
  }

  // Whether an event has a place of its own within the map.
  function onMap({ geometry: { coordinates: [lon, lat] }, properties }) {
    const [[south, west], [north, east]] = WINDOW;
    return properties.location_precision !== "representative" && lon >= west && lon <= east && lat >= south && lat <= north;
  }

  atlas.onMap = onMap;

  // A browser would stop at each line and area on the way from the map to its marks, because they listen for the focus.
  function untabbed(path) {
    const shape = path.getElement?.();
    if (shape) shape.setAttribute("tabindex", "-1");
  }

  function middle(feature) {
    const center = L.geoJSON(feature).getBounds().getCenter();
    return [center.lng, center.lat];
  }

  // Storage may be closed to a page in a frame; then the view is simply not kept.
  function keep(key, value) {
    try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* see above */ }
  }

  function kept(key) {
    try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
  }
})();
