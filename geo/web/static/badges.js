// What has no point of its own: badges on the lines, areas and capitals that the events name, and at the edge of the map for
// what lies abroad. Which spots a place offers is decided in geo/look/badges.py.
(() => {
  "use strict";
  const { atlas } = window;
  const BESIDE = [[0, 20], [0, -20], [40, 0], [-40, 0]]; // of a capital, in pixels
  const INSET_PX = { left: 64, top: 20, right: 52, bottom: 44 }; // clear of the buttons, the scale and the credit
  const RADIANS = Math.PI / 180;

  atlas.Badges = class {
    // places: /assets/places.json, id to names and spots.
    constructor(owner, places) {
      this.owner = owner;
      this.places = places;
      this.shown = L.layerGroup().addTo(owner.map);
    }

    // The spots of marks.js for events without a point on the map.
    of(features) {
      const found = new Map();
      for (const feature of features) {
        const { place_id: place, location_precision: precision, category } = feature.properties;
        const [at, known] = feature.geometry ? [feature.geometry.coordinates, "abroad"] : [this.places[place].spots[0], precision];
        const key = `${feature.geometry ? at : place},${known}`;
        if (!found.has(key)) found.set(key, { at, precision: known, place, counts: {}, members: [] });
        const spot = found.get(key);
        spot.counts[category] = (spot.counts[category] || 0) + 1;
        spot.members.push(feature);
      }
      return [...found.values()];
    }

    // Where a badge may stand, in pixels of the world at a zoom, the best first.
    positions({ place, precision, at }, zoom) {
      const { map } = this.owner;
      if (precision === "abroad") return [this.edge(at)];
      const points = this.places[place].spots.map(([lon, lat]) => map.project([lat, lon], zoom)).map(({ x, y }) => [x, y]);
      return precision === "issued" ? points.flatMap(([x, y]) => BESIDE.map(([right, down]) => [x + right, y + down])) : points;
    }

    // Where one leaves the view towards a point, by the way of the great circle.
    edge([lon, lat]) {
      const { map } = this.owner;
      const { lat: lat0, lng: lon0 } = map.getCenter();
      const east = Math.sin((lon - lon0) * RADIANS) * Math.cos(lat * RADIANS);
      const north = Math.cos(lat0 * RADIANS) * Math.sin(lat * RADIANS) - Math.sin(lat0 * RADIANS) * Math.cos(lat * RADIANS) * Math.cos((lon - lon0) * RADIANS);
      const { x: width, y: height } = map.getSize();
      const left = INSET_PX.left, right = Math.max(left + 1, width - INSET_PX.right - this.owner.legendWidth());
      const top = INSET_PX.top, bottom = Math.max(top + 1, height - INSET_PX.bottom - (this.owner.playback?.height || 0));
      const middle = [(left + right) / 2, (top + bottom) / 2];
      const reach = Math.min((right - left) / 2 / Math.max(Math.abs(east), 1e-9), (bottom - top) / 2 / Math.max(Math.abs(north), 1e-9));
      const corner = map.getPixelBounds().min;
      return [corner.x + middle[0] + east * reach, corner.y + middle[1] - north * reach];
    }

    // Which way a badge at the edge points: away from the middle of the view, in degrees clockwise from the right.
    turn({ x, y }) {
      const middle = this.owner.map.getPixelBounds().getCenter();
      return Math.round(Math.atan2(y - middle.y, x - middle.x) / RADIANS);
    }

    // The names of the places of a mark.
    names({ places }) {
      const key = atlas.words.language === "ko" ? "name_ko" : "name";
      return [...new Set(places)].map((id) => this.places[id]).filter(Boolean).map((place) => place[key] || place.name);
    }

    // Shows lines and areas while their badge is pointed at, focused or picked; none for no ids.
    async show(ids) {
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
})();
