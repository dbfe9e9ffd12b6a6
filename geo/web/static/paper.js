// What is printed: the map in the colours of the light theme at the size that the style sheet gives it on paper, and its legend
// open beside or below it, where it covers nothing, and so is the card. A page that prints runs no animation frame: all is drawn at once.
(() => {
  "use strict";
  const { atlas } = window;

  atlas.Paper = class {
    constructor(owner) {
      this.owner = owner;
      const paper = matchMedia("print");
      paper.addEventListener("change", () => (paper.matches ? this.print() : this.giveBack()));
    }

    print() {
      const { map, state, moved } = this.owner;
      const box = map.getContainer();
      const legend = box.querySelector(".atlas-legend");
      const card = box.querySelector(".atlas-card")?.cloneNode(true); // a popup would lie over the map, and be cut
      this.before = { state, center: map.getCenter(), zoom: map.getZoom(), legend, open: legend?.open, corner: legend?.parentNode, card };
      const bounds = map.getBounds();
      box.after(...[legend, card].filter(Boolean));
      if (legend) legend.open = true;
      this.turn({ ...state, dark: false });
      if (moved) map.fitBounds(bounds, { animate: false });
    }

    giveBack() {
      const { state, center, zoom, legend, open, corner, card } = this.before;
      card?.remove();
      if (legend) {
        corner.append(legend);
        legend.open = open;
      }
      this.turn(state);
      if (this.owner.moved) this.owner.map.setView(center, zoom, { animate: false });
    }

    turn(state) {
      this.owner.map.invalidateSize({ animate: false, pan: false }); // and with its new size the map finds its view
      if (this.owner.layers) {
        this.owner.layers.onPaper = matchMedia("print").matches;
        this.owner.layers.drawLand();
      }
      this.owner.update(state).then(() => {
        this.owner.marks?.draw();
        this.owner.labels.placeNow();
      });
    }
  };
})();
