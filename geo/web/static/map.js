// The map as a whole: its frame, what the reader changes, and the parts that draw (layers.js, marks.js, legend.js,
// measuring.js, points.js, chain.js). Base layers come once by URL; a change of filter only moves the events. create() is called when the map is made, update() whenever the reader changes something.
//
// urls: addresses of style, basemap, boundaries and event; with measure and measurePage a click anywhere measures from there.
// page: how the map stands, each of it optional. follows: the address of the page around it says the view, and follows the
// reader (view.js); spoken: what the addresses of other pages have to say to go on in this language. Outside that page: full: the
// address of that page with the same filter; source: where data come from (source.js); layers: ids
// of those shown; legend: false for none; view: [lat, lon, zoom]; pick: called with the feature that the reader picked;
// chooseDistance: called with the reader's choice of bands; lines: ids of those that they may lie round, where no
// others can be had;
// brought: the events are a reader's own and may be of other kinds than ours; beside: they stand among the catalogue's;
// alone: keeps nothing and asks no other machine; awaited: the page waits to be told that the first events are drawn.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const { element } = atlas;
  const HOME = [[37.0, 124.45], [39.1, 129.55]];
  const WINDOW = (atlas.WINDOW = [[33, 123], [43.5, 132.5]]);
  const WIDE_PX = 700;
  const LEGEND_PX = 250;
  const NEAREST_ZOOM = 11;
  const PATIENCE_MS = 1000;
  const NOTHING = { type: "Feature", id: null, geometry: { type: "Point", coordinates: [0, 0] }, properties: {} };

  atlas.create = (map, urls, page = {}) => {
    atlas.current = new Atlas(map, urls, page);
    return atlas.current;
  };
  atlas.update = (state) => atlas.current.update(state);

  class Atlas {
    constructor(map, urls, page) {
      document.documentElement.lang = atlas.words.language; // in a frame that folium has made it is always English
      this.map = map;
      this.urls = urls;
      this.page = page;
      atlas.spoken = page.spoken; // one document has one map
      this.source = page.source || atlas.web;
      this.state = {};
      this.pickCount = 0;
      const panes = { land: 200, provinces: 210, outside: 220, areas: 310, casing: 320, lines: 330, measure: 420, dots: 440, events: 600, picked: 620, names: 640 };
      this.labels = new atlas.Labels(map);
      for (const [name, z] of Object.entries(panes)) (map.getPane(name) || map.createPane(name)).style.zIndex = z;
      // streamlit-folium listens to clicks on what is on the map when it is made, and hands on the feature of the
      // child that was clicked: this group and its one child are how a pick reaches Python.
      this.picks = L.featureGroup().addTo(map);
      this.picker = L.marker([0, 0]);
      this.picker.addEventParent(this.picks);
      map.attributionControl.setPrefix(false);
      this.view = new atlas.View(this);
      this.bars = new atlas.Bars(this);
      map.setMinZoom(Math.min(map.getSize().x < WIDE_PX ? 5 : 6, this.view.at ? this.view.at[2] : 6));
      map.setMaxZoom(15);
      map.setMaxBounds(L.latLngBounds(WINDOW).pad(0.25));
      L.control.scale({ imperial: false }).addTo(map);
      map.options.zoomSnap = 0.25;
      map.options.zoomDelta = 0.75;
      this.look();
      // Our style sheet may arrive after the map was made, and only then fits it into its frame.
      new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
      // Leaflet gives its map the focus at the first press, and the page around it would scroll away from under that press.
      map.getContainer().addEventListener("mousedown", () => map.getContainer().focus({ preventScroll: true }), true);
      map.getContainer().addEventListener("keydown", (press) => {
        if (press.target === map.getContainer() && press.key.startsWith("Arrow")) this.moved = true;
      });
      if (page.follows || page.full) {
        this.share = new atlas.Share(this);
        this.playback = new atlas.Playback(this);
      }
      this.measuring = new atlas.Measuring(this);
      this.keyboard = new atlas.Keyboard(this);
      this.notice = element("div", "atlas-notice");
      this.notice.hidden = true;
      map.getContainer().append(this.notice);
      this.paper = new atlas.Paper(this);
      this.ready = Promise.all([urls.style, urls.boundaries, urls.basemap, urls.places].map((url) => this.source.json(url)))
        .then((tables) => this.draw(...tables))
        .catch((error) => this.say(atlas.say("map.failed", { reason: error.message })));
    }

    look() {
      this.map.invalidateSize({ animate: false });
      this.home();
      this.map.on("resize", () => { if (!this.moved) this.home(); });
      this.map.on("dragstart zoomstart", () => { this.moved = this.moved || !this.going; });
    }

    // What the reader looks at: the bounds of it, or nothing for the lines from coast to coast. A view of the reader's own stays.
    lookAt(bounds) {
      this.seen = bounds;
      if (!this.moved && !this.page.alone) this.home();
    }

    // The view that was asked for, or the lines from the West Sea to the east coast, beside the legend.
    home() {
      this.going = true;
      if (this.points?.fit()) return void (this.going = false);
      const { at } = this.view;
      if (at) this.map.setView(at.slice(0, 2), at[2], { animate: false });
      else this.map.fitBounds(this.seen || HOME, { animate: false, ...(this.bars.small ? {} : { paddingTopLeft: [50, 0], paddingBottomRight: [this.legendWidth(), this.playback?.height || 0] }), maxZoom: NEAREST_ZOOM });
      this.going = false;
    }

    // How much of the map the legend takes on its right when it is open at first sight, in pixels.
    legendWidth() {
      return this.bars.small || this.page.legend === false ? 0 : LEGEND_PX;
    }

    draw(style, boundaries, basemap, places) {
      this.style = style;
      style.dark = Boolean(this.state.dark);
      this.boundaries = boundaries;
      const shown = this.view.layers || style.layers.filter((layer) => layer.shown).map((layer) => layer.id);
      this.badges = new atlas.Badges(this, places);
      this.marks = new atlas.Marks(this.map, style, this.badges, (feature) => this.pick(feature), (...asked) => this.popup(...asked));
      this.labels.obstacles = () => [...this.marks.boxes(), ...this.controlBoxes(), ...[this.chain, this.points].flatMap((part) => (part ? part.boxes() : []))];
      this.marks.beside = this.page.beside;
      this.marks.names = () => this.labels.places(this.controlBoxes());
      this.map.on("atlas:marks", () => this.labels.place());
      this.layers = new atlas.Layers(this, basemap, shown);
      this.bands = new atlas.Bands(this);
      this.legend = this.page.legend === false ? null : new atlas.Legend(this);
      this.marks.cells = this.cells = new atlas.Cells(this);
      this.view.changed(); // now it is known which layers every map shows
    }

    // Where legend and buttons cover the map, in layer points.
    controlBoxes() {
      const frame = this.map.getContainer().getBoundingClientRect();
      return [...this.map.getContainer().querySelectorAll(".atlas-legend, .leaflet-control-zoom, .atlas-share, .atlas-player, .leaflet-control-scale, .leaflet-control-attribution")].map((control) => {
        const box = control.getBoundingClientRect();
        const corner = this.map.containerPointToLayerPoint([box.left - frame.left, box.top - frame.top]);
        return { left: corner.x, top: corner.y, right: corner.x + box.width, bottom: corner.y + box.height };
      });
    }

    // A popup that keeps clear of legend and buttons when it opens.
    popup(latlng, content, offset, more = {}) {
      const width = this.map.getSize().x, { small } = this.bars;
      return L.popup({ className: "atlas-popup", maxWidth: Math.min(320, width - 50), minWidth: Math.min(220, width - 50), offset: offset || [0, 7],
        autoPanPaddingTopLeft: [small ? 8 : 60, 10], autoPanPaddingBottomRight: small ? [8, 8] : [this.legendWidth() + 25, 25], ...more })
        .setLatLng(latlng).setContent(content).openOn(this.map);
    }

    color(pair) {
      return pair[this.style.dark ? 1 : 0];
    }

    // --- What the reader changes -------------------------------------------------------------------------

    // state: {events: URL of the filtered events, or cells of too many (cells.js); picked: id or null, dark: bool}, each of
    // it optional; distance: {line, km} of the bands that are drawn or nothing (bands.js), nearest: where the nearest points
    // of the line are; with chain and zones (chain.js) the map shows a chain and what was in force, with measured (points.js)
    // what the reader measures.
    async update(state) {
      const before = this.state;
      this.state = state;
      this.view.changed(); // what the server has just written into the address is without it
      document.documentElement.classList.toggle("atlas-dark", Boolean(state.dark)); // the buttons are there already
      // Asked for now and drawn with what lies under them, in one go; a failure is told where they are drawn.
      const events = state.events && state.events !== before.events ? this.source.json(state.events) : null;
      events?.catch(() => {});
      await Promise.allSettled([this.ready, events]);
      if (!this.style) return;
      if (Boolean(state.dark) !== Boolean(this.style.dark)) {
        this.style.dark = state.dark;
        this.layers.draw();
        this.legend?.draw();
        this.marks.draw();
        this.bands.draw();
        this.map.closePopup();
        if (state.picked === before.picked) this.measuring.showPicked(state.picked);
      }
      // The cells first: they stop at once where the events come one by one again.
      if (JSON.stringify(state.cells) !== JSON.stringify(before.cells)) {
        await this.cells.follow(state.cells);
        this.playback?.offer();
      }
      if (events) await this.showEvents(state.events, events);
      const measured = ({ distance, nearest }) => JSON.stringify([distance, distance && nearest]);
      if (measured(state) !== measured(before)) await this.bands.show(state.distance, state.nearest);
      if (state.picked !== before.picked || (state.picked && state.distance?.line !== before.distance?.line)) {
        const asked = before.picked === undefined && this.view.at; // by an address, or by a map that this one follows
        this.measuring.showPicked(state.picked, !asked);
      }
      if (state.chain) this.showChain(before);
      if (state.measured) this.showMeasured(before);
      // When the browser has shown them: what comes then is long in the making.
      if (this.page.awaited) whenIdle(() => this.pickCount || this.hand(NOTHING)); // a pick tells it too
      this.page.awaited = false;
    }

    showChain(before) {
      const { chain, zones, dark } = this.state;
      this.chain = this.chain || new atlas.Chain(this);
      const changed = (name) => JSON.stringify(this.state[name]) !== JSON.stringify(before[name]);
      if (changed("chain")) this.chain.show(chain);
      else if (dark !== before.dark) this.chain.draw();
      if (changed("zones") || dark !== before.dark) this.chain.showZones(zones);
    }

    showMeasured(before) {
      const { measured, dark } = this.state;
      this.points = this.points || new atlas.Points(this);
      if (JSON.stringify(measured) !== JSON.stringify(before.measured) || dark !== before.dark) this.points.show(measured);
    }

    async showEvents(url, coming) {
      try {
        const answer = await coming;
        if (url !== this.state.events) return; // a later filter has overtaken this one
        this.say("");
        await (this.playback || this.marks).show(answer.features);
        this.map.getContainer().dataset.events = answer.features.length;
        if (!answer.features.length) this.say(atlas.say("map.none"));
      } catch (error) {
        this.say(atlas.say("map.events_failed", { reason: error.message }));
      }
    }

    pick(feature) {
      if (this.page.pick) return this.page.pick(feature);
      if (this.points) return this.points.pick(feature);
      this.hand(feature);
    }

    // The reader's choice of {line, km}, or null for no bands.
    chooseDistance(distance) {
      if (this.page.chooseDistance) return this.page.chooseDistance(distance);
      this.hand({ ...NOTHING, properties: { distance: distance?.line || "", bands: distance?.km || [] } });
    }

    // To Python. Counted, so that the same event picked again is news to who listens.
    hand(feature) {
      this.picker.feature = { ...feature, properties: { ...feature.properties, pick: ++this.pickCount } };
      const [lon, lat] = feature.geometry?.coordinates || NOTHING.geometry.coordinates;
      this.picker.setLatLng([lat, lon]);
      this.picker.fire("click", { latlng: this.picker.getLatLng() }, true);
    }

    say(text) {
      this.notice.textContent = text;
      this.notice.hidden = !text;
      if (text) this.keyboard.tell(text);
    }
  }

  // Safari has no word for it.
  function whenIdle(call) {
    if (window.requestIdleCallback) requestIdleCallback(call, { timeout: PATIENCE_MS });
    else setTimeout(call, PATIENCE_MS / 10);
  }

  // Whether an event has a point of its own within the map.
  function onMap({ geometry }) {
    if (!geometry) return false;
    const [lon, lat] = geometry.coordinates;
    const [[south, west], [north, east]] = WINDOW;
    return lon >= west && lon <= east && lat >= south && lat <= north;
  }

  atlas.onMap = onMap;

  // Whether an event is a reader's own, beside the catalogue.
  atlas.isOwn = ({ properties }) => properties.origin === "own";
})();
