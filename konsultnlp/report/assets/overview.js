/* The first page: what was read, who was asked for what, how much money, and what could not be read. */
"use strict";
(() => {
  const { h, t } = { h: KN.h, t: (...args) => KN.t(...args) };
  const { grid, sum, span } = KN.figures;
  const yearName = (year) => year || t("unknown");
  const MOST_ROWS = 15;

  function go(table, filters) {
    const pairs = { table };
    for (const [column, value] of Object.entries(filters)) pairs[`f.${column}`] = value;
    location.hash = KN.hash(pairs);
  }

  function tiles(index) {
    const counts = new Map(index.tables.map((table) => [table.name, table.n]));
    const tile = (table, label) =>
      h(
        "li",
        {},
        h(
          "a",
          { href: KN.hash({ table }) },
          h("strong", { text: KN.number(counts.get(table)) }),
          h("span", { text: label ?? t(`table.${table}`) }),
        ),
      );
    return h(
      "ul",
      { class: "tiles" },
      ["documents", "requests", "statements", "amounts", "references", "errors"].map((n) => tile(n)),
    );
  }

  /** Stacked bars by year; a click on one leads to its rows. */
  function byYear({ title, note, triples, years, table, column, yearColumn }) {
    const rows = grid(triples);
    const names = [...rows.keys()].sort();
    return KN.charts.figure({
      title,
      note,
      tall: 260,
      head: [t("year"), ...names.map((n) => KN.value(table, column, n) || t("unknown")), t("sum")],
      rows: years.map((y) => {
        const cells = names.map((n) => rows.get(n).get(y) ?? 0);
        return [yearName(y), ...[...cells, cells.reduce((a, b) => a + b, 0)].map((n) => KN.number(n))];
      }),
      configure: () => ({
        type: "bar",
        data: {
          labels: years.map(yearName),
          datasets: names.map((n, i) => ({
            label: KN.value(table, column, n) || t("unknown"),
            data: years.map((y) => rows.get(n).get(y) ?? 0),
            backgroundColor: KN.charts.colors()[i % 6],
            borderColor: KN.theme.color("--card"),
            borderWidth: 1,
            maxBarThickness: 44,
          })),
        },
        options: {
          scales: {
            x: KN.charts.axis({ stacked: true, grid: { display: false } }),
            y: KN.charts.axis({ stacked: true, beginAtZero: true }),
          },
          plugins: { legend: { position: "bottom", labels: { color: KN.theme.color("--ink"), boxWidth: 14 } } },
          onClick: (event, hit) =>
            hit.length && go(table, { [yearColumn]: years[hit[0].index], [column]: names[hit[0].datasetIndex] }),
        },
      }),
    });
  }

  function acts(index) {
    const rows = grid(index.overview.acts);
    const names = [...rows.keys()].sort((a, b) => sum(rows.get(b)) - sum(rows.get(a)));
    const kinds = ["true", "false"];
    return KN.charts.figure({
      title: t("chart.acts"),
      note: t("chart.acts.note"),
      tall: 60 + 30 * Math.max(names.length, 2),
      head: [KN.columnName("requests", "act"), t("explicit"), t("implicit"), t("sum")],
      rows: names.map((n) => [
        KN.value("requests", "act", n),
        ...kinds.map((k) => KN.number(rows.get(n).get(k) ?? 0)),
        KN.number(sum(rows.get(n))),
      ]),
      configure: () => ({
        type: "bar",
        data: {
          labels: names.map((n) => KN.value("requests", "act", n)),
          datasets: kinds.map((k, i) => ({
            label: t(i ? "implicit" : "explicit"),
            data: names.map((n) => rows.get(n).get(k) ?? 0),
            backgroundColor: KN.charts.colors()[i],
            borderColor: KN.theme.color("--card"),
            borderWidth: 1,
            maxBarThickness: 22,
          })),
        },
        options: {
          indexAxis: "y",
          scales: {
            x: KN.charts.axis({ stacked: true, beginAtZero: true }),
            y: KN.charts.axis({ stacked: true, grid: { display: false }, ticks: { color: KN.theme.color("--ink") } }),
          },
          plugins: { legend: { position: "bottom", labels: { color: KN.theme.color("--ink"), boxWidth: 14 } } },
          onClick: (event, hit) =>
            hit.length && go("requests", { act: names[hit[0].index], explicit: kinds[hit[0].datasetIndex] }),
        },
      }),
    });
  }

  /** Addressees down, years across; the darker the cell the more requests. */
  function addressees(index, years) {
    const rows = grid(index.overview.addressees);
    const names = [...rows.keys()].filter((n) => n).sort((a, b) => sum(rows.get(b)) - sum(rows.get(a)));
    if (rows.has("")) names.push("");
    const most = Math.max(1, ...names.filter((n) => n).flatMap((n) => [...rows.get(n).values()]));
    const cell = (name, year) => {
      const n = rows.get(name).get(year) ?? 0;
      if (!n)
        return h(
          "td",
          { class: "num none" },
          h("span", { "aria-hidden": "true", text: "·" }),
          h("span", { class: "hidden", text: "0" }),
        );
      const step = Math.min(4, Math.ceil((4 * n) / most));
      return h(
        "td",
        { class: `num heat-${name ? step : 0}` },
        h("a", {
          href: KN.hash({ table: "requests", "f._year": year || "—", "f.addressee_id": name || "—" }),
          text: KN.number(n),
          "aria-label": `${n}: ${name ? KN.party(name) : t("nobody")}, ${yearName(year)}`,
        }),
      );
    };
    const seen = years.filter((y) => names.some((n) => rows.get(n).get(y)));
    const row = (name, i) =>
      h(
        "tr",
        { class: i >= MOST_ROWS && name ? "more" : null },
        h("th", {
          scope: "row",
          title: name ? KN.party(name) : null,
          text: name ? KN.party(name, false) : t("nobody"),
        }),
        seen.map((y) => cell(name, y)),
        h("td", { class: "num sum", text: KN.number(sum(rows.get(name))) }),
      );
    const table = h(
      "table",
      { class: "heat" },
      h("caption", { class: "hidden", text: t("chart.addressees") }),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col", text: t("asked") }),
          seen.map((y) => h("th", { scope: "col", class: "num", text: yearName(y) })),
          h("th", { scope: "col", class: "num", text: t("sum") }),
        ),
      ),
      h("tbody", {}, names.map(row)),
    );
    const hidden = names.filter((n) => n).length - MOST_ROWS;
    const all =
      hidden > 0 &&
      h("button", {
        type: "button",
        class: "quiet",
        text: t("show.all", { n: hidden + MOST_ROWS }),
        on: {
          click: (event) => {
            table.classList.add("all");
            event.target.remove();
          },
        },
      });
    return h(
      "figure",
      { class: "card wide" },
      h(
        "figcaption",
        {},
        h("h2", { text: t("chart.addressees") }),
        h("p", { class: "note", text: t("chart.addressees.note") }),
      ),
      names.length
        ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("chart.addressees") }, table)
        : h("p", { text: t("none") }),
      all,
    );
  }

  function money(index) {
    const rows = index.overview.money;
    return KN.charts.figure({
      title: t("chart.money"),
      note: t("chart.money.note"),
      tall: 280,
      head: [t("year"), t("money.n"), t("money.q1"), t("money.median"), t("money.q3"), t("money.max")],
      rows: rows.map(([year, n, ...values]) => [yearName(year), KN.number(n), ...values.map(KN.kroner)]),
      configure: () => ({
        data: {
          labels: rows.map((r) => yearName(r[0])),
          datasets: [
            {
              type: "line",
              label: t("money.median"),
              data: rows.map((r) => r[3]),
              showLine: false,
              pointRadius: 5,
              pointStyle: "rectRot",
              pointBackgroundColor: KN.theme.color("--ink"),
              borderColor: KN.theme.color("--card"),
              pointBorderWidth: 1,
            },
            {
              type: "line",
              label: t("money.max"),
              data: rows.map((r) => r[5]),
              showLine: false,
              pointRadius: 4,
              pointStyle: "triangle",
              pointBackgroundColor: KN.charts.colors()[1],
              borderColor: KN.charts.colors()[1],
            },
            {
              type: "bar",
              label: t("money.range"),
              data: rows.map((r) => [r[2], Math.max(r[4], r[2] * 1.05)]),
              backgroundColor: KN.charts.colors()[0],
              maxBarThickness: 26,
            },
          ],
        },
        options: {
          scales: {
            x: KN.charts.axis({ grid: { display: false } }),
            y: KN.charts.axis({
              type: "logarithmic",
              ticks: {
                precision: undefined,
                maxTicksLimit: 8,
                callback: (v) => (Number.isInteger(Math.log10(v)) ? KN.kroner(v) : ""),
              },
            }),
          },
          plugins: {
            legend: { position: "bottom", labels: { color: KN.theme.color("--ink"), usePointStyle: true } },
            tooltip: {
              callbacks: { label: (item) => `${item.dataset.label}: ${[item.raw].flat().map(KN.kroner).join(" – ")}` },
            },
          },
          onClick: (event, hit) => hit.length && go("amounts", { _year: rows[hit[0].index][0], kind: "money" }),
        },
      }),
    });
  }

  function unread(index) {
    const { errors, errorRows, warnings, warned } = index.overview;
    const list = (pairs, label) =>
      h(
        "ul",
        { class: "codes" },
        pairs.map(([code, n]) => h("li", {}, h("b", { text: KN.number(n) }), ` ${label(code)}`)),
      );
    const table = (caption, head, rows) =>
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
        h(
          "table",
          { class: "plain" },
          h("caption", { class: "hidden", text: caption }),
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              head.map((text) => h("th", { scope: "col", text })),
            ),
          ),
          h("tbody", {}, rows),
        ),
      );
    return h(
      "section",
      { class: "card wide", "aria-labelledby": "unread" },
      h("h2", { id: "unread", text: t("unread.title") }),
      errors.length === 0 && h("p", { class: "good", text: t("unread.nothing") }),
      errors.length > 0 && [
        h("h3", { text: t("unread.errors", { n: errors.reduce((a, [, n]) => a + n, 0) }) }),
        list(errors, (code) => KN.value("errors", "error", code)),
        table(
          t("unread.title"),
          [KN.columnName("errors", "source"), KN.columnName("errors", "error"), KN.columnName("errors", "message")],
          errorRows.map(([source, code, message]) =>
            h(
              "tr",
              {},
              h("th", { scope: "row", text: source }),
              h("td", { text: KN.value("errors", "error", code) }),
              h("td", { text: message }),
            ),
          ),
        ),
        h("p", {}, h("a", { href: KN.hash({ table: "errors" }), text: t("unread.all") })),
      ],
      warned.length > 0 && [
        h("h3", { text: t("unread.warnings") }),
        list(warnings, (code) => KN.warning(code)),
        table(
          t("unread.warnings"),
          [t("col._title"), KN.columnName("documents", "warnings")],
          warned.map(([id, title, codes]) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, h("a", { href: KN.hash({ doc: id }), text: title })),
              h("td", { text: KN.value("documents", "warnings", codes) }),
            ),
          ),
        ),
      ],
    );
  }

  KN.overview = (main, index) => {
    const years = span(index.overview.years);
    const known = years.filter((y) => y);
    document.title = `${t("nav.overview")} – konsultnlp`;
    const { documents, pages } = index.overview;
    main.replaceChildren(
      h(
        "div",
        { class: "overview" },
        h("h1", { text: t("overview.title") }),
        h("p", {
          class: "lead",
          text: known.length
            ? t("overview.lead", { n: documents, pages, from: known[0], to: known[known.length - 1] })
            : t("overview.lead.plain", { n: documents, pages }),
        }),
        tiles(index),
        documents === 0
          ? h("p", { class: "empty", text: t("overview.empty") })
          : h(
              "div",
              { class: "cards" },
              byYear({
                title: t("chart.documents"),
                triples: index.overview.types,
                years,
                table: "documents",
                column: "doc_type",
                yearColumn: "year",
              }),
              byYear({
                title: t("chart.requests"),
                note: t("chart.requests.note"),
                triples: index.overview.sides,
                years,
                table: "requests",
                column: "requester_side",
                yearColumn: "_year",
              }),
              addressees(index, years),
              acts(index),
              money(index),
            ),
        unread(index),
      ),
    );
    KN.charts.draw();
    KN.theme.follow(KN.charts.draw);
  };
})();
