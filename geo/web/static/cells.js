// Marks by view, where there are too many events to send one by one: counts by category in cells of the world, asked for
// as the reader moves. What is drawn of them is as of events: spots with counts (marks.js).
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const TILE_PX = 256;
  const LISTED_MOST = 200;
  const HAIR_DEG = 1e-5;
  const FETCHED_MOST = 2000; // what lies in the box round a mark comes along with the events of the mark

  atlas.Cells = class {
    // owner: the map (map.js).
    constructor(owner) {
      this.owner = owner;
      owner.map.on("moveend", () => this.load());
    }

    // cells: {url, events, table: addresses with the filter; count, placed: how many events, most: how many may come one by one; px: edge of a cell}, or
    // nothing where the events are drawn one by one.
    async follow(cells) {
      const { map } = this.owner;
      this.cells = cells;
      this.asked = undefined;
      delete map.getContainer().dataset.seen;
      if (!cells) return;
      map.getContainer().dataset.events = cells.count;
      // What has no point of its own is told with the filter: it does not change with the view.
      this.badges = cells.badges.map((badge) => {
        const at = badge.at || this.owner.badges.places[badge.place].spots[0];
        return { ...badge, at, members: [{ cell: null, place: badge.place, at }] };
      });
      await this.load();
    }

    // Asks for whole tiles, so that a small move asks for nothing new and neighbours share an answer.
    async load() {
      if (!this.cells) return;
      const { map } = this.owner;
      const zoom = Math.floor(map.getZoom());
      const url = this.address(this.cells.url, this.tiles(zoom), { zoom: [zoom] });
      if (url === this.asked) return;
      this.asked = url;
      try {
        const answer = url ? await this.owner.source.json(url) : { spots: [] };
        if (url !== this.asked) return; // the reader has moved on
        this.owner.say("");
        const own = new Set(answer.own);
        this.spots = answer.spots.map((row, at) => {
          const one = spot(row, answer), cell = this.cellOf(one.at, zoom);
          return { ...one, own: own.has(at), cell, members: [one.event ? { ...one.event, cell, zoom } : { cell, zoom }] };
        });
        this.owner.marks.draw([...this.spots, ...this.badges]);
        map.getContainer().dataset.seen = total(this.spots);
      } catch (error) {
        if (url !== this.asked) return;
        this.asked = undefined;
        this.owner.say(atlas.say("map.events_failed", { reason: error.message }));
      }
    }

    // West, south, east and north of the tiles in view, or nothing where they reach over the whole map.
    tiles(zoom) {
      const { map } = this.owner;
      const [[south, west], [north, east]] = atlas.WINDOW;
      const bounds = map.getBounds();
      const low = map.project(bounds.getNorthWest(), zoom).divideBy(TILE_PX).floor().multiplyBy(TILE_PX);
      const high = map.project(bounds.getSouthEast(), zoom).divideBy(TILE_PX).ceil().multiplyBy(TILE_PX);
      const corner = map.unproject(low, zoom), other = map.unproject(high, zoom);
      const box = [corner.lng, other.lat, other.lng, corner.lat];
      return box[0] <= west && box[1] <= south && box[2] >= east && box[3] >= north ? null : box;
    }

    // An address with another box: where the filter has one already, what both share; nothing where they share nothing.
    // terms: name -> values in place of those that the filter has.
    address(url, box, terms = {}) {
      const [path, query] = url.split("?");
      const pairs = new URLSearchParams(query);
      const own = pairs.get("bbox")?.split(",").map(Number);
      if (own && box) box = [Math.max(own[0], box[0]), Math.max(own[1], box[1]), Math.min(own[2], box[2]), Math.min(own[3], box[3])];
      if (box && (box[0] > box[2] || box[1] > box[3])) return null;
      if (box) pairs.set("bbox", box.map((value) => +value.toFixed(5)).join());
      for (const [name, values] of Object.entries(terms)) {
        pairs.delete(name);
        for (const value of values) pairs.append(name, value);
      }
      return `${path}?${pairs}`;
    }

    cellOf([lon, lat], zoom) {
      const { x, y } = this.owner.map.project([lat, lon], zoom);
      return `${Math.floor(x / this.cells.px)},${Math.floor(y / this.cells.px)}`;
    }

    // Whether a mark stands for more events than a list holds, or hangs in such a crowd that the list is long in coming.
    crowded(group) {
      const { cells, zoom } = within(group);
      const [left, top, right, bottom] = edges(cells);
      const near = this.spots.filter(({ cell }) => {
        const [column, row] = numbers(cell);
        return column >= left && column <= right && row >= top && row <= bottom;
      });
      return group.count > LISTED_MOST || (zoom < this.owner.map.getMaxZoom() && total(near) > FETCHED_MOST);
    }

    // Whether a click on a mark comes nearer: while it stands for too many, as near as the map goes.
    leadsNearer(group) {
      const { map } = this.owner;
      if (group.badge) return false;
      return map.getZoom() < map.getMaxZoom() && this.crowded(group);
    }

    // What a mark of cells opens: nearer, while there are more events than a list holds; then the list, or the table; of a
    // lone event its card. A badge has no nearer.
    async open(group) {
      const { map, marks } = this.owner;
      if (this.leadsNearer(group)) {
        map.setView(group.stands, Math.min(map.getZoom() + 2, map.getMaxZoom()));
        return;
      }
      const heading = group.badge ? marks.told(group) : atlas.say("map.events_here", { count: group.count });
      const offset = [0, 4 - group.radius];
      const shown = marks.hidden.size ? { category: Object.keys(group.counts) } : {};
      const addresses = (url) => this.terms(group).map(([box, terms]) => this.address(url, box, { ...terms, ...shown }));
      if (group.count > LISTED_MOST) {
        this.owner.popup(group.stands, leading(heading, addresses(this.cells.table)), offset);
        return;
      }
      try {
        const answers = await Promise.all(addresses(this.cells.events).map((url) => this.owner.source.json(url)));
        const { cells, zoom } = within(group);
        const events = answers.flatMap(({ features }) => features).filter((event) => atlas.isOwn(event) === Boolean(group.own))
          .filter((event) => group.badge || (atlas.onMap(event) && cells.has(this.cellOf(event.geometry.coordinates, zoom))));
        if (events.length === 1 && !group.badge) this.owner.pick(events[0]);
        else this.owner.popup(group.stands, marks.listing(heading, events), offset);
      } catch (error) {
        this.owner.say(atlas.say("map.events_failed", { reason: error.message }));
      }
    }

    // What the events of a mark are asked for by: boxes with terms of the filter, each of which gives some of them.
    terms(group) {
      const precision = [group.precision];
      if (!group.badge) {
        const { cells, zoom } = within(group);
        return [[this.bounds(cells, zoom), { precision }]];
      }
      const named = group.members.filter(({ place }) => place).map(({ place }) => place);
      const points = group.members.filter(({ place }) => !place).map(({ at: [lon, lat] }) => [lon - HAIR_DEG, lat - HAIR_DEG, lon + HAIR_DEG, lat + HAIR_DEG]);
      return [...(named.length ? [[null, { place: named, precision }]] : []), ...points.map((box) => [box, {}])];
    }

    // West, south, east and north of cells, a hair wider, for an address rounds them.
    bounds(cells, zoom) {
      const { map } = this.owner;
      const [left, top, right, bottom] = edges(cells).map((edge, at) => (edge + (at > 1)) * this.cells.px);
      const corner = map.unproject([left, top], zoom), other = map.unproject([right, bottom], zoom);
      return [corner.lng - HAIR_DEG, other.lat - HAIR_DEG, other.lng + HAIR_DEG, corner.lat + HAIR_DEG];
    }
  };

  // The cells of a mark, and the zoom that they belong to.
  function within({ members }) {
    return { cells: new Set(members.map(({ cell }) => cell)), zoom: members[0].zoom };
  }

  // A heading, and a link to the table of so many events, one for each address.
  function leading(heading, addresses) {
    const links = addresses.map((address) => {
      const link = element("a", "", atlas.say("map.open_table"));
      link.href = atlas.onwards(address);
      link.target = "_blank";
      const line = element("p", "");
      line.append(link);
      return line;
    });
    const note = element("div", "atlas-list");
    note.append(element("strong", "", heading), ...links);
    return note;
  }

  function numbers(cell) {
    return cell.split(",").map(Number);
  }

  // The first column and row of cells, and the last.
  function edges(cells) {
    const [columns, rows] = [0, 1].map((part) => [...cells].map((cell) => numbers(cell)[part]));
    return [Math.min(...columns), Math.min(...rows), Math.max(...columns), Math.max(...rows)];
  }

  function total(spots) {
    return spots.reduce((sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b, 0), 0);
  }

  // A row of /api/marks.json: lon, lat, precision, id of a lone event or null, then category and count in turn.
  function spot([lon, lat, precision, id, ...pairs], { categories, precisions }) {
    const counts = {};
    for (let at = 0; at < pairs.length; at += 2) counts[categories[pairs[at]]] = pairs[at + 1];
    const place = { at: [lon, lat], counts, precision: precisions[precision] };
    if (!id) return place;
    const properties = { category: Object.keys(counts)[0], location_precision: place.precision };
    return { ...place, event: { type: "Feature", id, geometry: { type: "Point", coordinates: place.at }, properties } };
  }
})();
