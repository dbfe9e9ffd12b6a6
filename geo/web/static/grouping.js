// How events become marks: the rule of geo/look/grouping.py, word for word; a test holds the two to the same answers. Only here a
// reader's own rows may stand beside the catalogue: what is own is never taken together with what is not.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});
  const TOGETHER_PX = { exact: 26, near: 26, area: 44, along: 44, within: 44, issued: 44, abroad: 130 };
  const STANDING = ["exact", "near", "issued", "along", "area", "within", "abroad"];
  const WELL_KNOWN = 2; // so many of them tell a point well
  const WIDER = 1.3;
  const SINGLE_PX = 8;
  const LARGEST_PX = 16;
  const RIM_PX = 1.5;
  const HALO_PX = 4;
  const BADGE_PX = 20;
  const SIGN_PX = 24;
  const DIGIT_PX = 7;
  const STEP_PX = 6;
  const DIRECTIONS = [[1, 0], [-1, 0], [0, -1], [0, 1], [0.7071, -0.7071], [0.7071, 0.7071], [-0.7071, -0.7071], [-0.7071, 0.7071],
    [0.9239, -0.3827], [0.9239, 0.3827], [-0.9239, -0.3827], [-0.9239, 0.3827], [0.3827, -0.9239], [-0.3827, -0.9239], [0.3827, 0.9239], [-0.3827, 0.9239]];
  const RINGS = 160;
  const CELL_PX = 100;
  const ROWS = 2 ** 26; // more than the world has at the highest zoom, so that no two cells share a number
  const BADGED = (atlas.BADGED = ["along", "within", "issued", "abroad"]);
  const PRECISIONS = ["exact", "near", "area", ...BADGED];

  // places: [{x, y, counts: {category: number}, precision, members, others: [[x, y], …]}], x and y in pixels, y downwards; an
  // event is a place with one. Returns marks of the same kind with count, radius, size, badge and home, the fullest first;
  // what else a place carries, the mark that belongs to it keeps. most: bound on the number of marks; on a screen the
  // reader zooms in instead. names: of each name that marks leave room for if they can the boxes where it may stand, the best
  // first; on paper names are set afterwards.
  atlas.group = (places, most = Infinity, names = []) => {
    const points = new Map();
    for (const place of places) {
      const key = `${place.own},${place.precision},${place.x},${place.y}`;
      if (!points.has(key)) points.set(key, []);
      points.get(key).push(place);
    }
    const ordered = [...points.values()].map(one).sort((a, b) => b.count - a.count || a.y - b.y || a.x - b.x);
    const known = PRECISIONS.flatMap((precision) => [false, true].map((own) =>
      [TOGETHER_PX[precision], ordered.filter((place) => place.precision === precision && Boolean(place.own) === own)]))
      .filter(([, alike]) => alike.length);
    let wider = 1;
    const all = () => known.flatMap(([apart, alike]) => gathered(alike, apart * wider));
    let groups = all();
    while (groups.length > Math.max(most, known.length)) {
      wider *= WIDER;
      groups = all();
    }
    return standing(groups.map(one), names).sort((a, b) => b.count - a.count);
  };

  // Marks in the order of STANDING, where none covers another. Names choose once all marks stand that tell a point well.
  function standing(marks, names) {
    const stood = [];
    const cells = new Map();
    let written = null;
    for (const mark of marks.sort((a, b) => STANDING.indexOf(a.precision) - STANDING.indexOf(b.precision))) {
      const [width, height] = mark.size;
      if (!written && STANDING.indexOf(mark.precision) >= WELL_KNOWN) written = chosen(names, stood);
      let found = mark.home;
      for (const [x, y] of spots(mark)) {
        const column = Math.floor(x / CELL_PX), row = Math.floor(y / CELL_PX);
        const covered = around(cells, column, row).some((at) =>
          Math.abs(stood[at].x - x) < (stood[at].size[0] + width) / 2 && Math.abs(stood[at].y - y) < (stood[at].size[1] + height) / 2)
          || written?.some((box) => meets(box, { x, y, size: mark.size }));
        if (covered) continue;
        found = [x, y];
        break;
      }
      const [x, y] = found;
      add(cells, Math.floor(x / CELL_PX), Math.floor(y / CELL_PX), stood.length);
      stood.push({ ...mark, x, y });
    }
    return stood;
  }

  // Of each name the first box that no mark covers.
  function chosen(names, marks) {
    return names.map((boxes) => boxes.find((box) => !marks.some((mark) => meets(box, mark)))).filter(Boolean);
  }

  function meets({ left, top, right, bottom }, { x, y, size: [width, height] }) {
    return left < x + width / 2 && right > x - width / 2 && top < y + height / 2 && bottom > y - height / 2;
  }

  // Where a mark may stand, the best first; one that finds no room stands where it belongs.
  function* spots(mark) {
    yield [mark.x, mark.y];
    yield* mark.others || [];
    for (let ring = 1; ring <= RINGS; ring++) {
      for (const [right, down] of DIRECTIONS) yield [mark.x + STEP_PX * ring * right, mark.y + STEP_PX * ring * down];
    }
  }

  // The places of each mark, the one that it belongs to first.
  function gathered(places, apart) {
    const groups = [];
    const cells = new Map(); // the numbers of the marks in each cell as wide as the distance
    for (const place of places) {
      const column = Math.floor(place.x / apart), row = Math.floor(place.y / apart);
      let home = Infinity;
      for (const number of around(cells, column, row)) {
        const [{ x, y }] = groups[number];
        if ((x - place.x) ** 2 + (y - place.y) ** 2 < apart ** 2) home = Math.min(home, number);
      }
      if (home < Infinity) {
        groups[home].push(place);
        continue;
      }
      add(cells, column, row, groups.length);
      groups.push([place]);
    }
    return groups;
  }

  // As numbers: a step of the playback asks for some hundred thousand cells.
  function cellOf(column, row) {
    return column * ROWS + row;
  }

  function add(cells, column, row, number) {
    const cell = cellOf(column, row);
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push(number);
  }

  // The numbers in a cell and its neighbours.
  function around(cells, column, row) {
    const found = [];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const numbers = cells.get(cellOf(column + dx, row + dy));
        if (numbers) found.push(...numbers);
      }
    }
    return found;
  }

  // Places that are known equally well as one, where the first of them is.
  function one(places) {
    const counts = {};
    for (const place of places) {
      for (const [category, number] of Object.entries(place.counts)) counts[category] = (counts[category] || 0) + number;
    }
    const [first] = places;
    const count = Object.values(counts).reduce((sum, number) => sum + number, 0);
    const radius = count === 1 ? SINGLE_PX : Math.min(LARGEST_PX, SINGLE_PX + 1 + 1.4 * Math.log2(count));
    const across = 2 * (radius + (first.precision === "area" ? HALO_PX : RIM_PX));
    const badge = BADGED.includes(first.precision);
    return { ...first, counts, count, radius, badge, size: badge ? [SIGN_PX + DIGIT_PX * String(count).length, BADGE_PX] : [across, across],
      home: [first.x, first.y], places: places.flatMap((place) => place.places || place.place || []), members: places.flatMap((place) => place.members) };
  }
})();
