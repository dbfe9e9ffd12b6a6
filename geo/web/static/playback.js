// The button that plays the events through time. What plays them (player.js) comes when the reader asks for it, or an
// address that has a moment.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const SIGN = '<svg viewBox="0 0 24 24" width="17" height="17" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" stroke-linecap="round">' +
    '<path d="M13.8 3.2a9 9 0 1 1-8.6 3.3M5 2.6v4.2h4.2"/><path d="M10 8.4v7.2l6-3.6z" fill="currentColor" stroke="none"/></svg>';

  atlas.Playback = class {
    // owner: the map (map.js).
    constructor(owner) {
      this.owner = owner;
      this.wanted = Boolean(owner.view.moment);
      this.height = 0; // how much of the map the bar takes at the bottom, in pixels
      const control = L.control({ position: "topleft" });
      control.onAdd = () => {
        this.box = element("div", "atlas-share leaflet-bar");
        const button = (this.button = element("a", ""));
        button.href = "#";
        button.role = "button";
        button.innerHTML = SIGN;
        this.box.append(button);
        this.box.hidden = true;
        L.DomEvent.disableClickPropagation(this.box);
        L.DomEvent.on(button, "click", (click) => {
          L.DomEvent.preventDefault(click);
          if (owner.state.cells) owner.say(button.title);
          else if (this.wanted) this.close();
          else this.open();
        });
        L.DomEvent.on(button, "keydown", (press) => { if (press.key === " ") button.click(); });
        return this.box;
      };
      control.addTo(owner.map);
    }

    // Offers to play the events; of more than are drawn one by one the button says why it does not.
    offer() {
      const { owner, button } = this, { play, cells } = owner.state;
      this.box.hidden = !play && !cells;
      button.title = cells ? atlas.say("map.play_too_many", { count: cells.count, most: cells.most }) : atlas.say("map.play");
      button.setAttribute("aria-label", button.title);
      button.setAttribute("aria-disabled", Boolean(cells));
      if (!cells) return;
      this.player?.hide();
      if (this.wanted) owner.say(button.title); // the address has a moment
    }

    // Draws what the map was given: all of it, or what lies in the moment.
    async show(features) {
      const { owner } = this, { play } = owner.state;
      this.features = features;
      this.offer();
      if (!this.wanted || !play) {
        this.player?.hide();
        return owner.marks.show(features);
      }
      try {
        const [player, days] = await Promise.all([this.load(), owner.source.json(daysOf(owner.state.events))]);
        if (features === this.features) player.follow(features, days.features, play);
      } catch (error) {
        owner.say(atlas.say("map.play_failed", { reason: error.message }));
        this.wanted = false;
        owner.marks.show(features);
      }
    }

    async open() {
      this.wanted = true;
      await this.show(this.features);
      this.player?.play();
      this.player?.bar.focus();
    }

    // Stands at a moment as another map did.
    take(moment) {
      this.wanted = true;
      this.owner.view.moment = moment;
      this.show(this.features);
    }

    close() {
      this.wanted = false;
      this.owner.view.moment = null;
      this.show(this.features);
      this.owner.view.changed();
      this.button.focus();
    }

    async load() {
      if (!atlas.Player) await script(this.owner.urls.player);
      return (this.player = this.player || new atlas.Player(this.owner, () => this.close()));
    }
  };

  // Where the days of the events are: at the address of the events, with other fields.
  function daysOf(url) {
    return url.replace(/fields=[^&]*/, "fields=date,end_date,date_precision");
  }

  function script(url) {
    return new Promise((done, failed) => {
      const made = document.createElement("script");
      made.src = url;
      made.onload = done;
      made.onerror = () => failed(new Error(url));
      document.head.append(made);
    });
  }
})();
