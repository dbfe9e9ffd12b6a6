// How events become marks: the rule of geo/look/grouping.py, word for word; a test holds the two to the same answers.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const TOGETHER_PX = 26;
  const WIDER = 1.3;
  const SINGLE_PX = 8;
  const LARGEST_PX = 16;
  const PRECISIONS = ["exact", "near", "area"];

  // places: [{x, y, counts: {category: number}, precision, members}], x and y in pixels, y downwards; an event is a place
  // with one. Returns marks of the same kind with count and radius, the fullest first; what else a place carries, the
  // mark that stands on it keeps. most: bound on the number of marks; on a screen the reader zooms in instead.
  atlas.group = (places, most = Infinity) => {
    const points = new Map();
    for (const place of places) {
      const key = `${place.x},${place.y}`;
      if (!points.has(key)) points.set(key, []);
      points.get(key).push(place);
    }
    const ordered = [...points.values()].map(one).sort((a, b) => b.count - a.count || a.y - b.y || a.x - b.x);
    let apart = TOGETHER_PX;
    let groups = gathered(ordered, apart);
    while (groups.length > most) {
      apart *= WIDER;
      groups = gathered(ordered, apart);
    }
    return groups.map(one).sort((a, b) => b.count - a.count);
  };

  // The places of each mark, the one that it stands on first.
  function gathered(places, apart) {
    const groups = [];
    const cells = new Map(); // the numbers of the marks in each cell as wide as the distance
    for (const place of places) {
      const column = Math.floor(place.x / apart), row = Math.floor(place.y / apart);
      let home = Infinity;
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          for (const number of cells.get(`${column + dx},${row + dy}`) || []) {
            const [{ x, y }] = groups[number];
            if ((x - place.x) ** 2 + (y - place.y) ** 2 < apart ** 2) home = Math.min(home, number);
          }
        }
      }
      if (home < Infinity) {
        groups[home].push(place);
        continue;
      }
      const cell = `${column},${row}`;
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(groups.length);
      groups.push([place]);
    }
    return groups;
  }

  function one(places) {
    const counts = {};
    for (const place of places) {
      for (const [category, number] of Object.entries(place.counts)) counts[category] = (counts[category] || 0) + number;
    }
    const count = Object.values(counts).reduce((sum, number) => sum + number, 0);
    const best = Math.min(...places.map((place) => PRECISIONS.indexOf(place.precision)));
    return { ...places[0], counts, count, precision: PRECISIONS[best], members: places.flatMap((place) => place.members),
      radius: count === 1 ? SINGLE_PX : Math.min(LARGEST_PX, SINGLE_PX + 1 + 1.4 * Math.log2(count)) };
  }
})();
