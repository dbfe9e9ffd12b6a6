// The legend is made from the table that the map is drawn from; its boxes switch the layers.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;

  atlas.Legend = class {
    constructor(owner) {
      this.owner = owner;
      const control = L.control({ position: "topright" });
      control.onAdd = () => {
        this.box = element("details", "atlas-legend leaflet-bar");
        this.box.open = owner.legendWidth() > 0;
        this.box.addEventListener("toggle", () => owner.marks.draw()); // and then the names
        L.DomEvent.disableClickPropagation(this.box);
        L.DomEvent.disableScrollPropagation(this.box);
        return this.box;
      };
      control.addTo(owner.map);
      this.bands = new atlas.BandsKey(owner.bands, (chosen) => owner.chooseDistance(chosen), owner.page.lines);
      owner.bands.key = this.bands;
      this.draw();
    }

    draw() {
      const { style, marks } = this.owner;
      const rows = [element("summary", "", atlas.say("map.legend"))];
      rows.push(element("h2", "", atlas.say("map.lines")), ...style.layers.filter((l) => l.group === "lines").map((l) => this.layerRow(l)));
      const more = element("details", "atlas-more");
      more.append(element("summary", "", atlas.say("map.more_layers")), ...style.layers.filter((l) => l.group !== "lines").map((l) => this.layerRow(l)),
        ...(this.owner.page.alone ? [] : [this.row(swatch(), atlas.say("map.online"), Boolean(this.owner.layers.tiles), (on) => this.owner.layers.online(on))]));
      rows.push(more, this.bands.box, element("h2", "", atlas.say("map.events")));
      if (this.owner.page.beside) rows.push(this.whoseKey());
      for (const look of this.owner.page.brought ? [...style.categories, style.other] : style.categories) {
        rows.push(this.row(marks.swatch(look), atlas.own(look, "name"), !marks.hidden.has(look.id), (on) => marks.hide(look.id, !on)));
      }
      rows.push(this.precisionKey(), this.badgeKey());
      this.box.replaceChildren(...rows);
    }

    layerRow(layer) {
      const { boundaries, style } = this.owner;
      const open = boundaries.features.some((line) => layer.boundaries.includes(line.id) && (line.properties.open_edges || []).length);
      return this.row(swatch(layer, this.owner.color(layer.color), this.owner.color(style.basemap.sea), open), atlas.own(layer, "name"), !this.owner.layers.off.has(layer.id), (on) => this.owner.layers.toggle(layer.id, on));
    }

    row(sign, text, checked, change) {
      const label = element("label", "");
      const box = element("input", "");
      box.type = "checkbox";
      box.checked = checked;
      box.addEventListener("change", () => change(box.checked));
      label.append(box, sign, element("span", "", text));
      return label;
    }

    // How a reader's own rows are told from the catalogue's.
    whoseKey() {
      const { marks } = this.owner;
      const key = element("div", "atlas-key");
      for (const own of [false, true]) {
        const sign = element("span", "atlas-mark");
        sign.innerHTML = marks.symbol("diplomacy", "near", 28, own);
        const item = element("span", "atlas-key-item");
        item.append(sign, element("span", "", marks.whose({ own })[0]));
        key.append(item);
      }
      return key;
    }

    precisionKey() {
      const { marks } = this.owner;
      const key = element("div", "atlas-key");
      key.append(element("span", "", atlas.say("map.place_to")));
      for (const precision of ["exact", "near", "area"]) {
        const sign = element("span", "atlas-mark" + (precision === "area" ? " atlas-mark-coarse" : ""));
        sign.innerHTML = marks.symbol("psychological", precision, 28);
        const item = element("span", "atlas-key-item");
        item.append(sign, element("span", "", atlas.say(`map.known_${precision}`)));
        key.append(item);
      }
      return key;
    }

    // What stands on the badge of events that have no point of their own.
    badgeKey() {
      const { marks } = this.owner;
      const key = element("div", "atlas-key");
      key.append(element("span", "", atlas.say("map.place_none")));
      for (const precision of atlas.BADGED) {
        const sign = element("span", "atlas-badge");
        sign.innerHTML = `<svg viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true"><rect class="atlas-badge-box" x="-8.5" y="-8.5" width="17" height="17" rx="4"/>${marks.sign(precision, 0, 0)}</svg>`;
        const item = element("span", "atlas-key-item");
        item.append(sign, element("span", "", atlas.say(`map.place_${precision}`)));
        key.append(item);
      }
      return key;
    }
  };

  atlas.swatch = swatch;

  // background: what an area lies on; open: an area whose edge is no limit is drawn without one.
  function swatch(layer, color, background, open) {
    const box = element("span", "atlas-swatch");
    if (!layer) return box;
    const dash = layer.dash ? ` stroke-dasharray="${layer.dash}"` : "";
    const shape = {
      line: `<path d="M1 7H25" stroke="${color}" stroke-width="${layer.weight}"${dash} fill="none"/>`,
      area: `<rect x="2" y="2" width="22" height="10" fill="${background}"/><rect x="2" y="2" width="22" height="10" fill="${color}" ` +
        `fill-opacity="${Math.max(layer.fill_opacity, 0.08)}" stroke="${color}" stroke-width="${open ? 0 : layer.weight}"${dash}/>`,
      point: `<circle cx="13" cy="7" r="4" fill="none" stroke="${color}" stroke-width="1.8"/>`,
    }[layer.symbol];
    box.innerHTML = `<svg viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">${shape}</svg>`;
    return box;
  }
})();
