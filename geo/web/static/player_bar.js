// The controls of the playback, at the bottom of the map: buttons and keys, the place in time, how it steps, and in words
// what is shown and what was in force.
(() => {
  "use strict";
  const { atlas } = window;
  const { element, time } = atlas;
  const WIDTHS = [1, 3, 6, 12, Infinity];
  const BACK = "M15 5v14L6 12zM17 5h2v14h-2z";
  const PLAY = "M7 4.5v15l12-7.5z";
  const PAUSE = "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z";
  const ON = "M9 5v14l9-7zM5 5h2v14H5z";
  const CLOSE = "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z";

  atlas.PlayerBar = class {
    constructor(player, close) {
      this.player = player;
      const control = L.control({ position: "bottomleft" });
      control.onAdd = () => this.made(close);
      control.addTo(player.owner.map);
    }

    made(close) {
      const { player } = this;
      const box = (this.box = element("div", "atlas-player leaflet-bar"));
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", atlas.say("player.name"));
      const run = element("div", "atlas-player-run");
      this.back = button(BACK, "player.back", () => player.go(player.step - 1));
      this.playing = button(PLAY, "player.play", () => (player.playing ? player.pause() : player.play()));
      this.on = button(ON, "player.on", () => player.go(player.step + 1));
      this.slider = element("input", "");
      this.slider.type = "range";
      this.slider.setAttribute("aria-label", atlas.say("player.moment"));
      this.slider.addEventListener("input", () => player.go(Number(this.slider.value)));
      run.append(this.back, this.playing, this.on, this.slider, button(CLOSE, "player.close", close));
      const told = element("div", "atlas-player-told");
      this.now = element("div", "atlas-player-now");
      this.how = element("div", "atlas-player-how");
      this.stood = element("details", "atlas-player-stood");
      this.summary = element("summary", "");
      this.names = element("div", "");
      this.stood.append(this.summary, this.names);
      told.append(this.now, this.how);
      box.append(run, told, this.stood);
      box.hidden = true;
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      L.DomEvent.on(box, "keydown", (press) => this.key(press));
      return box;
    }

    // Keys of a player, wherever in the bar the focus is; those of the lists of choices are their own.
    key(press) {
      const { player } = this;
      L.DomEvent.stopPropagation(press); // arrows move in time, not the map
      if (press.target.matches("select,summary") || press.altKey || press.ctrlKey || press.metaKey) return;
      const steps = { ArrowLeft: player.step - 1, ArrowDown: player.step - 1, ArrowRight: player.step + 1, ArrowUp: player.step + 1, Home: player.firstStep, End: player.lastStep };
      if (press.key in steps) player.go(steps[press.key]);
      else if (press.key === " " && !press.target.matches("button")) this.playing.click(); // a button has its own
      else return;
      L.DomEvent.preventDefault(press);
    }

    choices() {
      const { player } = this;
      const { unit, width } = player;
      const widths = [...new Set([...WIDTHS, width])].sort((one, other) => one - other);
      this.how.replaceChildren(
        choice("player.steps", Object.keys(time.UNITS).map((name) => [name, atlas.say(`player.by_${name}`)]), unit, (name) => player.choose({ unit: name })),
        choice("player.window", widths.map((count) => [count, told(count)]), width, (count) => player.choose({ width: Number(count) })),
        choice("player.speed", player.speeds.map((speed) => [speed, atlas.say("player.a_second", { count: speed })]), player.speed, (speed) => { player.speed = Number(speed); }));
      this.slider.min = player.firstStep;
      this.slider.max = player.lastStep;
    }

    focus() {
      this.playing.focus({ preventScroll: true });
    }

    run() {
      const { playing } = this.player;
      sign(this.playing, playing ? PAUSE : PLAY, playing ? "player.pause" : "player.play");
      this.box.classList.toggle("atlas-player-playing", playing);
    }

    // drawn: how many of the events of the window are on the map.
    tell(drawn) {
      const { player } = this;
      const { when, count, unsure, inForce, ended } = player;
      const parts = [atlas.say(drawn === count ? "player.shown" : "player.shown_of", { when, count, drawn })];
      if (unsure) parts.push(atlas.say("player.unsure", { count: unsure }));
      const words = parts.join(" · ");
      // What changes twice a second is not read out.
      if (!player.playing && this.now.textContent !== words) player.owner.keyboard.tell(words);
      write(this.now, words);
      this.slider.value = player.step;
      this.slider.setAttribute("aria-valuetext", when);
      this.back.disabled = player.step <= player.firstStep;
      this.on.disabled = player.step >= player.lastStep;
      const day = time.words(player.asOf, player.asOf, "day", atlas.words.language);
      const force = [atlas.say("player.in_force", { count: inForce.length, day })];
      if (ended.length) force.push(atlas.say("player.ended", { names: ended.join(", ") }));
      write(this.summary, force.join(" · "));
      write(this.names, inForce.join(" · "));
    }
  };

  function told(count) {
    if (count === Infinity) return atlas.say("player.growing");
    return count === 1 ? atlas.say("player.only") : atlas.say("player.last", { count });
  }

  function write(box, text) {
    if (box.textContent !== text) box.textContent = text;
  }

  function button(path, key, act) {
    const made = element("button", "");
    made.type = "button";
    sign(made, path, key);
    made.addEventListener("click", act);
    return made;
  }

  function sign(button, path, key) {
    button.title = atlas.say(key);
    button.setAttribute("aria-label", button.title);
    button.innerHTML = `<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path fill="currentColor" d="${path}"/></svg>`;
  }

  function choice(key, options, chosen, choose) {
    const made = element("select", "");
    made.title = atlas.say(key);
    made.setAttribute("aria-label", made.title);
    for (const [value, text] of options) {
      const option = element("option", "", text);
      option.value = value;
      option.selected = value === chosen;
      made.append(option);
    }
    made.addEventListener("change", () => choose(made.value));
    return made;
  }
})();
