// The switch of the layer of distances in the legend, and how its bands, rims and lines are read.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const SWATCH = 'viewBox="-13 -7 26 14" width="26" height="14" aria-hidden="true"';

  atlas.BandsKey = class {
    // choose: called with {line, km} or null when the reader chooses; fixed: ids of the lines on offer where their bands are
    // made already and no others can be.
    constructor(bands, choose, fixed) {
      this.bands = bands;
      this.fixed = fixed;
      this.choose = choose;
      this.box = element("div", "atlas-bands");
      this.box.hidden = fixed?.length === 0;
      this.on = element("input", "");
      this.on.type = "checkbox";
      this.line = element("select", "");
      this.line.setAttribute("aria-label", atlas.say("bands.line"));
      this.offer(fixed || bands.look.offered);
      this.km = element("input", "");
      this.km.type = "text";
      this.km.inputMode = "decimal";
      this.told = element("div", "atlas-bands-key");
      const label = element("label", "");
      label.append(this.on, element("span", "", atlas.say("bands.from")));
      const head = element("div", "atlas-bands-head");
      head.append(label, this.line);
      this.box.append(head, this.told);
      this.on.addEventListener("change", () => this.chosen(this.on.checked));
      this.line.addEventListener("change", () => this.chosen(true));
      this.km.addEventListener("change", () => this.chosen(true));
      this.km.addEventListener("input", () => this.km.setCustomValidity(""));
      this.draw();
    }

    offer(lines) {
      const { names } = this.bands.look;
      this.line.replaceChildren(...lines.map((id) => {
        const option = element("option", "", names[id][atlas.words.language]);
        option.value = id;
        return option;
      }));
    }

    chosen(on) {
      const km = this.read();
      if (on && !km) {
        this.km.setCustomValidity(atlas.say("bands.bad", { most: this.bands.look.most, farthest: this.bands.look.farthest_km }));
        this.km.reportValidity();
        return;
      }
      this.on.checked = on;
      this.choose(on ? { line: this.line.value, km } : null);
    }

    // The edges in km, ascending; nothing where what stands there is none. Nobody has written any before the layer is on.
    read() {
      const { look } = this.bands;
      if (!this.km.isConnected || !this.km.value.trim()) return this.last?.km || look.default_km;
      const km = [...new Set(this.km.value.split(/[,;\s]+/).filter(Boolean).map(Number))].sort((a, b) => a - b);
      return km.length && km.length <= look.most && km.every((one) => one > 0 && one <= look.farthest_km) ? km : null;
    }

    // As the map shows it.
    draw() {
      const { distance, look } = this.bands;
      this.on.checked = Boolean(distance);
      if (!distance) {
        this.told.replaceChildren();
        return;
      }
      if (![...this.line.options].some((option) => option.value === distance.line)) this.offer([distance.line, ...look.offered]);
      this.line.value = distance.line;
      this.last = distance;
      if (this.km.getRootNode().activeElement !== this.km) this.km.value = distance.km.join(", ");
      const own = element("label", "atlas-bands-own");
      own.append(element("span", "", atlas.say("bands.own")), this.km);
      const row = element("div", "atlas-key");
      distance.km.forEach((km, at) => row.append(this.item(this.area(distance.km.length - at), atlas.say(at === distance.km.length - 1 ? "bands.km" : "bands.number", { km }))));
      const rows = [row];
      if (this.bands.table) {
        rows.push(this.item(this.rim(true), atlas.say("bands.rim")), this.item(this.rim(false), atlas.say("bands.unsure")));
        rows.push(this.item(this.join(), atlas.say("bands.join")));
      } else {
        rows.push(element("div", "atlas-dim", atlas.say("bands.too_many")));
      }
      this.told.replaceChildren(...rows, ...(this.fixed ? [] : [own]));
    }

    item(sign, text) {
      const item = element("div", "atlas-key-item");
      const box = element("span", "atlas-swatch");
      box.innerHTML = sign; // numbers and colours of our own
      item.append(box, element("span", "", text));
      return item;
    }

    // As dark as so many bands that lie on each other.
    area(depth) {
      const { look, owner } = this.bands;
      const hue = owner.color(look.hue);
      const fill = 1 - (1 - look.fill_opacity) ** depth;
      return `<svg ${SWATCH}><rect x="-11" y="-5" width="22" height="10" fill="${owner.color(owner.style.basemap.land)}"/>` +
        `<rect x="-11" y="-5" width="22" height="10" fill="${hue}" fill-opacity="${fill}" stroke="${hue}" stroke-opacity=".6"/></svg>`;
    }

    rim(sure) {
      return `<svg ${SWATCH}><circle r="4.6" fill="none" stroke="${this.bands.shade(0)}" stroke-width="3"${sure ? "" : ' stroke-dasharray="2.6 2.2"'}/></svg>`;
    }

    join() {
      const color = this.bands.shade(0);
      return `<svg ${SWATCH}><path d="M-11 3L11-3" stroke="${color}" stroke-width="0.9" opacity=".7"/><circle cx="11" cy="-3" r="1.5" fill="${color}"/><circle cx="-11" cy="3" r="1.5" fill="${color}"/></svg>`;
    }
  };
})();
