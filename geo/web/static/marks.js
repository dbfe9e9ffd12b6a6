// Events on the map. What lies together on the screen is one mark with a count (grouping.js); how well a place is known
// shows in how its mark is drawn. Text of events only ever becomes textContent, never markup.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const COARSE = "area";
  const NAMED_MOST = 4;
  const PLATE_PX = 5.3; // from the edge of a mark's box to the square round a reader's own, which is no larger than its rim

  atlas.Marks = class {
    // style: the table of /assets/style.json; badges: badges.js; onPick: called with the feature that the reader picked;
    // openPopup: opens a popup at (latlng, content, offset); cells: what answers for a mark that stands for cells (cells.js); names: boxes of the names that marks leave room for,
    // in layer points (labels.js).
    constructor(map, style, badges, onPick, openPopup) {
      this.map = map;
      this.style = style;
      this.badges = badges;
      this.onPick = onPick;
      this.openPopup = openPopup;
      this.category = new Map([...style.categories, style.other].map((one, order) => [one.id, { ...one, order }]));
      this.layer = L.layerGroup().addTo(map);
      this.leaders = L.layerGroup().addTo(map); // from marks that have moved to where they belong, under all marks
      this.spots = [];
      this.groups = [];
      this.hidden = new Set();
      // Badges stand where the reader sees their place, and what lies abroad at the edge of the view.
      const follow = () => {
        if (map.getZoom() !== this.zoom || this.spots.some(({ precision }) => atlas.BADGED.includes(precision))) this.draw();
      };
      map.on("moveend", follow).on("resize", follow);
    }

    show(features) {
      const points = features.filter(atlas.onMap).map((feature) => ({
        at: feature.geometry.coordinates,
        counts: { [feature.properties.category]: 1 },
        precision: feature.properties.location_precision,
        own: atlas.isOwn(feature),
        members: [feature],
      }));
      this.draw([...points, ...this.badges.of(features.filter((feature) => !atlas.onMap(feature)))]);
    }

    hide(category, hidden) {
      this.hidden[hidden ? "add" : "delete"](category);
      this.draw();
    }

    // spots: [{at: [lon, lat], counts: {category: number}, precision, members}]; those drawn before where none are given.
    draw(spots = this.spots) {
      this.spots = spots;
      this.groups = this.group();
      // A mark that stays as it was is not made anew: it keeps the focus, its tooltip and the press that is under way.
      const drawn = new Map(this.layer.getLayers().map((marker) => [marker.key, marker]));
      const zoom = (this.zoom = this.map.getZoom());
      for (const group of this.groups) {
        group.stands = this.map.unproject([group.x, group.y], zoom);
        const key = this.key(group);
        const marker = drawn.get(key) || this.marker(group, key);
        marker.group = group;
        drawn.delete(key);
        this.layer.addLayer(marker.setLatLng(group.stands));
        if (group.badge) marker.getElement().innerHTML = this.badge(group); // its arrow turns
      }
      for (const marker of drawn.values()) this.layer.removeLayer(marker);
      this.drawLeaders(zoom);
      const events = this.groups.reduce((sum, group) => sum + group.count, 0);
      this.map.getContainer().dataset.drawn = events;
      this.map.fire("atlas:marks", { marks: this.groups.length, events });
    }

    drawLeaders(zoom) {
      this.leaders.clearLayers();
      const color = this.style.dark ? "#cfd4d9" : "#55504a";
      for (const { precision, place, x, y, home, others, stands } of this.groups) {
        if (precision === "abroad" || [home, ...(others || [])].some((spot) => spot[0] === x && spot[1] === y)) continue;
        const end = precision === "issued" ? this.badges.point(place) : this.map.unproject(home, zoom);
        L.polyline([stands, end], { pane: "measure", interactive: false, color, weight: 0.9 }).addTo(this.leaders);
        L.circleMarker(end, { pane: "measure", interactive: false, radius: 1.8, stroke: false, fillColor: color, fillOpacity: 1 }).addTo(this.leaders);
      }
    }

    group() {
      const zoom = this.map.getZoom();
      const places = [];
      const room = this.badges.room();
      for (const spot of this.spots) {
        const counts = Object.fromEntries(Object.entries(spot.counts).filter(([category]) => !this.hidden.has(category)));
        if (!Object.keys(counts).length) continue;
        const members = spot.place && this.hidden.size ? spot.members.filter(({ properties }) => !properties || !this.hidden.has(properties.category)) : spot.members;
        if (atlas.BADGED.includes(spot.precision)) {
          const [[x, y], ...others] = this.badges.positions(spot, zoom, room);
          places.push({ ...spot, counts, members, x, y, others });
        } else {
          const { x, y } = this.map.project([spot.at[1], spot.at[0]], zoom);
          places.push({ ...spot, counts, x, y });
        }
      }
      const { x, y } = this.map.getPixelOrigin();
      const inWorld = ({ left, top, right, bottom }) => ({ left: left + x, top: top + y, right: right + x, bottom: bottom + y });
      return atlas.group(places, Infinity, this.names().map((boxes) => boxes.map(inWorld)));
    }

    // What tells marks apart; one that moves aside as the view moves stays the same, and keeps the focus.
    key({ counts, precision, own, badge, at, places, members }) {
      const where = badge && precision !== "abroad" ? places : [at, places];
      return JSON.stringify([where, counts, precision, own, members.length === 1 ? members[0].id : null, this.style.dark]);
    }

    // marker.group: what the mark stands for, which may be told anew (draw).
    marker(group, key) {
      const one = group.count === 1 && !group.badge;
      const size = 2 * (group.radius + 6);
      const coarse = group.precision === COARSE;
      const marker = L.marker(group.stands, {
        pane: "events",
        keyboard: true,
        autoPanOnFocus: false, // keyboard.js pans
        icon: L.divIcon({
          className: "atlas-mark" + (coarse ? " atlas-mark-coarse" : "") + (group.badge ? " atlas-badge" : ""),
          iconSize: group.badge ? group.size : [size, size],
          html: group.badge ? this.badge(group) : one ? this.symbol(Object.keys(group.counts)[0], group.precision, size, group.own) : this.ring(group, size),
        }),
      });
      marker.key = key;
      marker.on("add", () => marker.getElement().setAttribute("aria-label", one
        ? [this.named(group) || atlas.own(this.category.get(Object.keys(group.counts)[0]), "name"), ...this.whose(group)].join(" · ")
        : this.told(marker.group)));
      marker.bindTooltip(() => this.tooltip(marker.group), { direction: "top", offset: [0, -group.radius] });
      if (group.badge) {
        marker.on("add", () => {
          const box = marker.getElement();
          box.addEventListener("focus", () => this.badges.show(marker.group.places));
          box.addEventListener("blur", () => this.badges.show([]));
        });
        marker.on("mouseover", () => this.badges.show(marker.group.places));
        marker.on("mouseout", () => this.badges.show([]));
      }
      const open = (asked) => {
        L.DomEvent.stopPropagation(asked);
        marker.closeTooltip();
        if (group.badge) this.badges.pin(marker.group.places);
        const [first] = marker.group.members;
        if (one && first.id) this.onPick(first);
        else if (ofCells(marker.group)) this.cells.open(marker.group);
        else this.list(marker.group);
      };
      marker.on("click", open);
      marker.on("keydown", (press) => {
        if (press.originalEvent.key !== "Enter" && press.originalEvent.key !== " ") return;
        L.DomEvent.preventDefault(press.originalEvent); // a space would scroll the page
        open(press);
      });
      return marker;
    }

    // Day and title of a single event, or nothing where only its category is known.
    named({ members: [{ properties }] }) {
      const title = properties && atlas.own(properties, "title");
      return title && `${atlas.own(properties, "date_text")}: ${title}`;
    }

    // How many events, and where those of a badge are.
    told(group) {
      const count = [atlas.say("map.count", { count: group.count }), ...this.whose(group)];
      if (!group.badge) return count.join(" · ");
      const names = this.badges.names(group);
      return [...count, atlas.say(`map.place_${group.precision}`), ...names.slice(0, NAMED_MOST), ...(names.length > NAMED_MOST ? ["…"] : [])].join(" · ");
    }

    // Whose the events of a mark are, where there are those of two.
    whose({ own }) {
      return this.beside ? [atlas.say(own ? "map.own" : "map.catalogue")] : [];
    }

    tooltip(group) {
      const box = element("div", "");
      if (group.count > 1 || group.badge) {
        box.append(element("strong", "", this.told(group)), element("div", "atlas-dim", atlas.say(ofCells(group) && this.cells.leadsNearer(group) ? "map.nearer" : "map.click")));
      } else if (this.named(group)) {
        const [{ properties }] = group.members;
        box.append(element("strong", "", atlas.own(properties, "date_text")), atlas.write(element("div", ""), properties, "title"));
      } else {
        box.append(element("strong", "", atlas.own(this.category.get(Object.keys(group.counts)[0]), "name")));
      }
      if (group.count === 1 && !group.badge) box.append(...this.whose(group).map((text) => element("div", "atlas-dim", text)));
      if (group.count === 1 && group.precision === COARSE) box.append(element("div", "atlas-dim", atlas.say("map.coarse")));
      return box;
    }

    // A single event: the shape of its category; rim and halo tell the precision, and a square round it a reader's own.
    symbol(category, precision, size, own) {
      const look = this.category.get(category);
      const half = size / 2;
      const halo = precision === COARSE
        ? own ? square("atlas-halo", half - 2, `stroke="${this.color(look)}"`) : `<circle class="atlas-halo" r="${half - 2}" stroke="${this.color(look)}"/>` : "";
      const dot = precision === "exact" ? '<circle class="atlas-exact" r="2"/>' : "";
      return `<svg viewBox="${-half} ${-half} ${size} ${size}" aria-hidden="true">${halo}${own ? square("atlas-own", half - PLATE_PX) : ""}` +
        `<path d="${this.style.shapes[look.shape]}" transform="scale(.78)" fill="${this.color(look)}"/>${dot}</svg>`;
    }

    // Several events: a ring with a segment for each category, and their number; round a reader's own a square.
    ring(group, size) {
      const half = size / 2, outer = group.radius, width = 4, middle = outer - width / 2;
      const around = 2 * Math.PI * middle;
      const order = this.ordered(group);
      let done = 0;
      const segments = order.map(([id, count]) => {
        const length = (count / group.count) * around;
        const arc = `<circle r="${middle}" fill="none" stroke="${this.color(this.category.get(id))}" ` +
          `stroke-width="${width}" stroke-dasharray="${length} ${around}" stroke-dashoffset="${-done}" transform="rotate(-90)"/>`;
        done += length;
        return arc;
      });
      const px = group.count > 999 ? 9.5 : group.count > 99 ? 10.5 : 11.5;
      return `<svg viewBox="${-half} ${-half} ${size} ${size}" aria-hidden="true">${group.own ? square("atlas-own", half - PLATE_PX) : ""}<circle class="atlas-disc" r="${outer + (group.own ? 0 : 1)}"/>` +
        `${segments.join("")}<text class="atlas-count" y="${px * 0.36}" font-size="${px}">${brief(group.count)}</text></svg>`;
    }

    // What has no point of its own: the sign of its kind of place, the number, and the share of each category.
    badge(group) {
      const [width, height] = group.size.map((length) => length - 2);
      let left = 3;
      const shares = this.ordered(group).map(([id, count]) => {
        const share = (count / group.count) * (width - 6);
        left += share;
        return `<rect x="${left - share}" y="${height - 4.2}" width="${share}" height="2.6" fill="${this.color(this.category.get(id))}"/>`;
      });
      const middle = (17 + width) / 2;
      return `<svg viewBox="-1 -1 ${width + 2} ${height + 2}" aria-hidden="true"><rect class="atlas-badge-box${group.own ? " atlas-own" : ""}" width="${width}" height="${height}" rx="${group.own ? 0 : 4}"/>` +
        `${this.sign(group.precision, 10, height / 2 - 1.5, group.precision === "abroad" ? this.badges.turn(group) : 0)}${shares.join("")}<text class="atlas-count" x="${middle}" y="${height / 2 + 2.4}" font-size="11">${brief(group.count)}</text></svg>`;
    }

    // turn: clockwise, in degrees.
    sign(precision, x, y, turn = 0) {
      return `<path class="atlas-badge-sign" transform="translate(${x} ${y}) rotate(${turn}) scale(.85)" d="${this.style.signs[precision]}"/>`;
    }

    ordered(group) {
      return Object.entries(group.counts).sort((a, b) => this.category.get(a[0]).order - this.category.get(b[0]).order);
    }

    list(group) {
      const events = [...group.members].sort((a, b) => (a.id < b.id ? -1 : 1));
      const apart = new Set(events.map((event) => event.geometry?.coordinates.join())).size > 1;
      const heading = group.badge ? this.told(group) : atlas.say(apart ? "map.around" : "map.together", { count: events.length });
      this.openPopup(group.stands, this.listing(heading, events), [0, 4 - group.radius]);
    }

    listing(heading, events) {
      const box = element("div", "atlas-list");
      box.append(element("strong", "", heading));
      const items = element("ol", "");
      for (const event of events) {
        const button = element("button", "");
        button.type = "button";
        const look = this.category.get(event.properties.category);
        button.append(this.swatch(look), element("span", "atlas-when", atlas.own(event.properties, "date_text")), atlas.write(element("span", ""), event.properties, "title"));
        button.append(...this.whose({ own: atlas.isOwn(event) }).map((text) => element("span", "atlas-dim", text)));
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
      return this.groups.map(({ stands, size: [width, height] }) => {
        const { x, y } = this.map.latLngToLayerPoint(stands);
        return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2, mark: true };
      });
    }
  };

  // A number that fits into a ring, whatever it is.
  function brief(count) {
    return count < 1000 ? count : new Intl.NumberFormat(atlas.words.language, { notation: "compact" }).format(count);
  }

  function square(className, half, more = "") {
    return `<rect class="${className}" x="${-half}" y="${-half}" width="${2 * half}" height="${2 * half}" rx="1.5" ${more}/>`;
  }

  function ofCells({ members }) {
    return members[0].cell !== undefined;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }
  atlas.element = element;
})();
