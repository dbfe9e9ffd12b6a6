// Where the map's data come from: by HTTP, or out of the blocks of a file that is opened without a network. A source is
// {json(url)}: it gives the value behind an address, or fails with an error that says why.
(() => {
  "use strict";
  const atlas = (window.atlas = window.atlas || {});

  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const VALUE = new Map([...SIGNS].map((sign, at) => [sign, at]));
  const STEPS_PER_DEGREE = 1e4;

  atlas.web = {
    async json(url) {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${answer.status}`);
      return unpack(await answer.json());
    },
  };

  // The offline map carries two blocks: `atlas-base`, the style table, base map and lines, and `atlas-events`, a table.
  atlas.offline = () => {
    const block = (id) => JSON.parse(document.getElementById(id).textContent);
    const base = block("atlas-base");
    const events = features(withRows(block("atlas-events")));
    const byId = new Map(events.map((event) => [event.id, event]));
    return {
      async json(url) {
        if (url === "events") return { features: events };
        if (url.startsWith("event/")) return byId.get(decodeURIComponent(url.slice("event/".length)));
        const name = url.split(/[?&]/)[0]; // the file has one answer of each kind
        return name === "nearest" ? nearest(unrepeated(base.nearest), events) : unpack(base[name]);
      },
    };
  };

  // Lines and rings may come as strings (geo/web/packing.py); a map draws numbers.
  function unpack(value) {
    if (value.features) for (const { geometry } of value.features) { if (geometry) geometry.coordinates = positions(geometry.coordinates); }
    else if (value.land) Object.values(value).forEach(unpack);
    return value;
  }

  function positions(packed) {
    if (Array.isArray(packed)) return packed.map(positions);
    return typeof packed === "string" ? line(packed) : packed;
  }

  function line(text) {
    const found = [];
    let lon = 0, lat = 0, at = 0;
    const step = () => {
      let value = 0, shift = 0, group;
      do {
        group = VALUE.get(text[at++]);
        value |= (group & 31) << shift;
        shift += 5;
      } while (group & 32);
      return value & 1 ? -(value >> 1) : value >> 1;
    };
    while (at < text.length) {
      lon += step();
      lat += step();
      found.push([lon / STEPS_PER_DEGREE, lat / STEPS_PER_DEGREE]);
    }
    return found;
  }

  // A column with repeated values has each of them once, and the place of each event's as a number or a sign.
  function unrepeated(column) {
    return Array.isArray(column) ? column : [...column.at].map((at) => column.values[VALUE.get(at) ?? at]);
  }

  // What stands in the rows of a reader without scripts (geo/web/still.py) is not in the table once more.
  function withRows(table) {
    const text = document.getElementById("atlas-rows").textContent;
    const rows = [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("tr")].map(({ id, cells: [date, what, place, korean] }) => ({
      id, date_text: date.textContent, title: what.querySelector("b").textContent, summary: what.querySelector("p").textContent,
      place: place.textContent, place_ko: korean ? korean.textContent : null }));
    const columns = ["id", "title", "date_text", "summary", "place", "place_ko"].map((name) => [name, rows.map((row) => row[name])]);
    return { ...table, columns: { ...Object.fromEntries(columns), ...table.columns } };
  }

  // As /api/nearest.json has it; the file has a row or nothing for each event.
  function nearest(rows, events) {
    const known = rows.map((row, at) => row && [events[at].id, ...row]).filter(Boolean);
    return { columns: Object.fromEntries(["id", "lon", "lat", "band", "first", "last"].map((name, part) => [name, known.map((row) => row[part])])) };
  }

  // Pairs of numbers as reports: the place of what it supports, and of the report.
  function cited(pairs, support, reports, publishers) {
    return Array.from({ length: pairs.length / 2 }, (_, at) => {
      const [role, voice] = support[pairs[2 * at]];
      const [title, publisher, url, language, published] = reports[pairs[2 * at + 1]];
      return { role, title, publisher: publishers[publisher], url, published, language, voice };
    });
  }

  // The numbers of a distance stand between slashes, its words once in the table; what has no numbers is text.
  function worded(text, banded) {
    const numbers = text.split("/");
    return numbers.length === 3 ? numbers.reduce((words, number) => words.replace("{}", number), banded) : text;
  }

  // The table as the features of our routes; a distance is [text, metres, lon, lat of the nearest point], the last two
  // only where the target is a line.
  function features({ columns, targets, banded, support, reports, publishers }) {
    const full = Object.entries(columns).map(([name, column]) => [name, unrepeated(column)]);
    const count = full[0][1].length;
    return Array.from({ length: count }, (_, row) => {
      const { id, lon, lat, ...properties } = Object.fromEntries(full.map(([name, values]) => [name, values[row]]));
      properties.date = properties.date || id.slice(0, 10); // most ids begin with it
      properties.distances = properties.distances.map(([text, distance_m, ...nearest], at) =>
        ({ ...targets[at], text: worded(text, banded), distance_m, ...(nearest.length ? { nearest } : {}) }));
      properties.sources = cited(properties.sources, support, reports, publishers);
      return { type: "Feature", id, geometry: lon === null ? null : { type: "Point", coordinates: [lon, lat] }, properties };
    });
  }
})();
