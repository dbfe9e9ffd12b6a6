// Names on the map. Placed by rank, most important first; a name that would cover another name, a mark, legend or button
// tries its other sides and else stays away until the reader zooms in. The names of the lines and of the capitals try places
// farther off too. Only what the reader has just measured may stand on marks.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const GAPS_PX = [3, 10, 17, 24, 30, 38, 46, 56, 66]; // a name that may stand farther from its point gets the wider gaps too
  const SHORT_BELOW_ZOOM = 7;
  const ALONG_FROM_ZOOM = 9.5;
  const BESIDE_PX = 9;
  const SPOTS = 16;
  const LINE_PX = 1.2;
  const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1]]; // right, left, above, below, corners

  atlas.Labels = class {
    constructor(map) {
      this.map = map;
      this.sets = new Map();
      this.obstacles = () => []; // boxes that names keep away from; mark: whether it is that of a mark
      this.pane = map.createPane("names");
      this.pane.classList.add("leaflet-zoom-hide");
      this.dots = map.createPane("dots"); // under the marks, where the names may stand above them
      this.dots.classList.add("leaflet-zoom-hide");
      this.measuring = document.createElement("canvas").getContext("2d");
      this.widths = new Map();
      // A typeface that comes after the names were measured makes them wider or narrower.
      document.fonts.addEventListener("loadingdone", () => {
        this.widths.clear();
        this.place();
      });
      map.on("zoomend moveend resize", () => this.place());
    }

    // labels: [{text, at, rank, kind, fromZoom, radius}]; at: where the name may stand, [[lon, lat], …], best first.
    // along: positions of the line that is named; boxes: called with the size of the name and the map, gives where it may
    // stand in place of all that, as boxes in layer points. A radius makes the name stand beside its point, not on it.
    set(name, labels) {
      this.sets.set(name, labels);
      this.place();
    }

    place() {
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(() => {
        this.waiting = null;
        this.placeNow();
      });
    }

    placeNow() {
      const zoom = this.map.getZoom();
      const taken = this.obstacles();
      const wanted = this.wanted(zoom);
      const placed = document.createDocumentFragment();
      const dots = document.createDocumentFragment();
      const dotBox = (label) => {
        const point = this.map.latLngToLayerPoint([label.at[0][1], label.at[0][0]]);
        return rectangle(point.x - 4, point.y - 4, 8, 8);
      };
      for (const label of wanted) if (label.dot && label.always) taken.push(dotBox(label));
      for (const label of wanted) {
        if (label.dot && !label.always && taken.some((other) => overlap(dotBox(label), other))) continue;
        const free = this.boxesOf(label, zoom).filter((box) => !taken.some((other) => overlap(box, other) && !(label.covers && other.mark)));
        const covered = (box) => taken.filter((other) => overlap(box, other)).length;
        const chosen = label.covers ? free.sort((one, other) => covered(one) - covered(other))[0] : free[0];
        if (!chosen) continue;
        taken.push(chosen);
        if (label.dot) dots.append(this.dot(label, chosen.at));
        placed.append(this.element(label, chosen));
      }
      this.pane.replaceChildren(placed);
      this.dots.replaceChildren(dots);
    }

    // The most important first.
    wanted(zoom) {
      return [...this.sets.values()].flat()
        .filter((label) => zoom >= (label.fromZoom || 0))
        .map((label) => (label.short && zoom < SHORT_BELOW_ZOOM ? { ...label, text: label.short } : label))
        .sort((one, other) => one.rank - other.rank);
    }

    // Of each name of a line or a capital the boxes where it may stand clear of some others, the best first; in layer points.
    places(taken) {
      const zoom = this.map.getZoom();
      return this.wanted(zoom).filter((label) => label.always && !label.covers)
        .map((label) => this.boxesOf(label, zoom).filter((box) => !taken.some((other) => overlap(box, other))));
    }

    // Where a name may stand in view, the best first.
    boxesOf(label, zoom) {
      const shift = this.map.getPixelOrigin().subtract(this.map.getPixelBounds().min); // layer point + shift = point in the container
      return this.everyBoxOf(label, zoom).filter((box) => inside(box, shift, this.map.getSize()));
    }

    everyBoxOf(label, zoom) {
      if (label.boxes) return label.boxes(this.sizeOf(label), this.map);
      const spots = label.at.map((spot) => [spot, label]);
      const beside = label.along ? this.inView(label.along).map((spot) => [spot, { ...label, radius: BESIDE_PX }]) : [];
      // Close by, the name of a line stands beside the part of it that is in view; farther off too, where it finds no other room.
      return (zoom >= ALONG_FROM_ZOOM && label.along ? beside : [...spots, ...beside]).flatMap(([[lon, lat], how]) => {
        const at = this.map.latLngToLayerPoint([lat, lon]);
        return this.boxesFor(how, at).map((box) => ({ ...box, at }));
      });
    }

    // Up to SPOTS of the positions that the reader sees, those in the middle of the line first.
    inView(along) {
      const view = this.map.getBounds().pad(-0.1);
      const seen = along.filter(([lon, lat]) => view.contains([lat, lon]));
      const step = Math.max(1, Math.floor(seen.length / SPOTS));
      const spots = seen.filter((_, at) => at % step === 0);
      const middle = spots.length / 2;
      return spots.map((spot, at) => [Math.abs(at - middle), spot]).sort((a, b) => a[0] - b[0]).map(([, spot]) => spot);
    }

    boxesFor(label, at) {
      const { width, height } = this.sizeOf(label);
      if (!label.radius) return [rectangle(at.x - width / 2, at.y - height / 2, width, height)];
      const point = rectangle(at.x - label.radius, at.y - label.radius, 2 * label.radius, 2 * label.radius);
      return (label.always ? GAPS_PX : GAPS_PX.slice(0, 1)).flatMap((gap) => atlas.besideBox(point, { width, height }, gap));
    }

    sizeOf(label) {
      const key = label.kind + "\n" + label.text;
      if (!this.widths.has(key)) {
        const font = fontOf(label);
        this.measuring.font = font.css;
        const lines = label.text.split("\n");
        const width = Math.max(...lines.map((line) =>
          this.measuring.measureText(line).width + line.length * (font.spacing || 0)));
        this.widths.set(key, { width: width + 4, height: lines.length * font.px * LINE_PX + 2 });
      }
      return this.widths.get(key);
    }

    dot(label, at) {
      const dot = document.createElement("div");
      dot.className = "atlas-dot atlas-dot-" + label.kind;
      dot.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
      return dot;
    }

    element(label, box) {
      const name = document.createElement("div");
      const font = fontOf(label);
      name.className = "atlas-name atlas-name-" + label.kind;
      name.textContent = label.text;
      name.style.font = font.css;
      name.style.letterSpacing = (font.spacing || 0) + "px";
      if (label.color) name.style.color = label.color;
      name.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
      return name;
    }
  };

  const FAMILY = '"atlas-sans", "atlas-hangul", "Source Sans", "Source Sans 3", "Noto Sans", "Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif';
  const face = (px, weight, style, spacing) => ({ px, spacing, css: `${style} ${weight} ${px}px/${LINE_PX} ${FAMILY}` });
  const FONTS = {
    sea: face(15, 400, "italic", 1.5),
    sea_hangul: face(15, 400, "normal", 1.5),
    line: face(12.5, 700, "normal"),
    distance: face(12, 700, "normal"),
    band: face(11, 700, "normal"),
    capital: face(14.5, 700, "normal"),
    city: face(12, 400, "normal"),
    place: face(12, 600, "normal"),
  };
  // A slanted Hangul is no Hangul type.
  const fontOf = ({ kind, text }) => FONTS[kind === "sea" && /[\uac00-\ud7a3]/.test(text) ? "sea_hangul" : kind] || FONTS.place;

  // Where a name may stand so far from a box, the best side first.
  atlas.besideBox = (box, { width, height }, gap) => SIDES.map(([right, down]) => rectangle(
    right > 0 ? box.right + gap : right < 0 ? box.left - gap - width : (box.left + box.right - width) / 2,
    down > 0 ? box.bottom + gap : down < 0 ? box.top - gap - height : (box.top + box.bottom - height) / 2, width, height));

  function rectangle(left, top, width, height) {
    return { left, top, right: left + width, bottom: top + height };
  }

  function inside(box, shift, size) {
    return box.left + shift.x >= 0 && box.top + shift.y >= 0 && box.right + shift.x <= size.x && box.bottom + shift.y <= size.y;
  }

  function overlap(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  }
})();
