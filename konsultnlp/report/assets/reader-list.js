/* The list of records, and all that is known about the chosen one. */
"use strict";
(() => {
  const { h } = KN;
  const { quote, key, shorten } = KN.reading;
  const t = (...args) => KN.t(...args);
  /** Fields that are not read as words: places and keys. They stand behind a fold. */
  const TECHNICAL = /^(char_start|char_end|rule|.*_id|.*_ids|page|page_end|list_index|level)$/;
  const HEAD = {
    requests: ["requester", "act"],
    statements: ["speaker", "act"],
    amounts: ["kind"],
    dates: ["role"],
    references: ["kind"],
    set_aside: ["reason"],
    sections: ["kind"],
    participants: ["role", "org"],
    ministries: ["ministry_id"],
    cases: ["kind"],
  };

  class ListPane {
    constructor(model, act) {
      this.model = model;
      this.act = act;
      this.detail = h("div", { class: "detail", "aria-live": "off" });
      this.list = h("ul", { class: "list", role: "listbox", tabindex: "0", "aria-label": t("reader.list") });
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.act.select(this.model.records[Number(option.dataset.r)], "list");
      });
      this.node = h("div", { class: "pane-body records-pane" }, this.detail, this.list);
    }

    draw() {
      this.options = new Map();
      this.list.replaceChildren(
        ...this.model.visible.map((record) => {
          const facts = (HEAD[record.t] ?? [])
            .map((c) => KN.value(record.t, c, record.fields.get(c) ?? ""))
            .filter(Boolean)
            .join(" · ");
          const option = h(
            "li",
            {
              id: `o-${record.i}`,
              role: "option",
              "aria-selected": "false",
              "data-r": record.i,
              class: `t-${record.t}`,
            },
            h(
              "span",
              { class: "kind" },
              h("span", { class: "dot", "aria-hidden": "true" }),
              t(`one.${record.t}`),
              facts && h("span", { class: "facts", text: ` ${facts}` }),
              record.p ? h("span", { class: "p", text: t("page.short", { n: record.p }) }) : null,
            ),
            h("span", { class: "words", text: shorten(quote(record, this.model.data), 160) }),
          );
          this.options.set(record, option);
          return option;
        }),
      );
      if (!this.options.size)
        this.list.append(
          h("li", {
            role: "option",
            "aria-selected": "false",
            "aria-disabled": "true",
            class: "none",
            text: t("reader.none"),
          }),
        );
      this.select(this.model.selected);
    }

    select(record) {
      for (const option of this.list.querySelectorAll('[aria-selected="true"]'))
        option.setAttribute("aria-selected", "false");
      const option = this.options.get(record);
      option?.setAttribute("aria-selected", "true");
      if (option) this.list.setAttribute("aria-activedescendant", option.id);
      else this.list.removeAttribute("aria-activedescendant");
      this.detail.replaceChildren(
        ...(record ? this.details(record) : [h("p", { class: "note", text: t("reader.hint") })]),
      );
    }

    details(record) {
      const field = ([column, value]) => {
        const shown = KN.value(record.t, column, value);
        return [
          h("dt", { text: KN.columnName(record.t, column) }),
          h("dd", { text: shown, title: shown === value ? null : value }),
        ];
      };
      const fields = record.f.filter(([column]) => column !== "text" && column !== "caption");
      const plain = fields.filter(([column]) => !TECHNICAL.test(column));
      const parties = fields.filter(([column]) =>
        /^(ministry_id|addressee_id|requester_id|org_id|speaker_org_id|party_ids|contributor_id)$/.test(column),
      );
      const pages = [...new Set(record.b.map((box) => box[0]))];
      const others = this.model.around(record).slice(0, 12);
      const cells = record.t === "tables" ? (this.model.data.cells.find(([id]) => id === record.id)?.[1] ?? []) : [];
      return [
        h(
          "div",
          { class: `badge t-${record.t}` },
          h("span", { class: "dot", "aria-hidden": "true" }),
          h("h2", { text: t(`one.${record.t}`) }),
          h("span", {
            class: "p",
            text:
              pages.length > 1
                ? t("page.span", { from: pages[0], to: pages[pages.length - 1] })
                : record.p
                  ? t("page.name", { n: record.p })
                  : "",
          }),
        ),
        h("blockquote", { lang: this.model.data.doc.language || null, text: quote(record, this.model.data) }),
        pages.length > 1 &&
          h("p", { class: "note", text: t("reader.crosses", { from: pages[0], to: pages[pages.length - 1] }) }),
        h("dl", {}, [...plain, ...parties].map(field)),
        cells.length > 0 &&
          h(
            "div",
            { class: "scroll", tabindex: "0", role: "region", "aria-label": t("one.tables") },
            h(
              "table",
              { class: "plain" },
              h("caption", { class: "hidden", text: quote(record, this.model.data) }),
              h(
                "tbody",
                {},
                cells.map((row) =>
                  h(
                    "tr",
                    {},
                    row.map((text) => h("td", { text })),
                  ),
                ),
              ),
            ),
          ),
        others.length > 0 &&
          h(
            "div",
            { class: "others" },
            h("h3", { text: t("reader.others") }),
            h(
              "ul",
              {},
              others.map((other) =>
                h(
                  "li",
                  {},
                  h(
                    "button",
                    { type: "button", class: `t-${other.t}`, on: { click: () => this.act.select(other, "list") } },
                    h("span", { class: "dot", "aria-hidden": "true" }),
                    `${t(`one.${other.t}`)}: ${shorten(quote(other, this.model.data), 60)}`,
                  ),
                ),
              ),
            ),
          ),
        h(
          "details",
          {},
          h("summary", { text: t("reader.source") }),
          h(
            "dl",
            {},
            fields
              .filter(([column]) => TECHNICAL.test(column))
              .map(([column, value]) => [h("dt", { text: KN.columnName(record.t, column) }), h("dd", { text: value })]),
          ),
        ),
        h(
          "p",
          { class: "links" },
          h("a", { href: KN.hash({ doc: this.model.data.doc.doc_id, record: key(record) }), text: t("reader.link") }),
        ),
      ].filter(Boolean);
    }

    reveal(record) {
      const option = this.options.get(record);
      if (option) KN.panes.scrollTo(this.list, option);
    }

    focus() {
      this.list.focus({ preventScroll: true });
      return true;
    }
  }

  KN.reading.ListPane = ListPane;
})();
