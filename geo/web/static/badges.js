// What has no point of its own: badges on the lines, areas and capitals that the events name, and at the edge of the map for
// what lies abroad. Which spots a place offers is decided in geo/look/badges.py.
(() => {
  "use strict";
  const { atlas } = window;
  const BESIDE = [[0, 20], [0, -20], [40, 0], [-40, 0]]; // of a capital, in pixels
  const MARGIN_PX = { x: 30, y: 14 }; // of a badge, from its middle
  // How far inward and aside of the edge a badge may stand that tells what lies abroad, the best first: aside its arrow stays true.
  const ROUND_PX = Array.from({ length: 15 }, (_, row) => Array.from({ length: 15 }, (_, column) => [14 * row, 14 * (column - 7)])).flat()
    .sort((one, other) => 2 * one[0] + Math.abs(one[1]) - 2 * other[0] - Math.abs(other[1]));
  const RADIANS = Math.PI / 180;

  atlas.Badges = class {
    // places: /assets/places.json, id to names and spots.
    constructor(owner, places) {
      this.owner = owner;
      this.places = places;
      this.shown = L.layerGroup().addTo(owner.map);
      this.pinned = [];
    }

    // The spots of marks.js for events without a point on the map.
    of(features) {
      const found = new Map();
      for (const feature of features) {
        const { place_id: place, location_precision: precision, category } = feature.properties;
        const [at, known] = feature.geometry ? [feature.geometry.coordinates, "abroad"] : [this.places[place].spots[0], precision];
        const own = atlas.isOwn(feature);
        const key = `${feature.geometry ? at : place},${known},${own}`;
        if (!found.has(key)) found.set(key, { at, precision: known, place, own, counts: {}, members: [] });
        const spot = found.get(key);
        spot.counts[category] = (spot.counts[category] || 0) + 1;
        spot.members.push(feature);
      }
      return [...found.values()];
    }

    // The view without what legend and buttons cover, in pixels of the world.
    room() {
      const { map } = this.owner;
      const { min, max } = map.getPixelBounds();
      const { x, y } = map.getPixelOrigin();
      const controls = this.owner.controlBoxes().map((box) => ({ left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y }));
      return { left: min.x, top: min.y, right: max.x, bottom: max.y, controls };
    }

    // Where a badge may stand, in pixels of the world at a zoom, the best first.
    positions({ place, precision, at }, zoom, room) {
      if (precision === "abroad") return this.edge(at, room);
      const points = this.places[place].spots.map(([lon, lat]) => this.owner.map.project([lat, lon], zoom)).map(({ x, y }) => [x, y]);
      if (precision === "issued") return points.flatMap(([x, y]) => BESIDE.map(([right, down]) => [x + right, y + down]));
      // On a line or in an area where the reader sees it.
      return [...points.filter((point) => seen(point, room)), ...points.filter((point) => !seen(point, room))];
    }

    // Where one leaves the view towards a point, by the way of the great circle, and round there; clear of the controls.
    edge([lon, lat], room) {
      const { lat: lat0, lng: lon0 } = this.owner.map.getCenter();
      const east = Math.sin((lon - lon0) * RADIANS) * Math.cos(lat * RADIANS);
      const north = Math.cos(lat0 * RADIANS) * Math.sin(lat * RADIANS) - Math.sin(lat0 * RADIANS) * Math.cos(lat * RADIANS) * Math.cos((lon - lon0) * RADIANS);
      const { taken } = this.owner.bars;
      const { left, top } = { left: room.left + taken.left + MARGIN_PX.x, top: room.top + taken.top + MARGIN_PX.y };
      const right = Math.max(left + 1, room.right - taken.right - MARGIN_PX.x), bottom = Math.max(top + 1, room.bottom - taken.bottom - MARGIN_PX.y);
      const length = Math.hypot(east, north), [dx, dy] = [east / length, -north / length];
      const reach = Math.min((right - left) / 2 / Math.max(Math.abs(dx), 1e-9), (bottom - top) / 2 / Math.max(Math.abs(dy), 1e-9));
      const spots = ROUND_PX.map(([inward, aside]) => [(left + right) / 2 + (reach - inward) * dx - aside * dy, (top + bottom) / 2 + (reach - inward) * dy + aside * dx]);
      const free = spots.filter(([x, y]) => x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1 && seen([x, y], room));
      return free.length ? free : spots.slice(0, 1);
    }

    point(place) {
      const [lon, lat] = this.places[place].spots[0];
      return L.latLng(lat, lon);
    }

    // Which way a badge at the edge points: away from the middle of the view, in degrees clockwise from the right.
    turn({ x, y }) {
      const middle = this.owner.map.getPixelBounds().getCenter();
      return Math.round(Math.atan2(y - middle.y, x - middle.x) / RADIANS);
    }

    // The names of the places of a mark.
    names({ places }) {
      return [...new Set(places)].map((id) => this.places[id]).filter(Boolean).map((place) => atlas.own(place, "name"));
    }

    // What stays while the list of a badge is open.
    pin(ids) {
      this.pinned = ids;
      this.owner.map.once("popupclose", () => {
        this.pinned = [];
        this.show([]);
      });
      return this.show(ids);
    }

    // Shows lines and areas while their badge is pointed at, focused or its list is open; none for no ids.
    async show(ids) {
      if (!ids.length) ids = this.pinned;
      this.wanted = ids;
      this.shown.clearLayers();
      const { map, style, urls, source } = this.owner;
      map.getContainer().dataset.places = ids.join(" ");
      if (!ids.length) return;
      this.shapes = this.shapes || source.json(urls.shapes);
      const { features } = await this.shapes.catch(() => ({ features: [] })); // the badge tells the names of the places all the same
      if (this.wanted !== ids) return;
      const color = this.owner.color(style.basemap.measure);
      for (const place of features.filter(({ id }) => ids.includes(id))) {
        L.geoJSON(place, { pane: "areas", interactive: false, style: { color, weight: 2, opacity: 0.75, dashArray: "2 4", fillColor: color, fillOpacity: 0.08 } }).addTo(this.shown);
      }
    }
  };

  // Whether a badge there is in sight.
  function seen([x, y], { left, top, right, bottom, controls }) {
    const inside = x - MARGIN_PX.x > left && x + MARGIN_PX.x < right && y - MARGIN_PX.y > top && y + MARGIN_PX.y < bottom;
    return inside && !controls.some((box) => x + MARGIN_PX.x > box.left && x - MARGIN_PX.x < box.right && y + MARGIN_PX.y > box.top && y - MARGIN_PX.y < box.bottom);
  }
})();
