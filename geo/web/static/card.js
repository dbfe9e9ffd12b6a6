// The card of one event, as the map page shows it beside the map. Text of events only ever becomes textContent.
(() => {
  "use strict";
  const { atlas } = window;
  const { element, say } = atlas;

  // event: a feature of /api/events/ID; labels: field -> value -> label; first: ids of the distances that are shown;
  // cite: the citation of something of the atlas, home: the address of the map page.
  atlas.card = (event, { labels, cite, home }, first) => {
    const told = event.properties;
    const label = (field, value) => (labels[field] && labels[field][value]) || value;
    const card = element("article", "atlas-card");
    card.append(atlas.write(element("h2", ""), told, "title"),
      element("p", "atlas-dim", [atlas.own(told, "date_text"), label("category", told.category), label("type", told.type)].join(" · ")));
    if (atlas.own(told, "summary")) card.append(atlas.write(element("p", ""), told, "summary"));
    card.append(pairs([
      [say("card.who"), label("initiator", told.initiator)],
      [say("card.where"), named(told)],
      [say("card.place"), place(told, label)],
      [say("card.sure"), label("confidence", told.confidence)],
      [say("card.checked"), checked(told)],
      [say("card.deaths"), harm(told.deaths, told.deaths_of, label)],
      [say("card.injured"), harm(told.injured, told.injured_of, label)],
      [say("card.quantity"), counted(told, labels.units)],
      [say("card.counterclaim"), atlas.own(told, "counterclaim") && atlas.write(element("span", ""), told, "counterclaim")],
    ]));
    const sources = told.sources.filter(({ url }) => (/^https?:\/\//).test(url));
    card.append(...distances(told, first), element("h3", "", say("card.sources")), ...grouped(sources, labels),
      taken(event, sources, cite, home));
    return card;
  };

  // The name of a place; with that in Hangul, by which others know it, for who reads no Korean: marked as such, so that a
  // screen reader speaks it and a browser takes its own letters for it.
  function named(told) {
    const box = element("span", "");
    box.append(atlas.write(element("span", ""), told, "place"));
    if (told.place_ko && atlas.words.language !== "ko") box.append(", ", Object.assign(element("span", "", told.place_ko), { lang: "ko" }));
    return box;
  }

  function place({ location_precision: value, location_error_m: error }, label) {
    const precision = label("location_precision", value);
    return error === null ? precision : say("card.place_known", { precision, km: error / 1000 });
  }

  // How many of what, with the counter that the language has for it; any other unit is English.
  function counted({ quantity, quantity_unit: unit }, units) {
    if (quantity === null) return "";
    if (units[unit]) return units[unit].replace("{count}", atlas.number(quantity).replace(/[만억]$/, "$& ")); // 50만 장
    return Object.assign(element("span", "", say("card.quantity_of", { count: quantity, unit: unit || "" })), { lang: "en" });
  }

  // When somebody read the event beside its reports; what cites none cannot be.
  function checked({ sources, checked: day, checked_against: count }) {
    if (!sources.length) return "";
    if (!day) return say("card.checked_not_yet");
    return say(count ? "card.checked_against" : "card.checked_in_vain", { day: atlas.day(day), count });
  }

  function harm(count, whose, label) {
    if (count === null) return "";
    return whose.length ? say("card.of_whom", { count: say("card.number", { count }), whose: whose.map((party) => label("deaths_of", party)).join(", ") })
      : say("card.number", { count });
  }

  function pairs(rows) {
    const list = element("dl", "");
    for (const [name, told] of rows) {
      if (!told) continue;
      const value = element("dd", "");
      value.append(told);
      list.append(element("dt", "", name), value);
    }
    return list;
  }

  function distances({ location_error_m: error, distances: rows }, first) {
    if (error === null) return [element("p", "atlas-dim", say("card.unmeasured"))];
    const shown = first.map((id) => rows.find(({ to }) => to === id)).filter(Boolean);
    const others = rows.filter((row) => !shown.includes(row));
    const more = element("details", "");
    more.append(element("summary", "", say("card.more_distances", { count: others.length })), distanceTable(others));
    more.addEventListener("toggle", () => more.dispatchEvent(new Event("atlas:grown", { bubbles: true })));
    return [element("h3", "", say("card.distances")), distanceTable(shown), ...(others.length ? [more] : [])];
  }

  function distanceTable(rows) {
    const table = element("table", "");
    for (const row of rows) {
      const line = element("tr", "");
      const text = row.text.replace(/^.+(?= · )|\S+ nmi$/g, (figure) => figure.replaceAll(" ", "\u00a0")); // each stays with its unit
      line.append(element("td", "", row.short_name), element("td", "atlas-number", text));
      table.append(line);
    }
    return table;
  }

  // Grouped by what the reports support, which is said where they support different things.
  function grouped(reports, labels) {
    const groups = Object.keys(labels.role).map((role) => [role, reports.filter((one) => one.role === role)])
      .filter(([, found]) => found.length);
    return groups.flatMap(([role, found]) => {
      const list = element("ul", "");
      list.append(...found.map((report) => line(report, labels)));
      return groups.length > 1 ? [element("h4", "", labels.role[role]), list] : [list];
    });
  }

  function line(report, labels) {
    const link = element("a", "", report.title);
    link.href = report.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.lang = report.language || ""; // one that is not known is not that of the page
    if (report.language) link.hreflang = report.language;
    const item = element("li", "");
    const about = [report.published && atlas.day(report.published), tongue(report.language, labels), voice(report.voice, labels)];
    item.append(link, ["", report.publisher, ...about.filter(Boolean)].join(", "));
    return item;
  }

  function tongue(language, labels) {
    const other = language && language !== atlas.words.language;
    return other ? say("report.in", { language_name: labels.language[language] }) : "";
  }

  function voice(whose, labels) {
    return whose ? say("report.voice", { who: labels.voice[whose] }) : "";
  }

  // Citation and address of the event, to take along (share.js). The report of an answer is often the event's own, too.
  function taken({ id, properties: told }, reports, cite, home) {
    const url = atlas.onwards(`${home}?event=${encodeURIComponent(id)}`);
    const what = say("card.cited", { title: atlas.own(told, "title"), when: atlas.own(told, "date_text") });
    const once = reports.filter(({ url: address }, at) => reports.findIndex((other) => other.url === address) === at);
    const citation = say("card.cited_sources", {
      citation: cite.replace(/\{(what|url)\}/g, (_, name) => ({ what, url })[name]),
      sources: once.map((report) => say("card.cited_source", report)).join("; "),
    });
    const box = element("div", "atlas-cite"), place = element("div", "");
    const button = (words, text, long) => {
      const made = element("button", "", words);
      made.type = "button";
      made.addEventListener("click", async () => {
        await atlas.copy(place, text, long);
        place.scrollIntoView({ block: "nearest" });
      });
      return made;
    };
    box.append(button(say("card.cite"), citation, true), button(say("card.copy_link"), url));
    if (told.location_error_m !== null) {
      const measure = element("a", "", say("card.measure"));
      measure.href = atlas.onwards(`${home}measure?point=${encodeURIComponent(id)}`);
      measure.target = "_blank";
      measure.rel = "noopener";
      box.append(measure);
    }
    box.append(place);
    return box;
  }
})();
