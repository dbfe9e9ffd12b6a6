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

  // The offline map has its rows in HTML, for readers without scripts, and all else in one block (geo/web/offline.py).
  atlas.offline = () => {
    const opening = opened();
    opening.catch(showRows);
    return {
      async json(url) {
        const { events, byId, layers } = await opening;
        if (url === "events") return { features: events };
        if (url.startsWith("event/")) return byId.get(decodeURIComponent(/^event\/([^?]*)/.exec(url)[1]));
        const name = url.split(/[?&]/)[0]; // the file has one answer of each kind
        return name === "nearest" ? nearest(layers.nearest, events) : unpack(layers[name]);
      },
    };
  };

  async function opened() {
    const packed = Uint8Array.from(atob(document.getElementById("atlas-data").textContent), (sign) => sign.charCodeAt(0));
    const { layers, ...table } = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    const events = features(table, rows());
    return { events, byId: new Map(events.map((event) => [event.id, event])), layers };
  }

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

  function rowsPage() {
    return new DOMParser().parseFromString(document.getElementById("atlas-rows").textContent, "text/html");
  }

  // A browser too old to open the block has a picture and the rows, like one without scripts.
  function showRows() {
    const { childNodes } = rowsPage().body;
    const shown = document.createElement("div");
    document.getElementById("atlas-rows").remove();
    shown.id = "atlas-rows";
    shown.append(...childNodes);
    document.querySelector("main").after(shown);
  }

  // What stands in the rows of a reader without scripts (geo/web/still.py) is not in the block once more.
  function rows() {
    const { language } = atlas.words;
    // Under the name of its column: that of the language of the file, unless it is marked as English.
    const told = (name, box) => ({ [language === "en" || box.lang === "en" ? name : `${name}_${language}`]: box.textContent });
    return [...rowsPage().querySelectorAll("tr")].map(({ id, cells: [date, what, place, korean] }) => ({
      id, ...told("date_text", date), ...told("title", what.querySelector("b")), ...told("summary", what.querySelector("p")),
      ...told("place", place), ...(korean && { place_ko: korean.textContent }), links: [...what.querySelectorAll("a")] }));
  }

  // As /api/nearest.json has it; the file has a row or nothing for each event.
  function nearest(rows, events) {
    const known = rows.map((row, at) => row && [events[at].id, ...row]).filter(Boolean);
    return { columns: Object.fromEntries(["id", "lon", "lat", "band", "first", "last"].map((name, part) => [name, known.map((row) => row[part])])) };
  }

  // The events as the features of our routes. Publisher and address of a report stand in the rows, where an event has the
  // link of each of its reports once.
  function features({ events, reports, checks, checked, measured, targets }, rows) {
    return events.map(({ lon, lat, measured: at, ...told }, row) => {
      const { id, links, ...said } = rows[row];
      const [day, against] = checks[checked[row]];
      const cited = [...new Set(told.sources.map(([, , report]) => report))];
      const sources = told.sources.map(([role, voice, report]) => {
        const [title, language, published] = reports[report];
        const link = links[cited.indexOf(report)];
        return { role, title, publisher: link.textContent, url: link.getAttribute("href"), published, language, voice };
      });
      const distances = at === null ? [] : measured[at].map(([text, distance_m, ...nearest], target) => ({ ...targets[target], text, distance_m, nearest }));
      return { type: "Feature", id, geometry: lon === null ? null : { type: "Point", coordinates: [lon, lat] }, properties: { ...said, ...told, checked: day, checked_against: against, sources, distances } };
    });
  }
})();
