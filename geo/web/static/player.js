// Plays the events through time: a window goes forward step by step, and the map shows what may lie in it, with the lines,
// zones and agreements as they stood on its last day.
(() => {
  "use strict";
  const { atlas } = window;
  const { time } = atlas;
  const SPEEDS = [0.5, 1, 2, 4]; // steps a second

  atlas.Player = class {
    // owner: the map (map.js); close: called when the reader has seen enough.
    constructor(owner, close) {
      this.owner = owner;
      this.events = [];
      this.width = 1; // steps of the window; Infinity for all until its last
      this.speed = 2;
      this.speeds = SPEEDS;
      this.stood = {
        agreements: atlas.stood.agreements.map(([name, periods]) => [name, periods.map(asDays)]),
        boundaries: Object.entries(atlas.stood.boundaries).map(([id, periods]) => [id, periods.map(asDays)]),
      };
      this.bar = new atlas.PlayerBar(this, close);
      // A category that the legend hides, a pinch that groups anew: what is drawn is told again.
      owner.map.on("atlas:marks", ({ events }) => { if (this.shown) this.bar.tell(events); });
      document.addEventListener("visibilitychange", () => { if (document.hidden) this.pause(); });
    }

    // features: what the filter has left; days: the same with the days of each; first, last: the days to run through.
    follow(features, days, [first, last]) {
      const { view } = this.owner;
      const spans = new Map(days.map(({ id, properties }) => [id, time.span(properties)]));
      this.events = features.map((feature) => ({ feature, ...spans.get(feature.id) }));
      [this.firstDay, this.lastDay] = [time.day(first), time.day(last)];
      const asked = view.moment && time.read(view.moment);
      this.unit = asked?.unit || this.unit || time.fitting(this.firstDay, this.lastDay);
      if (asked) this.width = asked.growing ? Infinity : asked.to - asked.from + 1;
      this.step = this.within(asked ? asked.to : -Infinity);
      const before = this.shown;
      this.shown = true;
      this.bar.choices();
      if (!before) this.lend();
      this.draw();
      if (!before) this.stand(true);
      if (!this.playing) view.changed();
    }

    hide() {
      if (!this.shown) return;
      const { layers, legend, view } = this.owner;
      this.pause();
      this.shown = false;
      this.stand(false);
      layers.leaveOut(new Set());
      for (const id of view.lent) layers.toggle(id, false);
      view.lent = [];
      legend?.draw();
    }

    // Zones of agreements that no longer stand are off on a map of today; here they come and go by themselves, unless the
    // reader has chosen layers.
    lend() {
      const { layers, legend, view } = this.owner;
      if (view.chosen()) return;
      view.lent = atlas.stood.lent;
      for (const id of view.lent) layers.toggle(id, true);
      legend?.draw();
    }

    // The bar covers what the map shows at the bottom, so a view that is not the reader's own makes room for it.
    stand(shown) {
      const { owner, bar: { box } } = this;
      box.hidden = !shown;
      owner.playback.height = shown ? owner.map.getContainer().getBoundingClientRect().bottom - box.getBoundingClientRect().top : 0;
      owner.map.getContainer().classList.toggle("atlas-played", shown);
      if (owner.moved) owner.marks.draw();
      else owner.home();
    }

    get firstStep() {
      return time.UNITS[this.unit].of(this.firstDay);
    }

    get lastStep() {
      return time.UNITS[this.unit].of(this.lastDay);
    }

    within(step) {
      return Math.min(Math.max(step, this.firstStep), this.lastStep);
    }

    get window() {
      const { unit, step, width } = this;
      const growing = width === Infinity;
      return { unit, from: growing ? step : step - width + 1, to: step, growing };
    }

    draw() {
      const { owner, window } = this;
      const [first, last] = time.days(window);
      const drawn = [];
      this.unsure = 0;
      for (const event of this.events) {
        if (event.first > last || event.last < first) continue;
        drawn.push(event.feature);
        if (event.known !== "day" && (event.first < first || event.last > last)) this.unsure += 1;
      }
      this.count = drawn.length;
      // What ends with the range of the filter is not yet known beyond it.
      this.asOf = Math.min(last, this.lastDay);
      const before = time.UNITS[window.unit].first(window.to) - 1;
      const held = (day) => this.stood.agreements.filter(([, periods]) => holds(periods, day)).map(([name]) => name);
      this.inForce = held(this.asOf);
      this.ended = held(before).filter((name) => !this.inForce.includes(name));
      owner.view.moment = time.write(window);
      owner.layers.leaveOut(new Set(this.stood.boundaries.filter(([, periods]) => !holds(periods, this.asOf)).map(([id]) => id)));
      owner.marks.show(drawn);
    }

    // The days of the window in words; of a growing one those from the first that there is.
    get when() {
      const [first, last] = time.days(this.window);
      const { language } = atlas.words;
      return this.width === Infinity ? atlas.say("player.until", { day: time.words(last, last, this.unit, language) }) : time.words(first, last, this.unit, language);
    }

    // --- What the reader does --------------------------------------------------------------------------------

    // By hand: it is told, and stands in the address.
    go(step) {
      this.pause();
      this.step = this.within(step);
      this.draw();
      this.owner.view.changed();
    }

    choose({ unit, width }) {
      if (width) this.width = width;
      if (unit && unit !== this.unit) {
        const { first } = time.UNITS[this.unit];
        // The same last day as before, as far as there is one.
        const day = Math.min(first(this.step + 1) - 1, this.lastDay);
        this.unit = unit;
        this.step = this.within(time.UNITS[unit].of(day));
      }
      this.bar.choices();
      this.draw();
      this.owner.view.changed();
    }

    play() {
      if (this.playing || !this.shown) return;
      if (this.step >= this.lastStep) {
        this.step = this.firstStep;
        this.draw();
      }
      this.playing = true;
      this.due = performance.now();
      this.bar.run();
      this.wait();
    }

    pause() {
      if (!this.playing) return;
      clearTimeout(this.timer);
      this.playing = false;
      this.bar.run();
      this.owner.view.changed(); // not while it plays: browsers refuse an address that changes so often
    }

    wait() {
      this.due = Math.max(this.due + 1000 / this.speed, performance.now());
      this.timer = setTimeout(() => {
        this.step += 1;
        this.draw();
        if (this.step >= this.lastStep) this.pause();
        else this.wait();
      }, this.due - performance.now());
    }
  };

  function asDays([start, end]) {
    return [time.day(start), end ? time.day(end) : Infinity];
  }

  function holds(periods, day) {
    return periods.some(([start, end]) => start <= day && day < end);
  }
})();
