// Distances on the map: those of the picked event, and those from wherever the reader clicks.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const CLOSE_M = 150000;

  atlas.Measuring = class {
    constructor(owner) {
      this.owner = owner;
      const { map, urls } = owner;
      this.ring = null;
      this.dashes = { picked: [], clicked: [] };
      this.drawn = { picked: L.layerGroup().addTo(map), clicked: L.layerGroup().addTo(map) };
      if (urls.measure) map.on("click", (click) => this.measure(click.latlng.wrap()));
      map.on("popupclose", () => this.draw("clicked", []));
      map.on("moveend", () => this.name());
    }

    // reach: whether the map goes where the event is.
    async showPicked(id, reach = true) {
      if (this.ring) this.ring.remove();
      this.ring = null;
      this.owner.map.getContainer().classList.remove("atlas-picked");
      this.draw("picked", []);
      if (!id) return this.owner.lookAt(null);
      // What is drawn anew in other colours is known already: on its way to paper a page can fetch nothing.
      const event = this.known?.id === id ? this.known : await this.owner.source.json(atlas.inWords(this.owner.urls.event + encodeURIComponent(id))).catch((error) => this.owner.say(atlas.say("map.distances_failed", { reason: error.message })));
      if (!event) return;
      this.known = event;
      if (id !== this.owner.state.picked) return;
      const { category, location_precision: precision, location_error_m: error, distances } = event.properties;
      if (!atlas.onMap(event)) { // no point of its own, or abroad: nothing to ring here
        this.owner.badges.show([event.properties.place_id]);
        return;
      }
      const [lon, lat] = event.geometry.coordinates;
      const color = this.owner.color(this.owner.style.basemap.measure);
      this.ring = L.layerGroup([
        L.circle([lat, lon], { pane: "measure", radius: error, color, weight: 1.2, dashArray: "3 4", fillOpacity: 0.04, interactive: false }),
        L.circleMarker([lat, lon], { pane: "picked", radius: 14, color, weight: 2.2, fill: false, interactive: false }),
        L.marker([lat, lon], { pane: "picked", interactive: false, keyboard: false, icon: L.divIcon({ className: "atlas-mark atlas-mark-picked",
          iconSize: [28, 28], html: this.owner.marks.symbol(category, precision, 28) }) }),
      ]).addTo(this.owner.map);
      this.owner.map.getContainer().classList.add("atlas-picked");
      const feet = this.drawnRows(distances).map(({ nearest }) => [nearest[1], nearest[0]]);
      // Far from every line the event and its surroundings, not half the peninsula.
      const close = feet.filter((foot) => this.owner.map.distance(foot, [lat, lon]) < CLOSE_M);
      this.owner.lookAt(L.latLngBounds([[lat, lon], ...close]).pad(0.15));
      if (reach && !this.owner.map.getBounds().pad(-0.05).contains([lat, lon])) this.owner.map.panTo([lat, lon]);
      this.draw("picked", distances, [lon, lat]);
    }

    async measure(latlng) {
      const [lon, lat] = [latlng.lng.toFixed(5), latlng.lat.toFixed(5)];
      const popup = this.owner.popup([lat, lon], element("div", "atlas-dim", atlas.say("map.measuring")));
      try {
        const found = await this.owner.source.json(atlas.inWords(`${this.owner.urls.measure}?lon=${lon}&lat=${lat}`));
        popup.setContent(this.measured(found, lon, lat));
        if (popup.isOpen()) this.draw("clicked", found.distances, [Number(lon), Number(lat)]);
      } catch (error) {
        popup.setContent(element("div", "", atlas.say("map.measure_failed", { reason: error.message })));
      }
    }

    measured(found, lon, lat) {
      const box = element("div", "atlas-list");
      box.append(element("strong", "", atlas.say("map.from_point", { lat: String(lat), lon: String(lon) })));
      if (found.side) box.append(element("div", "atlas-dim", atlas.say(`map.side_${found.side}`)));
      const inside = found.distances.filter((row) => row.inside);
      if (inside.length) box.append(element("div", "", atlas.say("map.inside", { areas: inside.map(({ name, text }) => [name, ...(/\(.*\)$/.exec(text) || [])].join(" ")).join("; ") })));
      const table = element("table", "");
      for (const id of this.owner.style.measured_in_popup) {
        const row = found.distances.find((one) => one.to === id);
        if (!row || row.inside) continue;
        const line = element("tr", "");
        line.append(element("td", "", row.short_name), element("td", "atlas-number", row.text));
        table.append(line);
      }
      box.append(table);
      const more = element("a", "", atlas.say("map.all_distances"));
      more.href = atlas.onwards(`${this.owner.urls.measurePage}?point=${lon},${lat}`);
      more.target = "_blank";
      box.append(more);
      return box;
    }

    name() {
      for (const [whose, dashes] of Object.entries(this.dashes)) this.owner.labels.set(whose, dashes.map((dash) => atlas.onDash(this.owner, ...dash)));
    }

    // whose: "picked", of the picked event, or "clicked", of the popup that lists them in full and needs no names.
    draw(whose, distances, from) {
      const drawn = this.drawn[whose].clearLayers();
      const rows = this.drawnRows(distances);
      const color = this.owner.style && this.owner.color(this.owner.style.basemap.measure);
      this.dashes[whose] = whose === "clicked" ? [] : rows.map((row) => [[from, row.nearest], `${row.short_name}\n${row.text.split(" · ")[0]}`, color]);
      this.name();
      for (const { nearest } of rows) {
        L.polyline([[from[1], from[0]], [nearest[1], nearest[0]]], { pane: "measure", interactive: false, color, weight: 1.6, dashArray: "1 4", lineCap: "round" }).addTo(drawn);
        L.circleMarker([nearest[1], nearest[0]], { pane: "measure", interactive: false, radius: 2.5, color, weight: 1, fillColor: color, fillOpacity: 1 }).addTo(drawn);
      }
    }

    // The line of the bands where they are on, the MDL always, and the nearest of the others: more would hide the map.
    drawnRows(distances) {
      const line = this.owner.state.distance?.line;
      const order = ({ to }) => (to === line ? 0 : to === "mdl" ? 1 : 2);
      return distances.filter((row) => row.distance_m > 0 && (row.to === line || this.owner.style.drawn_distances.includes(row.to)))
        .sort((a, b) => order(a) - order(b) || a.distance_m - b.distance_m).slice(0, 3);
    }
  };
})();
