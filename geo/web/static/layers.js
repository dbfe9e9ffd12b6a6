// What lies under the events: land and sea, the lines and areas as layers that can be switched, and all their names.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const ISLAND_GAPS_PX = [3, 8, 14]; // the nearest first: marks often stand on an island
  const CLEARLY_PX = 4;

  atlas.Layers = class {
    // shown: ids of the layers that are on at first.
    constructor(owner, basemap, shown) {
      this.map = owner.map;
      this.labels = owner.labels;
      this.style = owner.style;
      this.boundaries = owner.boundaries;
      this.basemap = basemap;
      this.color = (pair) => owner.color(pair);
      this.changed = () => owner.view.changed();
      this.drawn = new Map();
      this.gone = new Set(); // ids of boundaries that are left out
      this.off = new Set(this.style.layers.map((layer) => layer.id).filter((id) => !shown.includes(id)));
      this.map.attributionControl.addAttribution(this.style.credit);
      this.draw();
    }

    draw() {
      this.drawLand();
      this.drawLayers();
    }

    drawLand() {
      const ink = this.style.basemap;
      const container = this.map.getContainer();
      container.style.background = this.color(ink.sea);
      container.classList.toggle("atlas-dark", Boolean(this.style.dark));
      for (const old of this.base || []) old.remove();
      // A canvas is drawn with the next animation frame, and comes white out of a printer.
      const canvas = (pane) => (this.onPaper ? L.svg({ pane, padding: 0.4 }) : this[pane + "Canvas"] = this[pane + "Canvas"] || L.canvas({ pane, padding: 0.4 }));
      const fixed = { interactive: false };
      this.land = L.geoJSON(this.basemap.land, { ...fixed, pane: "land", renderer: canvas("land"),
        style: { color: this.color(ink.coast), weight: 0.8, fillColor: this.color(ink.land), fillOpacity: 1 } });
      const provinces = L.geoJSON(this.basemap.provinces, { ...fixed, pane: "provinces", renderer: canvas("provinces"),
        style: { color: this.color(ink.province), weight: 0.8 } });
      const [[south, west], [north, east]] = atlas.WINDOW;
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
      for (const layer of this.style.layers) this.drawLayer(layer, byId);
      this.nameLayers();
    }

    drawLayer(layer, byId) {
      this.drawn.get(layer.id)?.remove();
      const group = L.layerGroup(layer.boundaries.filter((id) => !this.gone.has(id)).map((id) => this.drawBoundary(layer, byId.get(id))));
      this.drawn.set(layer.id, group);
      if (!this.off.has(layer.id)) group.addTo(this.map);
    }

    // Leaves out lines and areas that do not stand at a moment; what stays as it is, is not drawn anew.
    leaveOut(gone) {
      const changed = this.style.layers.filter(({ boundaries }) => boundaries.some((id) => gone.has(id) !== this.gone.has(id)));
      this.gone = gone;
      if (!changed.length) return;
      const byId = new Map(this.boundaries.features.map((feature) => [feature.id, feature]));
      for (const layer of changed) this.drawLayer(layer, byId);
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
      const { basemap: ink, named_from_zoom: from } = this.style;
      const gone = new Set(this.style.layers.filter(({ boundaries }) => boundaries.every((id) => this.gone.has(id))).map(({ id }) => id));
      const on = (id) => !this.off.has(id) && !gone.has(id);
      const colorOf = new Map(this.style.layers.map((layer) => [layer.id, this.color(layer.color)]));
      const names = this.style.labels
        .filter((label) => label.kind === "sea" || on(label.kind))
        .map((label) => ({ ...label, text: atlas.own(label, "text"), short: atlas.own(label, "short"), kind: label.kind === "sea" ? "sea" : "line", along: label.rank <= 2 ? this.course(label.kind) : null, fromZoom: label.from_zoom, always: label.rank <= 2,
          color: colorOf.get(label.kind) || this.color(ink.sea_text) }));
      const points = this.style.layers.filter((layer) => layer.symbol === "point" && on(layer.id))
        .flatMap((layer) => layer.boundaries.filter((id) => !this.gone.has(id)).map((id) => [layer, this.boundaries.features.find((f) => f.id === id)]))
        .map(([layer, feature]) => ({ text: atlas.own(feature.properties, "name"), at: [feature.geometry.coordinates], rank: 5, kind: "place", fromZoom: from.point, radius: 5, color: this.color(layer.color) }));
      const islands = on("islands") ? this.boundaries.features.filter((f) => f.properties.kind === "island") : [];
      const extents = islands.map((feature) => L.geoJSON(feature).getBounds());
      const islandNames = islands.map((feature, own) => ({ text: atlas.own(feature.properties, "name"), rank: 6, kind: "place", fromZoom: from.island, color: colorOf.get("islands"),
        boxes: (size, map) => atIsland(extents.map((extent) => boxOf(extent, map)), own, size) }));
      const cities = this.basemap.cities.features.map(({ properties: city, geometry: { coordinates: [lon, lat] } }) => ({
        text: atlas.own(city, "name"), at: [[lon, lat]], rank: city.rank === 1 ? 0 : 6 + city.rank, kind: city.rank === 1 ? "capital" : "city",
        always: city.rank === 1, dot: true,
        fromZoom: from[`city-${city.rank}`], radius: 3, color: this.color(ink.text) }));
      this.labels.set("names", [...names, ...points, ...islandNames, ...cities]);
    }

    toggle(id, on) {
      this.off[on ? "delete" : "add"](id);
      this.drawn.get(id)[on ? "addTo" : "remove"](this.map);
      this.nameLayers();
      this.changed();
    }

    // Shows the layers of these ids and no others.
    show(ids) {
      for (const { id } of this.style.layers) if (ids.includes(id) === this.off.has(id)) this.toggle(id, ids.includes(id));
    }

    // An option of the reader's own: the only thing on the map that asks another machine.
    online(on) {
      if (on) {
        this.tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", { pane: "land", maxZoom: 15, opacity: 0.75,
          attribution: atlas.say("map.tiles", { credit: this.style.tiles_credit }) }).addTo(this.map);
        this.land.remove();
      } else {
        this.tiles.remove();
        this.tiles = null;
        this.land.addTo(this.map);
      }
    }
  };

  function describe({ properties: line }) {
    const box = element("div", "");
    const [own, other] = atlas.words.language === "ko" ? ["name_ko", "name"] : ["name", "name_ko"];
    const second = element("div", "atlas-dim", line[other] || "");
    second.lang = other === "name" ? "en" : "ko";
    box.append(element("strong", "", line[own]), second);
    const key = line.valid_to ? "map.since_until" : "map.since";
    const status = atlas.say(`status.${line.status}`);
    box.append(element("div", "", line.valid_from ? atlas.say(key, { status, from: atlas.day(line.valid_from), to: line.valid_to && atlas.day(line.valid_to) }) : status));
    if (line.note) box.append(atlas.write(element("div", "atlas-note"), line, "note"));
    const made = element("div", "atlas-dim", `${atlas.say("map.accuracy", { metres: line.accuracy_m })} · `);
    made.append(atlas.write(element("span", ""), line, "source"));
    box.append(made);
    return box;
  }

  // A browser would stop at each line and area on the way from the map to its marks, because they listen for the focus.
  function untabbed(path) {
    const shape = path.getElement?.();
    if (shape) shape.setAttribute("tabindex", "-1");
  }

  // Where the name of an island may stand: on it where there is room, else beside it and clearly nearer to it than to any other.
  function atIsland(islands, own, size) {
    const island = islands[own];
    const [x, y] = [(island.left + island.right) / 2, (island.top + island.bottom) / 2];
    const on = { left: x - size.width / 2, top: y - size.height / 2, right: x + size.width / 2, bottom: y + size.height / 2 };
    const large = on.left > island.left && on.top > island.top;
    return [...(large ? [on] : []), ...ISLAND_GAPS_PX.flatMap((gap) => atlas.besideBox(island, size, gap))]
      .filter((box) => islands.every((other, at) => at === own || apart(box, other) > apart(box, island) + CLEARLY_PX));
  }

  function boxOf(extent, map) {
    const { x: left, y: top } = map.latLngToLayerPoint(extent.getNorthWest()), { x: right, y: bottom } = map.latLngToLayerPoint(extent.getSouthEast());
    return { left, top, right, bottom };
  }

  function apart(one, other) {
    return Math.hypot(Math.max(one.left - other.right, other.left - one.right, 0), Math.max(one.top - other.bottom, other.top - one.bottom, 0));
  }
})();
