// Time in steps: years, months, weeks from Monday, or days. A day is its number since 1970-01-01 and a step that of its
// unit, so no clock and no zone of time comes in. A window, {unit, from, to, growing}, is some steps or all until one; in
// an address it is written as geo/look/moment.py has it, which also tells the days on which an event may lie.
(() => {
  "use strict";
  const { atlas } = window;
  const DAY_MS = 86_400_000;
  const OPEN = "..";
  const WEEKS_FROM_DAYS = 42; // a step should be neither most of what there is to see nor a hair of it
  const MONTHS_FROM_DAYS = 280;

  const dayOf = (year, month, day) => Date.UTC(year, month, day) / DAY_MS;
  const dateOf = (day) => new Date(day * DAY_MS);
  const iso = (day) => dateOf(day).toISOString().slice(0, 10);

  // of: the step of a day; first: the first day of a step; form: how one is written, read: the step of its numbers.
  const UNITS = {
    year: {
      of: (day) => dateOf(day).getUTCFullYear(),
      first: (step) => dayOf(step, 0, 1),
      form: /^((?:1[89]|20)\d\d)$/,
      read: (year) => year,
      write: (step) => String(step),
    },
    month: {
      of: (day) => dateOf(day).getUTCFullYear() * 12 + dateOf(day).getUTCMonth(),
      first: (step) => dayOf(Math.floor(step / 12), step % 12, 1),
      form: /^((?:1[89]|20)\d\d)-(\d\d)$/,
      read: (year, month) => year * 12 + month - 1,
      write: (step) => iso(UNITS.month.first(step)).slice(0, 7),
    },
    week: {
      of: (day) => Math.floor((day + 3) / 7), // 1970 began on a Thursday
      first: (step) => step * 7 - 3,
      form: /^((?:1[89]|20)\d\d)-W(\d\d)$/,
      read: (year, week) => UNITS.week.of(dayOf(year, 0, 4)) + week - 1, // the first week holds the fourth of January
      write: (step) => {
        const thursday = step * 7, year = dateOf(thursday).getUTCFullYear();
        const week = Math.floor((thursday - dayOf(year, 0, 1)) / 7) + 1;
        return `${year}-W${String(week).padStart(2, "0")}`;
      },
    },
    day: {
      of: (day) => day,
      first: (step) => step,
      form: /^((?:1[89]|20)\d\d)-(\d\d)-(\d\d)$/,
      read: (year, month, day) => dayOf(year, month - 1, day),
      write: iso,
    },
  };

  // [unit, step] of a written step; nothing where it is none: the 31st of June is read as a day that is written otherwise.
  function step(text) {
    for (const [name, unit] of Object.entries(UNITS)) {
      const found = unit.form.exec(text);
      const number = found && unit.read(...found.slice(1).map(Number));
      if (found && unit.write(number) === text) return [name, number];
    }
    return null;
  }

  // The window that an address asks for, or nothing.
  function read(text) {
    const [start, end = start, ...more] = text.split("/");
    const last = step(end), growing = start === OPEN;
    const first = growing ? last : step(start);
    if (!first || !last || more.length || first[0] !== last[0] || first[1] > last[1]) return null;
    return { unit: last[0], from: first[1], to: last[1], growing };
  }

  function write({ unit, from, to, growing }) {
    const end = UNITS[unit].write(to);
    if (growing) return `${OPEN}/${end}`;
    return from === to ? end : `${UNITS[unit].write(from)}/${end}`;
  }

  // First and last day.
  function days({ unit, from, to, growing }) {
    return [growing ? -Infinity : UNITS[unit].first(from), UNITS[unit].first(to + 1) - 1];
  }

  // {first, last, known} of an event: the days on which it may lie, and the unit to which they are known.
  function span({ date, end_date: end, date_precision: known }) {
    const cut = { year: 4, month: 7, day: 10 }[known];
    const [first, last] = days(read([...new Set([date, end || date].map((day) => day.slice(0, cut)))].join("/")));
    return { first, last, known };
  }

  // The unit in which a span of days is played.
  function fitting(first, last) {
    const count = last - first + 1;
    if (count >= MONTHS_FROM_DAYS) return "month";
    return count >= WEEKS_FROM_DAYS ? "week" : "day";
  }

  const formats = new Map(); // a formatter costs more than all that it writes

  // A span of days in words, no finer than the unit: the rule of span_text in geo/words/dates.py.
  function words(first, last, unit, language) {
    const known = { year: ["year"], month: ["year", "month"] }[unit] || ["year", "month", "day"];
    const key = `${language} ${known}`;
    if (!formats.has(key)) {
      const parts = Object.fromEntries(known.map((part) => [part, part === "month" ? "long" : "numeric"]));
      formats.set(key, new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...parts, timeZone: "UTC" }));
    }
    const [start, end] = [first, last].map((day) => formats.get(key).format(dateOf(day)).split(" "));
    const differs = start.map((part, at) => part !== end[at]);
    if (!differs.includes(true)) return end.join(" ");
    if (language === "ko") return `${start.join(" ")}~${end.slice(differs.indexOf(true)).join(" ")}`;
    const kept = differs.lastIndexOf(true) + 1;
    return start.slice(0, kept).join(" ") + (kept === 1 ? "–" : " – ") + end.join(" ");
  }

  atlas.time = { UNITS, read, write, days, span, fitting, words, day: (text) => UNITS.day.read(...text.split("-").map(Number)) };
})();
