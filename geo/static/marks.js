// Events on the map. What lies together on the screen is one mark with a count; how well a place is known shows
// in how its mark is drawn. Text of events only ever becomes textContent, never markup.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const TOGETHER_PX = 27;
  const COARSE = "area";

  atlas.Marks = class {
    // style: the table of /assets/style.json; onPick: called with the feature that the reader picked;
    // openPopup: opens a popup at (latlng, content, offset).
    constructor(map, style, onPick, openPopup) {
      this.map = map;
      this.style = style;
      this.onPick = onPick;
      this.openPopup = openPopup;
      this.category = new Map(style.categories.map((one, order) => [one.id, { ...one, order }]));
      this.layer = L.layerGroup().addTo(map);
      this.places = [];
      this.groups = [];
      this.hidden = new Set();
      map.on("zoomend", () => this.draw());
    }

    show(features) {
      this.features = features;
      const places = new Map();
      for (const feature of features) {
        if (this.hidden.has(feature.properties.category)) continue;
        const key = feature.geometry.coordinates.join();
        if (!places.has(key)) places.set(key, { at: feature.geometry.coordinates, events: [] });
        places.get(key).events.push(feature);
      }
      // The fullest place first, so that a mark sits where most of its events are.
      this.places = [...places.values()].sort((one, other) => other.events.length - one.events.length);
      this.draw();
    }

    hide(category, hidden) {
      this.hidden[hidden ? "add" : "delete"](category);
      this.show(this.features || []);
    }

    draw() {
      this.groups = this.group();
      this.layer.clearLayers();
      for (const group of this.groups) this.layer.addLayer(this.marker(group));
      this.map.fire("atlas:marks", { marks: this.groups.length, events: this.places.reduce((n, p) => n + p.events.length, 0) });
    }

    group() {
      const zoom = this.map.getZoom();
      const cells = new Map();
      const groups = [];
      for (const place of this.places) {
        const point = this.map.project([place.at[1], place.at[0]], zoom);
        const column = Math.floor(point.x / TOGETHER_PX), row = Math.floor(point.y / TOGETHER_PX);
        let home = null;
        for (let dx = -1; dx <= 1 && !home; dx++) {
          for (let dy = -1; dy <= 1 && !home; dy++) {
            home = (cells.get(`${column + dx},${row + dy}`) || [])
              .find((group) => group.point.distanceTo(point) < TOGETHER_PX) || null;
          }
        }
        if (home) {
          home.events.push(...place.events);
          continue;
        }
        const group = { point, at: place.at, events: [...place.events] };
        groups.push(group);
        const cell = `${column},${row}`;
        if (!cells.has(cell)) cells.set(cell, []);
        cells.get(cell).push(group);
      }
      for (const group of groups) group.radius = group.events.length === 1 ? 8 : groupRadius(group.events.length);
      return groups;
    }

    marker(group) {
      const one = group.events.length === 1;
      const size = 2 * (group.radius + 6);
      const coarse = group.events.every((event) => event.properties.location_precision === COARSE);
      const marker = L.marker([group.at[1], group.at[0]], {
        pane: "events",
        keyboard: true,
        icon: L.divIcon({
          className: "atlas-mark" + (coarse ? " atlas-mark-coarse" : ""),
          iconSize: [size, size],
          html: one ? this.symbol(group.events[0], size) : this.ring(group, size),
        }),
      });
      marker.on("add", () => marker.getElement().setAttribute("aria-label", one
        ? `${group.events[0].properties.date_text}: ${group.events[0].properties.title}`
        : `${group.events.length} events`));
      marker.bindTooltip(() => tooltip(group), { direction: "top", offset: [0, -group.radius] });
      const open = (asked) => {
        L.DomEvent.stopPropagation(asked);
        marker.closeTooltip();
        if (one) this.onPick(group.events[0]);
        else this.list(group);
      };
      marker.on("click", open);
      marker.on("keydown", (press) => {
        if (press.originalEvent.key !== "Enter" && press.originalEvent.key !== " ") return;
        L.DomEvent.preventDefault(press.originalEvent); // a space would scroll the page
        open(press);
      });
      return marker;
    }

    // A single event: the shape of its category; rim and halo tell the precision.
    symbol(event, size) {
      const { location_precision: precision, category } = event.properties;
      const look = this.category.get(category);
      const half = size / 2;
      const halo = precision === COARSE
        ? `<circle class="atlas-halo" r="${half - 2}" stroke="${this.color(look)}"/>` : "";
      const dot = precision === "exact" ? '<circle class="atlas-exact" r="2"/>' : "";
      return `<svg viewBox="${-half} ${-half} ${size} ${size}" aria-hidden="true">${halo}` +
        `<path d="${this.style.shapes[look.shape]}" transform="scale(.78)" fill="${this.color(look)}"/>${dot}</svg>`;
    }

    // Several events: a ring with a segment for each category, and their number.
    ring(group, size) {
      const half = size / 2, outer = group.radius, width = 4, middle = outer - width / 2;
      const around = 2 * Math.PI * middle;
      const counts = new Map();
      for (const event of group.events) {
        const id = event.properties.category;
        counts.set(id, (counts.get(id) || 0) + 1);
      }
      const order = [...counts].sort((a, b) => this.category.get(a[0]).order - this.category.get(b[0]).order);
      let done = 0;
      const segments = order.map(([id, count]) => {
        const length = (count / group.events.length) * around;
        const arc = `<circle r="${middle}" fill="none" stroke="${this.color(this.category.get(id))}" ` +
          `stroke-width="${width}" stroke-dasharray="${length} ${around}" stroke-dashoffset="${-done}" transform="rotate(-90)"/>`;
        done += length;
        return arc;
      });
      const px = group.events.length > 99 ? 10.5 : 11.5;
      return `<svg viewBox="${-half} ${-half} ${size} ${size}" aria-hidden="true"><circle class="atlas-disc" r="${outer + 1}"/>` +
        `${segments.join("")}<text class="atlas-count" y="${px * 0.36}" font-size="${px}">${group.events.length}</text></svg>`;
    }

    list(group) {
      const events = [...group.events].sort((a, b) => (a.id < b.id ? -1 : 1));
      const apart = new Set(events.map((event) => event.geometry.coordinates.join())).size > 1;
      const listing = this.listing(`${events.length} events ${apart ? "around here; zoom in to part them" : "at one place"}`, events);
      this.openPopup([group.at[1], group.at[0]], listing, [0, 4 - group.radius]);
    }

    listing(heading, events) {
      const box = element("div", "atlas-list");
      box.append(element("strong", "", heading));
      const items = element("ol", "");
      for (const event of events) {
        const button = element("button", "");
        button.type = "button";
        const look = this.category.get(event.properties.category);
        button.append(this.swatch(look), element("span", "atlas-when", event.properties.date_text), element("span", "", event.properties.title));
        button.addEventListener("click", () => {
          this.map.closePopup();
          this.onPick(event);
        });
        const item = element("li", "");
        item.append(button);
        items.append(item);
      }
      box.append(items);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    }

    swatch(look) {
      const box = element("span", "atlas-swatch");
      // Numbers and colours of our own table, never text of an event.
      box.innerHTML = `<svg viewBox="-11 -11 22 22" width="14" height="14" aria-hidden="true"><path d="${this.style.shapes[look.shape]}" fill="${this.color(look)}"/></svg>`;
      return box;
    }

    color(look) {
      return look.color[this.style.dark ? 1 : 0];
    }

    boxes() {
      return this.groups.map((group) => {
        const at = this.map.latLngToLayerPoint([group.at[1], group.at[0]]);
        const r = group.radius;
        return { left: at.x - r, top: at.y - r, right: at.x + r, bottom: at.y + r, soft: true };
      });
    }
  };

  function groupRadius(count) {
    return 9 + Math.min(7, 1.4 * Math.log2(count));
  }

  function tooltip(group) {
    const box = element("div", "");
    if (group.events.length === 1) {
      const { title, date_text: when, location_precision: precision } = group.events[0].properties;
      box.append(element("strong", "", when), element("div", "", title));
      if (precision === COARSE) box.append(element("div", "atlas-dim", "place known to about 50 km"));
    } else {
      box.append(element("strong", "", `${group.events.length} events`), element("div", "atlas-dim", "click for the list"));
    }
    return box;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }
  atlas.element = element;
})();
