// A chain of action and reaction on the map: numbered steps where they happened, arcs with the days between, and the
// zones that were in force. Steps that would lie on each other share one mark, which names all their numbers.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const { element } = atlas;
  const BEND = 0.18; // how far an arc leaves the straight line, as a part of its length
  const ARC_POINTS = 24;
  const LONE_PX = 13;
  const FIT_ZOOM = 9.5;
  const OUTLYING = 0.12; // so large a part of the steps at either end need not be in view at first
  const NUMBERS_SHOWN = 4;

  atlas.Chain = class {
    constructor(owner) {
      this.owner = owner;
      this.steps = L.layerGroup().addTo(owner.map);
      this.arcs = L.layerGroup().addTo(owner.map);
      this.zones = L.layerGroup().addTo(owner.map);
      this.taken = [];
      owner.map.on("zoomend", () => this.draw());
    }

    // told: {steps: [{number, at: [lon, lat], title, when, side}], links: [{from, to, days}], colors: {side: [light, dark]}}
    show(told) {
      this.told = told;
      this.draw();
      if (told.steps.length) {
        this.owner.map.fitBounds(L.latLngBounds(most(told.steps)).pad(0.25),
          { maxZoom: FIT_ZOOM, animate: false, paddingTopLeft: [50, 10], paddingBottomRight: [20, 20] });
      }
    }

    // zones: {id: {text, both}}: those in force; one that only one side held to has a broken edge.
    showZones(zones) {
      this.zones.clearLayers();
      this.owner.map.getContainer().dataset.zones = Object.keys(zones).length;
      for (const [id, { text, both }] of Object.entries(zones)) {
        const feature = this.owner.boundaries.features.find((one) => one.id === id);
        const layer = this.owner.style.layers.find((one) => one.boundaries.includes(id));
        if (!feature || !layer) continue;
        const color = this.owner.color(layer.color);
        L.geoJSON(feature, { pane: "areas", style: { color, weight: 1.4, dashArray: both ? null : "5 5", fillColor: color,
          fillOpacity: both ? 0.13 : 0.06, stroke: !(feature.properties.open_edges || []).length } })
          .bindTooltip(() => element("div", "atlas-note", text), { sticky: true, direction: "top", className: "atlas-about" })
          .addTo(this.zones);
      }
    }

    draw() {
      this.steps.clearLayers();
      this.arcs.clearLayers();
      this.taken = [];
      const groups = this.groups();
      const of = new Map(groups.flatMap((group) => group.steps.map((step) => [step.number, group])));
      for (const group of groups) this.drawGroup(group);
      this.owner.labels.set("chain", this.drawArcs(of));
      this.owner.map.getContainer().dataset.steps = this.told ? this.told.steps.length : 0;
    }

    // Where the steps lie, in layer points: names keep away from them.
    boxes() {
      return this.taken;
    }

    // Steps whose marks would touch are one group; a group's mark is as wide as the numbers on it.
    groups() {
      let groups = (this.told || { steps: [] }).steps.map((step) => ({ at: step.at, steps: [step] }));
      for (let before = groups.length + 1; groups.length < before;) {
        before = groups.length;
        groups = groups.reduce((kept, group) => {
          const near = kept.find((other) => touch(this.box(other), this.box(group)));
          if (near) near.steps = [...near.steps, ...group.steps].sort((one, other) => one.number - other.number);
          else kept.push(group);
          return kept;
        }, []);
      }
      return groups;
    }

    box({ at: [lon, lat], steps }) {
      const { x, y } = this.owner.map.latLngToLayerPoint([lat, lon]);
      const half = Math.max(LONE_PX, 6 + 3.5 * numbers(steps).length);
      return { left: x - half, top: y - LONE_PX, right: x + half, bottom: y + LONE_PX };
    }

    drawGroup(group) {
      const { at: [lon, lat], steps } = group;
      const box = this.box(group);
      this.taken.push(box);
      const sides = new Set(steps.map(({ side }) => side));
      const color = sides.size === 1 ? this.owner.color(this.told.colors[steps[0].side]) : this.owner.color(this.owner.style.basemap.text);
      const badge = element("span", "atlas-step", numbers(steps));
      badge.style.background = color;
      const told = steps.map((step) => atlas.say("map.step", step)).join("; ");
      // Leaflet writes alt into an image only; a screen reader needs the label of a box.
      badge.setAttribute("aria-hidden", "true");
      L.marker([lat, lon], { pane: "picked",
        icon: L.divIcon({ className: "", iconSize: [box.right - box.left, 2 * LONE_PX], html: badge }) })
        .bindTooltip(() => this.list(steps), { direction: "top", className: "atlas-about", offset: [0, -8] })
        .on("add", ({ target }) => target.getElement().setAttribute("aria-label", told))
        .addTo(this.steps);
    }

    list(steps) {
      const box = element("div", "atlas-note");
      for (const step of steps) {
        const line = element("div", "");
        line.append(element("strong", "", `${step.number} `), element("span", "atlas-dim", `${step.when} `), step.title);
        box.append(line);
      }
      return box;
    }

    // Draws one arc for all links between two marks, and returns the names that stand on them.
    drawArcs(of) {
      const between = new Map();
      for (const { from, to, days } of (this.told || { links: [] }).links) {
        const [start, end] = [of.get(from), of.get(to)];
        if (!start || !end || start === end) continue;
        const key = `${start.steps[0].number}-${end.steps[0].number}`;
        if (!between.has(key)) between.set(key, { start, end, days: [] });
        if (days !== null) between.get(key).days.push(days);
      }
      const names = [];
      for (const { start, end, days } of between.values()) {
        const side = end.steps[0].side;
        const color = this.owner.color(this.told.colors[side]);
        const course = arc(this.owner.map, start.at, end.at);
        L.polyline(course, { pane: "picked", interactive: false, color, weight: 1.8, opacity: 0.75 }).addTo(this.arcs);
        const told = [...new Set(days)].sort((one, other) => one - other);
        if (told.length) {
          const days = told.length > 2 ? atlas.say("map.range", { first: told[0], last: told.at(-1) }) : told.join(", ");
          const text = atlas.say("map.days", { days, count: told.length === 1 ? told[0] : told.length });
          names.push({ text, at: [12, 9, 15, 6, 18].map((part) => [course[part][1], course[part][0]]), rank: -1, kind: "distance", radius: 1, color });
        }
      }
      return names;
    }
  };

  // The corners of what most steps lie in: one far away would make dots of all the others.
  function most(steps) {
    const [lon, lat] = [0, 1].map((axis) => steps.map(({ at }) => at[axis]).sort((one, other) => one - other));
    const cut = Math.floor(steps.length * OUTLYING);
    return [[lat[cut], lon[cut]], [lat.at(-1 - cut), lon.at(-1 - cut)]];
  }

  function numbers(steps) {
    const all = steps.map(({ number }) => number);
    return (all.length > NUMBERS_SHOWN ? [...all.slice(0, NUMBERS_SHOWN - 1), "…", all.at(-1)] : all).join(" · ").replace(" · … · ", " … ");
  }

  function touch(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  }

  // A bent line on the screen from one place to another, as latitudes and longitudes.
  function arc(map, from, to) {
    const [start, end] = [from, to].map(([lon, lat]) => map.latLngToLayerPoint([lat, lon]));
    const way = end.subtract(start);
    const bend = start.add(way.multiplyBy(0.5)).add(L.point(way.y, -way.x).multiplyBy(BEND));
    return Array.from({ length: ARC_POINTS + 1 }, (_, at) => {
      const t = at / ARC_POINTS;
      const point = start.multiplyBy((1 - t) ** 2).add(bend.multiplyBy(2 * t * (1 - t))).add(end.multiplyBy(t ** 2));
      const { lat, lng } = map.layerPointToLatLng(point);
      return [lat, lng];
    });
  }
})();
