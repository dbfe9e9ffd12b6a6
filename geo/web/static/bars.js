// On a small map its controls stand in bars above and below it: on it they would cover marks, and leave no room to move them free.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;
  const WIDE_PX = 700;
  const TALL_PX = 500; // lower than this a legend is not open at first sight
  const CORNER = { left: 34, top: 6, right: 22, bottom: 30 }; // what buttons, scale and credit take where they lie on the map

  atlas.Bars = class {
    constructor(owner) {
      this.owner = owner;
      this.box = owner.map.getContainer();
      this.around = this.box.parentElement;
      for (const old of this.around.querySelectorAll(":scope > .atlas-bar")) old.remove(); // of a page that was saved as it stood
      this.home = this.box.querySelector(".leaflet-control-container");
      const corner = (name) => this.home.querySelector(`.leaflet-${name}`);
      this.corners = { top: [corner("top.leaflet-left"), corner("top.leaflet-right")], bottom: [corner("bottom.leaflet-left"), corner("bottom.leaflet-right")] };
      this.bars = Object.keys(this.corners).map((side) => element("div", `atlas-bar atlas-bar-${side}`));
      this.fit();
      new ResizeObserver(() => this.fit()).observe(this.around);
    }

    // Puts the controls where the room round the map wants them; on paper they stay on it.
    fit(onPaper = false) {
      const { clientWidth: width, clientHeight: height } = this.around;
      const small = !onPaper && (width < WIDE_PX || (Boolean(this.owner.page.alone) && height < TALL_PX));
      if (small === this.small) return;
      this.small = small;
      this.around.classList.toggle("atlas-small", small);
      const [top, bottom] = this.bars;
      if (small) {
        top.append(...this.corners.top);
        bottom.append(...this.corners.bottom);
        this.box.after(top, bottom);
      } else {
        this.home.append(...this.corners.top, ...this.corners.bottom);
        top.remove();
        bottom.remove();
      }
    }

    // How much controls take of the map at each side, in pixels; the open legend and the player with them.
    get taken() {
      if (this.small) return { left: 0, top: 0, right: 0, bottom: 0 };
      return { ...CORNER, right: CORNER.right + this.owner.legendWidth(), bottom: CORNER.bottom + (this.owner.playback?.height || 0) };
    }
  };
})();
