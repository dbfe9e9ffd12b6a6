// The view of a map: where it looks and which layers it shows, read from an address and written into one, in the grammar
// of geo/look/view.py. On the map page the browser's address follows the reader by itself, without a word to the server.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const KEYS = ["layers", "center", "zoom", "at"];
  const KEPT = "atlasView"; // on the page around the map: it outlives the map, which goes when the reader opens another page
  const ZOOM = [5, 15];
  const PICKED = "event";
  const LIGHT = "atlas-first"; // the layer with the light map; while it is there, it is what the reader sees (first.js)

  atlas.View = class {
    // owner: the map (map.js). at: [lat, lon, zoom], layers: ids, and moment: text of a window of time (time.js), of the
    // address, or nothing where it has none; lent: ids of layers that a playback shows of its own accord.
    constructor(owner) {
      const { page } = owner;
      this.owner = owner;
      this.around = page.follows ? window.parent : null;
      // A server that is behind may write an older view into the address: what this page has shown last is newer.
      const { at, layers, moment } = this.around ? this.around[KEPT] || read(this.around.location.search) : { at: page.view, layers: page.layers, moment: page.moment };
      Object.assign(this, { at, layers, moment, lent: [] });
      owner.map.on("moveend", () => this.changed());
      if (!this.around) return;
      this.path = this.around.location.pathname;
      // The server writes what is filtered and picked into the address, and knows nothing of the view.
      const entries = this.around.navigation;
      const write = () => this.write();
      entries?.addEventListener("currententrychange", write);
      window.addEventListener("pagehide", () => entries?.removeEventListener("currententrychange", write));
    }

    // To be called whenever the map shows something else.
    changed() {
      this.write();
      this.owner.map.fire("atlas:view");
    }

    write() {
      const { around, owner } = this;
      if (!around || around.location.pathname !== this.path) return;
      const light = around.document.getElementById(LIGHT);
      if (light && !light.contains(window.frameElement)) return;
      around[KEPT] = { at: this.at = owner.moved ? this.looks() : this.at, layers: this.chosen(), moment: this.moment };
      const { hash, pathname, search } = around.location;
      const wanted = joined(search, this.pairs());
      if (wanted !== search) around.history.replaceState(around.history.state, "", `${pathname}${wanted}${hash}`);
    }

    // [lat, lon, zoom]. A map stands on whole pixels, so it lies a little off what it was asked for: that is told again.
    looks() {
      const { map } = this.owner, { at } = this;
      const center = map.getCenter(), zoom = map.getZoom();
      const same = at && at[2] === zoom && map.project(center).distanceTo(map.project([at[0], at[1]])) < 1;
      return same ? at : [center.lat, center.lng, zoom];
    }

    // Ids of the layers that are on, in the order of the style table.
    shown() {
      return this.owner.style.layers.map(({ id }) => id).filter((id) => !this.owner.layers.off.has(id));
    }

    // The same, or nothing where they are those of every map; before they are drawn, what was asked for.
    chosen() {
      if (!this.owner.layers) return this.layers;
      const shown = this.shown();
      return shown.join() === this.owner.style.layers.filter(({ id, shown: always }) => always || this.lent.includes(id)).map(({ id }) => id).join() ? null : shown;
    }

    // The parameters that say the view; what is as on every map stays out. at: where it looks.
    pairs(at = this.owner.moved ? this.looks() : this.at) {
      const chosen = this.chosen();
      const pairs = chosen ? [`layers=${chosen.join()}`] : [];
      if (at) pairs.push(...place(at));
      return this.moment ? [...pairs, `at=${encodeURIComponent(this.moment)}`] : pairs;
    }

    // The address of a page, that with the map by default, with filter, view and picked event. at: where it looks, as in pairs().
    link(at, page = this.around ? this.around.location.href.split("#")[0] : this.owner.page.full) {
      const { state } = this.owner;
      const [base, query] = page.split("?");
      const picked = state.picked ? [`${PICKED}=${encodeURIComponent(state.picked)}`] : [];
      const link = base + joined(query, [...picked, ...this.pairs(at)], [PICKED, ...KEYS]);
      return /[?&]lang=/.test(link) ? link : atlas.onwards(link);
    }
  };

  // What an address says of the view. What is no view is left out; the page says so in words.
  function read(search) {
    const told = new URLSearchParams(search);
    const [[south, west], [north, east]] = atlas.WINDOW;
    const [lon, lat, ...more] = (told.get("center") || "").split(",").map(number);
    const zoom = number(told.get("zoom") || "");
    const good = !more.length && lon >= west && lon <= east && lat >= south && lat <= north && zoom >= ZOOM[0] && zoom <= ZOOM[1];
    const layers = told.get("layers");
    const moment = /^[\dW./-]+$/.exec(told.get("at") || "")?.[0] || null;
    return { at: good ? [lat, lon, zoom] : null, moment, layers: layers === null ? null : layers.split(",").filter((id) => /^[\w-]+$/.test(id)) };
  }

  // Number() would read nothing as 0.
  function number(text) {
    return text.trim() ? Number(text) : NaN;
  }

  // As exact as a quarter of a pixel at this zoom.
  function place([lat, lon, zoom]) {
    const [[south, west], [north, east]] = atlas.WINDOW;
    const written = (value, least, most) => +Math.min(Math.max(value, least), most).toFixed(Math.ceil(zoom / 3));
    return [`center=${written(lon, west, east)},${written(lat, south, north)}`, `zoom=${+Math.min(Math.max(zoom, ZOOM[0]), ZOOM[1]).toFixed(2)}`];
  }

  // A query with pairs in place of those that it has of some keys; the others stay as they are written.
  function joined(search = "", pairs, keys = KEYS) {
    const others = search.replace(/^\?/, "").split("&").filter((pair) => pair && !keys.includes(pair.split("=")[0]));
    return others.length + pairs.length ? `?${[...others, ...pairs].join("&")}` : "";
  }
})();
