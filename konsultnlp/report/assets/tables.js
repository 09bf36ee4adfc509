/* The view of one table: search, filters, columns, sorted pages, and the selection as a file. */
"use strict";
(() => {
  const h = KN.h;
  const t = (...args) => KN.t(...args);
  const { side, field, boundName, columnMenu } = KN.tableFrame;
  const SIZES = [25, 50, 100, 250];
  const MOST_OPTIONS = 300;

  function stateFrom(address) {
    const filters = {};
    for (const [key, value] of address) if (key.startsWith("f.")) filters[key.slice(2)] = value;
    const sort = address.get("sort");
    return {
      search: address.get("q") ?? "",
      filters,
      page: Math.max(0, (parseInt(address.get("p"), 10) || 1) - 1),
      sort: sort ? [sort.replace(/^-/, ""), sort.startsWith("-")] : null,
      size: SIZES.includes(Number(KN.stored.get("size"))) ? Number(KN.stored.get("size")) : SIZES[1],
    };
  }

  function pairsOf(meta, state) {
    const pairs = { table: meta.name, q: state.search };
    for (const [column, value] of Object.entries(state.filters)) pairs[`f.${column}`] = value;
    pairs.sort = state.sort ? `${state.sort[1] ? "-" : ""}${state.sort[0]}` : "";
    pairs.p = state.page ? state.page + 1 : "";
    return pairs;
  }

  /** The columns that are seen, as stored for this table or as laid out. */
  function shownColumns(meta, all) {
    const kept = KN.stored
      .get(`columns.${meta.name}`, "")
      .split(",")
      .filter((c) => all.includes(c));
    return kept.length ? kept : meta.shown;
  }

  class TableView {
    constructor(main, index, meta, address) {
      Object.assign(this, { main, index, meta, state: stateFrom(address), ready: false });
      this.model = KN.grid.model(meta, []);
      this.shown = shownColumns(meta, this.model.columns);
      this.build();
      this.update();
    }

    build() {
      const { meta } = this;
      this.search = h("input", {
        type: "search",
        id: "q",
        autocomplete: "off",
        value: this.state.search,
        on: { input: KN.later(() => this.change({ search: this.search.value }), 150) },
      });
      this.selects = meta.filters.map((column) =>
        h("select", {
          id: `f-${column}`,
          "data-column": column,
          on: { change: (event) => this.change({ filters: { ...this.state.filters, [column]: event.target.value } }) },
        }),
      );
      this.bounds = meta.ranges.flatMap((column) =>
        ["min", "max"].map((end) =>
          h("input", {
            type: "text",
            inputmode: "decimal",
            id: `f-${column}-${end}`,
            "data-column": column,
            "data-end": end,
            value: this.state.filters[`${column}.${end}`] ?? "",
            placeholder: t(`bound.${end}`),
            on: { input: KN.later((event) => this.bound(event.target), 200) },
          }),
        ),
      );
      this.count = h("p", { class: "count", id: "count" });
      this.loading = h("span", { class: "loading", text: t("loading") });
      this.head = h("thead");
      this.body = h("tbody");
      this.table = h(
        "table",
        { class: `records t-${meta.name}` },
        h("caption", { class: "hidden", text: t(`table.${meta.name}`) }),
        this.head,
        this.body,
      );
      this.table.addEventListener("keydown", (event) => this.key(event));
      this.previous = h("button", { type: "button", text: t("page.previous"), on: { click: () => this.turn(-1) } });
      this.next = h("button", { type: "button", text: t("page.next"), on: { click: () => this.turn(1) } });
      this.place = h("span");
      const size = h(
        "select",
        {
          on: {
            change: (event) => {
              KN.stored.set("size", event.target.value);
              this.change({ size: Number(event.target.value) });
            },
          },
        },
        SIZES.map((n) => h("option", { value: n, selected: n === this.state.size, text: n })),
      );
      this.scroll = h(
        "div",
        { class: "scroll records-scroll", tabindex: "0", role: "region", "aria-label": t(`table.${meta.name}`) },
        this.table,
      );
      this.main.replaceChildren(
        h(
          "div",
          { class: "with-side" },
          side(this.index, meta),
          h(
            "div",
            { class: "table-view" },
            h(
              "div",
              { class: "title" },
              h("h1", { text: t(`table.${meta.name}`) }),
              h("p", { class: "note", text: t(`table.${meta.name}.note`) }),
            ),
            h(
              "form",
              { class: "tools", role: "search", on: { submit: (event) => event.preventDefault() } },
              field("q", t("search"), this.search, "wide"),
              this.selects.map((select) => field(select.id, KN.columnName(meta.name, select.dataset.column), select)),
              this.bounds.map((input) => field(input.id, boundName(meta, input), input, "bound")),
            ),
            h(
              "div",
              { class: "bar" },
              this.count,
              this.loading,
              h("span", { class: "grow" }),
              h("button", { type: "button", id: "reset", text: t("reset"), on: { click: () => this.reset() } }),
              columnMenu(this),
              h("button", {
                type: "button",
                id: "download",
                class: "primary",
                text: t("download"),
                on: { click: () => this.download() },
              }),
            ),
            this.scroll,
            h(
              "nav",
              { class: "bar pager", "aria-label": t("page.label") },
              this.previous,
              this.place,
              this.next,
              h("span", { class: "grow" }),
              h("label", {}, `${t("page.size")} `, size),
            ),
          ),
        ),
      );
    }

    rows(rows, ready) {
      this.model = KN.grid.model(this.meta, rows);
      this.ready = ready;
      this.update();
    }

    change(changes) {
      Object.assign(this.state, { page: 0 }, changes);
      this.update();
    }

    /** A bound that is no number is told so, and does not filter. */
    bound(input) {
      const wrong = input.value.trim() !== "" && KN.grid.amount(input.value) === null;
      input.setAttribute("aria-invalid", String(wrong));
      const key = `${input.dataset.column}.${input.dataset.end}`;
      this.change({ filters: { ...this.state.filters, [key]: wrong ? "" : input.value.trim() } });
    }

    reset() {
      this.search.value = "";
      for (const input of this.bounds) input.value = "";
      this.change({ search: "", filters: {}, sort: null });
    }

    turn(step) {
      this.change({ page: this.state.page + step });
      this.scroll.scrollTo(0, 0);
    }

    sort(column) {
      const [now, down] = this.state.sort ?? ["", false];
      this.change({ sort: now !== column ? [column, false] : down ? null : [column, true] });
      this.head.querySelector(`[data-column="${CSS.escape(column)}"]`)?.focus();
    }

    update() {
      const { state, model } = this;
      model.set(state);
      const count = model.count();
      const pages = Math.max(1, Math.ceil(count / state.size));
      if (this.ready && state.page >= pages) {
        state.page = pages - 1;
        model.set(state);
      }
      KN.settle(pairsOf(this.meta, state));
      document.title = `${t(`table.${this.meta.name}`)} – konsultnlp`;
      const text = t("count", { n: count, all: this.meta.n });
      if (this.ready && this.count.textContent !== text) KN.announce(text);
      this.count.textContent = text;
      this.loading.hidden = this.ready;
      this.place.textContent = t("page.place", { n: state.page + 1, all: pages });
      this.previous.disabled = state.page === 0;
      this.next.disabled = state.page >= pages - 1;
      this.selects.forEach((select) => this.fillSelect(select));
      this.head.replaceChildren(this.headRow());
      this.body.replaceChildren(...model.page().map((row, i) => this.row(row, i)));
      if (this.ready && !count)
        this.body.append(h("tr", {}, h("td", { class: "none", colspan: this.shown.length + 1, text: t("none") })));
    }

    fillSelect(select) {
      const { column } = select.dataset;
      const chosen = this.state.filters[column] ?? "";
      const counts = this.model.facets(column);
      if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
      const label = (value) =>
        value === KN.grid.EMPTY ? t("empty") : KN.value(this.meta.name, column, value) || value;
      const values = [...counts.keys()].map((value) => [value, label(value)]);
      values.sort((a, b) => (a[0] === KN.grid.EMPTY) - (b[0] === KN.grid.EMPTY) || KN.compare(a[1], b[1]));
      select.replaceChildren(
        h("option", { value: "", text: t("all") }),
        ...values
          .slice(0, MOST_OPTIONS)
          .map(([value, text]) => h("option", { value, text: `${text} (${KN.number(counts.get(value))})` })),
      );
      select.value = chosen;
      select.classList.toggle("on", chosen !== "");
    }

    headRow() {
      const [column, down] = this.state.sort ?? ["", false];
      return h(
        "tr",
        {},
        this.meta.name === "errors"
          ? null
          : h("th", { scope: "col", class: "go" }, h("span", { class: "hidden", text: t("read") })),
        this.shown.map((c) =>
          h(
            "th",
            {
              scope: "col",
              class: `c-${c}${KN.grid.isNumber(c) ? " num" : ""}`,
              "aria-sort": c !== column ? "none" : down ? "descending" : "ascending",
            },
            h(
              "button",
              { type: "button", "data-column": c, on: { click: () => this.sort(c) } },
              KN.columnName(this.meta.name, c),
              h("span", { class: "arrow", "aria-hidden": "true", text: c !== column ? "" : down ? " ▼" : " ▲" }),
            ),
          ),
        ),
      );
    }

    row(row, i) {
      const { meta } = this;
      const cells = this.shown.map((column) => {
        const value = KN.grid.reader(meta, column)(row);
        const kind = column === "_type" ? "doc_type" : column;
        return h("td", {
          class: `c-${column}${KN.grid.isNumber(column) ? " num" : ""}`,
          text: KN.value(meta.name, kind, value),
        });
      });
      if (meta.name === "errors") return h("tr", {}, cells);
      const id = meta.id ? row.values[meta.columns.indexOf(meta.id)] : "";
      const link = h(
        "a",
        {
          class: "go",
          tabindex: i ? "-1" : "0",
          href: KN.hash({ doc: row.doc[0], record: id ? `${meta.name}.${id}` : "" }),
          "aria-label": `${t("read")}: ${row.doc[1]} ${i + 1}`,
          title: t("read"),
        },
        h("span", { "aria-hidden": "true", text: "→" }),
      );
      return h(
        "tr",
        {
          on: {
            click: (event) => {
              if (!event.target.closest("a") && !getSelection().toString()) link.click();
            },
          },
        },
        h("td", { class: "go" }, link),
        cells,
      );
    }

    /** Arrow keys go from row to row, Enter opens one, Escape goes back to the search. */
    key(event) {
      const links = [...this.body.querySelectorAll("a.go")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape") this.search.focus();
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
      if (at < 0 || to === undefined || !links[to]) return;
      event.preventDefault();
      links[at].tabIndex = -1;
      links[to].tabIndex = 0;
      links[to].focus();
    }

    download() {
      const { meta } = this;
      const columns = [
        ...(meta.id ? [meta.id] : []),
        ...(meta.name === "errors" ? [] : ["doc_id"]),
        ...meta.columns.filter((c) => c !== meta.id),
      ];
      const extra = meta.derived.map((c) => [
        c,
        { _title: "document_title", _year: "document_year", _type: "document_type" }[c],
      ]);
      const readers = [...columns, ...extra.map(([c]) => c)].map((c) => KN.grid.reader(meta, c));
      const rows = this.model.selection().map((row) => readers.map((read) => read(row)));
      KN.csv.download(`${meta.name}.csv`, KN.csv.asCsv([...columns, ...extra.map(([, name]) => name)], rows));
      KN.announce(t("downloaded", { n: rows.length }));
    }
  }

  KN.tables = (main, index, address) => {
    const meta =
      index.tables.find((one) => one.name === address.get("table")) ??
      index.tables.find((one) => one.name === "requests");
    const view = new TableView(main, index, meta, address);
    const here = () => main.contains(view.table);
    KN.grid
      .load(meta, (rows) => here() && view.rows(rows, false))
      .then(
        (rows) => here() && view.rows(rows, true),
        () => here() && view.loading.replaceChildren(t("failed")),
      );
    return { focusSearch: () => view.search.focus() };
  };
})();
