// Words that stand on a dash or leg, where the reader sees it; beside it where it is shorter than they are.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const SAMPLES = 40;
  const SPOTS = 9;
  const MARGIN_PX = 14; // so much of a line stands out at either end of the words on it
  const BESIDE_PX = 11;

  // course: [[lon, lat], …]. Returns a label (labels.js) of a kind that covers what is under it; made anew after each move.
  atlas.onDash = (owner, course, text, color) => {
    const { map, labels } = owner;
    const size = labels.sizeOf({ kind: "distance", text });
    const along = course.map(([lon, lat]) => map.latLngToLayerPoint([lat, lon]));
    const length = along.slice(1).reduce((sum, point, at) => sum + point.distanceTo(along[at]), 0);
    const spots = inView(map, Array.from({ length: SAMPLES - 1 }, (_, at) => partWay(along, ((at + 1) / SAMPLES) * length)));
    const way = along.at(-1).subtract(along[0]);
    const hidden = Math.min(size.width / Math.abs(way.x), size.height / Math.abs(way.y)) * length; // by the words on it
    const place = length > hidden + 2 * (MARGIN_PX + BESIDE_PX) ? { at: spots } : { at: spots.slice(0, 1), radius: BESIDE_PX };
    return { text, ...place, rank: -1, kind: "distance", always: true, covers: true, color };
  };

  // Up to SPOTS of the places that the reader sees, those in the middle first.
  function inView(map, places) {
    const view = map.getBounds();
    const seen = places.map((place) => map.layerPointToLatLng(place)).filter((place) => view.contains(place));
    const step = Math.max(1, Math.floor(seen.length / SPOTS));
    // Thinned before they are sorted, which takes them from either side of the middle in turn.
    const spots = seen.filter((_, at) => at % step === 0), middle = (spots.length - 1) / 2;
    return spots.map(({ lat, lng }, at) => [Math.abs(at - middle), [lng, lat]])
      .sort((one, other) => one[0] - other[0]).map(([, spot]) => spot);
  }

  // The point so many pixels along a line.
  function partWay(along, px) {
    let left = px;
    for (let at = 1; at < along.length; at++) {
      const step = along[at].distanceTo(along[at - 1]);
      if (step && step >= left) return along[at - 1].add(along[at].subtract(along[at - 1]).multiplyBy(left / step));
      left -= step;
    }
    return along.at(-1);
  }
})();
