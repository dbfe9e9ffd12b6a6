// The card of one event, as the map page shows it beside the map. Text of events only ever becomes textContent.
(() => {
  "use strict";
  const { atlas } = window;
  const { element } = atlas;

  // event: a feature of /api/events/ID; words: field -> value -> label; first: ids of the distances that are shown.
  atlas.card = (event, words, first) => {
    const told = event.properties;
    const say = (field, value) => (words[field] && words[field][value]) || value;
    const card = element("article", "atlas-card");
    card.append(element("h2", "", told.title),
      element("p", "atlas-dim", [told.date_text, say("category", told.category), say("type", told.type)].join(" · ")));
    if (told.summary) card.append(element("p", "", told.summary));
    card.append(pairs([
      ["Who", say("initiator", told.initiator)],
      ["Where", [told.place, told.place_ko].filter(Boolean).join(", ")],
      ["Place", place(told, say)],
      ["How sure", say("confidence", told.confidence)],
      ["Deaths", harm(told.deaths, told.deaths_of, say)],
      ["Injured", harm(told.injured, told.injured_of, say)],
      ["How many", told.quantity === null ? "" : `${told.quantity.toLocaleString("en")} ${told.quantity_unit || ""}`],
      ["The other side", told.counterclaim],
    ]));
    card.append(...distances(told, first), element("h3", "", "Sources"), sources(told));
    return card;
  };

  function place({ location_precision: precision, location_error_m: error }, say) {
    return say("location_precision", precision) + (error === null ? "" : `, to about ${error / 1000} km`);
  }

  function harm(count, whose, say) {
    if (count === null) return "";
    return count.toLocaleString("en") + (whose.length ? ` (${whose.map((party) => say("deaths_of", party)).join(", ")})` : "");
  }

  function pairs(rows) {
    const list = element("dl", "");
    for (const [name, text] of rows) if (text) list.append(element("dt", "", name), element("dd", "", text));
    return list;
  }

  function distances({ location_error_m: error, distances: rows }, first) {
    if (error === null) return [element("p", "atlas-dim", "The place stands for a whole country or region: nothing is measured.")];
    const table = element("table", "");
    for (const id of first) {
      const row = rows.find((one) => one.to === id);
      if (!row) continue;
      const line = element("tr", "");
      line.append(element("td", "", row.short_name), element("td", "atlas-number", row.text));
      table.append(line);
    }
    return [element("h3", "", "Distances"), table];
  }

  function sources(told) {
    const list = element("ul", "");
    for (const of of ["source", "source2", "counterclaim"]) {
      const address = told[`${of}_url`];
      if (!address || !/^https?:\/\//.test(address)) continue;
      const link = element("a", "", told[`${of}_title`]);
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      const item = element("li", "");
      item.append(link, `, ${told[`${of}_publisher`]}`);
      list.append(item);
    }
    return list;
  }
})();
