// The layer of distances: bands round a line or place, a thin line from each drawn event to its nearest point of it, and
// a rim round each mark in the shade of its band. A rim is dashed where the place is known too roughly to tell the band.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const SMOOTH = 0.3; // pixels: a circle is to look like one
  const EDGE = { weight: 1, opacity: 0.6 };
  const JOIN = { weight: 0.9, opacity: 0.65 };
  const FAR_JOIN = { weight: 0.6, opacity: 0.18 }; // beyond the last band: many, long, and not what is looked at
  const FOOT_PX = 1.4;
  const RIM_PX = 3.2;
  const RIM_GAP_PX = 1;
  const DASH_PX = [2.6, 2.2];
  const SPOTS = 60;
  const BESIDE_HEADING_PX = 4;

  atlas.Bands = class {
    constructor(owner) {
      this.owner = owner;
      const { map } = owner;
      // Bands under what has no land (panes in map.js), lines under every mark, rims just under the marks.
      for (const [name, z] of Object.entries({ bands: 215, joins: 335, rims: 595 })) map.createPane(name).style.zIndex = z;
      map.getPane("rims").style.pointerEvents = "none";
      this.areas = L.layerGroup().addTo(map);
      this.joins = L.layerGroup().addTo(map);
      this.rims = L.layerGroup().addTo(map);
      map.on("atlas:marks", () => this.drawEvents());
    }

    get look() {
      return this.owner.style.bands;
    }

    // distance: {line, km} or nothing; nearest: where the nearest points are, or nothing where there are too many events.
    async show(distance, nearest) {
      const { source, urls } = this.owner;
      const asked = (this.asked = distance && `id=${encodeURIComponent(distance.line)}&km=${distance.km.join()}`);
      const found = await Promise.all(!asked ? [] : [source.json(`${urls.bands}?${asked}`), nearest && source.json(`${nearest}&${asked}`)])
        .catch((error) => this.owner.say(atlas.say("bands.failed", { reason: error.message })));
      if (!found || asked !== this.asked) return; // a later choice has overtaken this one
      this.distance = distance;
      [this.bands, this.table] = found;
      this.byId = new Map();
      const columns = this.table?.columns;
      columns?.id.forEach((id, at) => this.byId.set(id, Object.fromEntries(Object.keys(columns).map((name) => [name, columns[name][at]]))));
      this.draw();
    }

    draw() {
      this.areas.clearLayers();
      const hue = this.owner.color(this.look.hue);
      const edges = this.distance ? this.bands.features : [];
      // The widest first: each lies on those that hold it.
      for (const band of [...edges].reverse()) {
        L.geoJSON(band, { pane: "bands", interactive: false, smoothFactor: SMOOTH, style: { color: hue, ...EDGE, fillColor: hue, fillOpacity: this.look.fill_opacity } }).addTo(this.areas);
      }
      this.owner.labels.set("bands", edges.map((band) => ({ text: atlas.say("bands.km", { km: band.properties.within_km }), rank: 3, kind: "band", color: hue,
        boxes: (size, map) => onEdge(outline(band), size, map) })));
      this.drawEvents();
      this.key?.draw();
    }

    // What changes with the marks: only what is drawn is joined.
    drawEvents() {
      this.joins.clearLayers();
      this.rims.clearLayers();
      if (!this.distance || !this.table) return;
      const color = this.owner.color(this.look.hue);
      const renderer = (this.canvas = this.canvas || L.canvas({ pane: "joins", padding: 0.4 }));
      const joins = new Map();
      for (const group of this.owner.marks.groups) {
        const known = group.members.map((event) => [event, this.byId.get(event.id)]).filter(([, row]) => row);
        for (const [event, { lon, lat, band }] of known) {
          const [from_lon, from_lat] = event.geometry.coordinates;
          joins.set(`${event.geometry.coordinates}`, { band, ends: [[from_lat, from_lon], [lat, lon]] });
        }
        if (known.length) this.rims.addLayer(this.rim(group, known.map(([, row]) => row)));
      }
      const lines = [...joins.values()].filter(({ ends: [from, to] }) => from.join() !== to.join());
      const beyond = this.distance.km.length;
      const fixed = { pane: "joins", renderer, interactive: false, color };
      for (const [look, some] of [[FAR_JOIN, lines.filter(({ band }) => band === beyond)], [JOIN, lines.filter(({ band }) => band < beyond)]]) {
        L.polyline(some.map(({ ends }) => ends), { ...fixed, ...look }).addTo(this.joins);
      }
      for (const end of lines.flatMap(({ ends }) => ends)) L.circleMarker(end, { ...fixed, radius: FOOT_PX, weight: 0, fillColor: color, fillOpacity: 0.8 }).addTo(this.joins);
    }

    // Round a mark: a part for each band, as long as it has events, those whose band is not sure dashed.
    rim(group, rows) {
      const radius = group.radius + RIM_GAP_PX + RIM_PX / 2;
      const parts = new Map();
      for (const { band, first, last } of rows) {
        const name = `${band} ${first !== last}`;
        parts.set(name, { band, sure: first === last, count: (parts.get(name)?.count || 0) + 1 });
      }
      const sorted = [...parts.values()].sort((a, b) => a.band - b.band || b.sure - a.sure);
      const half = radius + RIM_PX;
      const icon = L.divIcon({ className: "atlas-rim", iconSize: [2 * half, 2 * half], html: this.ringed(sorted, rows.length, radius, half) });
      return L.marker(group.stands, { pane: "rims", icon, interactive: false, keyboard: false });
    }

    // Numbers and colours of our own only.
    ringed(parts, count, radius, half) {
      const around = 2 * Math.PI * radius;
      let done = 0;
      const arcs = parts.map((part) => {
        const length = (part.count / count) * around;
        const dashes = part.sure ? `${length} ${around}` : dashed(length, around);
        const arc = `<circle r="${radius}" fill="none" stroke="${this.shade(part.band)}" stroke-width="${RIM_PX}" stroke-dasharray="${dashes}" stroke-dashoffset="${-done}" transform="rotate(-90)"/>`;
        done += length;
        return arc;
      });
      return `<svg viewBox="${-half} ${-half} ${2 * half} ${2 * half}" width="${2 * half}" height="${2 * half}" aria-hidden="true">` +
        `<circle class="atlas-rim-ground" r="${radius}" fill="none" stroke-width="${RIM_PX + 1.4}"/>${arcs.join("")}</svg>`;
    }

    // Of a band, the last of them being all that lies beyond.
    shade(band) {
      return this.owner.color(this.look.shades[this.distance ? this.distance.km.length : 0][band]);
    }
  };

  // A pattern of dashes that fills a length of a circle and leaves the rest of it.
  function dashed(length, around) {
    const [on, off] = DASH_PX;
    const pattern = Array.from({ length: Math.max(1, Math.floor((length + off) / (on + off))) }, () => [on, off]).flat();
    pattern[pattern.length - 1] = around;
    return pattern.join(" ");
  }

  function outline({ geometry: { type, coordinates } }) {
    return (type === "Polygon" ? [coordinates] : coordinates).flatMap(([outer]) => outer);
  }

  // Where the name of an edge may stand: on what is in view of it, near the vertical through the middle of the view, so
  // that the names of several edges stand below each other.
  function onEdge(positions, { width, height }, map) {
    const view = map.getBounds();
    const middle = map.latLngToLayerPoint(view.getCenter());
    const seen = positions.filter(([lon, lat]) => view.contains([lat, lon])).map(([lon, lat]) => map.latLngToLayerPoint([lat, lon]));
    const step = Math.max(1, Math.floor(seen.length / SPOTS));
    return seen.filter((_, at) => at % step === 0)
      .map((at) => ({ at, far: Math.abs(at.x - middle.x) + (at.y < middle.y ? BESIDE_HEADING_PX : 0) }))
      .sort((one, other) => one.far - other.far)
      .map(({ at }) => ({ left: at.x - width / 2, top: at.y - height / 2, right: at.x + width / 2, bottom: at.y + height / 2, at }));
  }
})();
