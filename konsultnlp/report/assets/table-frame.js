/* What stands around a table: the list of tables, the fields of its filters, the choice of columns. */
"use strict";
(() => {
  const h = KN.h;
  const t = (...args) => KN.t(...args);

  /** The list of all tables. */
  const side = (index, meta) =>
    h(
      "nav",
      { class: "side", "aria-label": t("tables.label") },
      h(
        "ul",
        {},
        index.tables.map((one) =>
          h(
            "li",
            {},
            h(
              "a",
              { href: KN.hash({ table: one.name }), "aria-current": one.name === meta.name ? "page" : null },
              h("span", { text: t(`table.${one.name}`) }),
              h("span", { class: "n", text: KN.number(one.n) }),
            ),
          ),
        ),
      ),
    );

  const field = (id, label, control, more = "") =>
    h("div", { class: `field ${more}` }, h("label", { for: id, text: label }), control);

  const boundName = (meta, input) =>
    `${KN.columnName(meta.name, input.dataset.column)} ${t(`bound.${input.dataset.end}`).toLowerCase()}`;

  /** A fold with a box for each column. */
  function columnMenu(view) {
    const { meta, model } = view;
    const toggle = (column) => (event) => {
      const wanted = new Set(view.shown);
      if (event.target.checked) wanted.add(column);
      else wanted.delete(column);
      const order = [...meta.shown, ...model.columns.filter((c) => !meta.shown.includes(c))];
      view.shown = order.filter((c) => wanted.has(c));
      KN.stored.set(`columns.${meta.name}`, view.shown.join(","));
      view.update();
    };
    const close = (event) => {
      if (event.key !== "Escape") return;
      event.currentTarget.open = false;
      event.currentTarget.firstChild.focus();
    };
    const box = (column) =>
      h(
        "label",
        {},
        h("input", { type: "checkbox", checked: view.shown.includes(column), on: { change: toggle(column) } }),
        ` ${KN.columnName(meta.name, column)}`,
      );
    return h(
      "details",
      { class: "menu", on: { keydown: close } },
      h("summary", { text: t("columns") }),
      h("fieldset", {}, h("legend", { class: "hidden", text: t("columns") }), model.columns.map(box)),
    );
  }

  KN.tableFrame = { side, field, boundName, columnMenu };
})();
