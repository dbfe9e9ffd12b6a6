// Words that stand on a dash or leg, where the reader sees it; close beside it where it is shorter than they are, or where
// they would cover a mark.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const SAMPLES = 40;
  const SPOTS = 9;
  const MARGIN_PX = 14; // so much of a line stands out at either end of the words on it
  const BESIDE_PX = 5; // so far from the line is the nearest corner of words beside it

  // course: [[lon, lat], …]. Returns a label (labels.js) of a kind that covers what is under it; made anew after each move.
  atlas.onDash = (owner, course, text, color) => {
    const { map, labels } = owner;
    const size = labels.sizeOf({ kind: "distance", text });
    const along = course.map(([lon, lat]) => map.latLngToLayerPoint([lat, lon]));
    const length = along.slice(1).reduce((sum, point, at) => sum + point.distanceTo(along[at]), 0);
    const spots = inView(map, Array.from({ length: SAMPLES - 1 }, (_, at) => partWay(along, ((at + 1) / SAMPLES) * length)));
    const way = along.at(-1).subtract(along[0]);
    const hidden = Math.min(size.width / Math.abs(way.x), size.height / Math.abs(way.y)) * length; // by the words on it
    const fits = length > hidden + 2 * MARGIN_PX;
    const boxes = () => {
      const points = spots.map(([lon, lat]) => map.latLngToLayerPoint([lat, lon]));
      return [...(fits ? points.map((point) => around(point, size)) : []), ...points.flatMap((point) => beside(point, way, size))];
    };
    return { text, at: spots, boxes, rank: -1, kind: "distance", always: true, color };
  };

  // The room of words whose middle stands at a point.
  function around({ x, y }, { width, height }) {
    return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
  }

  // The rooms of words on either side of a line that runs along a way through a point.
  function beside(point, way, size) {
    const long = Math.hypot(way.x, way.y) || 1;
    const across = { x: -way.y / long, y: way.x / long };
    const reach = BESIDE_PX + (Math.abs(across.x) * size.width + Math.abs(across.y) * size.height) / 2;
    return [1, -1].map((side) => around({ x: point.x + side * reach * across.x, y: point.y + side * reach * across.y }, size));
  }

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
