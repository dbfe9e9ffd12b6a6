// What is printed: the map in the colours of the light theme at the size that the style sheet gives it on paper, and its legend
// open beside or below it, where it covers nothing, and so is the card. A page that prints runs no animation frame: all is drawn at once.
(() => {
  "use strict";
  const { atlas } = window;

  atlas.Paper = class {
    constructor(owner) {
      this.owner = owner;
      const paper = matchMedia("print");
      // The sheets are counted after the first of these, and the size of one is known with the second.
      addEventListener("beforeprint", () => this.print());
      paper.addEventListener("change", () => (paper.matches ? this.print() : this.giveBack()));
      addEventListener("afterprint", () => this.giveBack());
    }

    print() {
      this.before = this.before || this.laidOut();
      const { state, bounds } = this.before;
      this.turn({ ...state, dark: false }, true);
      if (this.owner.moved) this.owner.map.fitBounds(bounds, { animate: false });
    }

    // Takes legend and card out of the map, and tells how all was.
    laidOut() {
      const { map, state } = this.owner;
      this.owner.bars.fit(true);
      const box = map.getContainer();
      const legend = box.querySelector(".atlas-legend");
      const card = box.querySelector(".atlas-card")?.cloneNode(true); // a popup would lie over the map, and be cut
      const before = { state, bounds: map.getBounds(), center: map.getCenter(), zoom: map.getZoom(), legend, open: legend?.open, corner: legend?.parentNode, card };
      box.after(...[legend, card].filter(Boolean));
      if (legend) legend.open = true;
      return before;
    }

    giveBack() {
      if (!this.before) return;
      const { state, center, zoom, legend, open, corner, card } = this.before;
      card?.remove();
      if (legend) {
        corner.append(legend);
        legend.open = open;
      }
      this.before = null;
      this.owner.bars.fit();
      this.turn(state, false);
      if (this.owner.moved) this.owner.map.setView(center, zoom, { animate: false });
    }

    turn(state, onPaper) {
      this.owner.map.invalidateSize({ animate: false, pan: false }); // and with its new size the map finds its view
      if (this.owner.layers) {
        this.owner.layers.onPaper = onPaper;
        this.owner.layers.drawLand();
      }
      this.owner.update(state).then(() => {
        this.owner.marks?.draw();
        this.owner.labels.placeNow();
      });
    }
  };
})();
