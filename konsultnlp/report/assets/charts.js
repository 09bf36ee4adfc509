/* Charts by Chart.js, each with its figures as a table beneath; drawn anew when the theme changes. */
"use strict";
(() => {
  let drawn = [];

  const colors = () => [1, 2, 3, 4, 5, 6].map((n) => KN.theme.color(`--series-${n}`));

  function axis(more) {
    return {
      border: { color: KN.theme.color("--line") },
      ...more,
      ticks: { color: KN.theme.color("--soft"), precision: 0, maxRotation: 0, autoSkipPadding: 10, ...more?.ticks },
      grid: { color: KN.theme.color("--hair"), drawTicks: false, ...more?.grid },
    };
  }

  /** A table of figures: head, then rows whose first cell is their heading. */
  function figures(caption, head, rows) {
    return KN.h(
      "table",
      { class: "figures" },
      KN.h("caption", { class: "hidden", text: caption }),
      KN.h(
        "thead",
        {},
        KN.h(
          "tr",
          {},
          head.map((text) => KN.h("th", { scope: "col", text })),
        ),
      ),
      KN.h(
        "tbody",
        {},
        rows.map((row) =>
          KN.h(
            "tr",
            {},
            row.map((text, i) => (i === 0 ? KN.h("th", { scope: "row", text }) : KN.h("td", { class: "num", text }))),
          ),
        ),
      ),
    );
  }

  KN.charts = {
    axis,
    figures,
    colors,
    /** A figure with title, note, chart and the chart's figures. `configure` gives Chart.js' configuration. */
    figure({ title, note, tall, configure, head, rows }) {
      const canvas = KN.h("canvas", { role: "img", "aria-label": `${title}. ${KN.t("chart.see")}` });
      const box = KN.h("div", { class: "canvas" }, canvas);
      box.style.height = `${tall}px`;
      const figure = KN.h(
        "figure",
        { class: "card" },
        KN.h("figcaption", {}, KN.h("h2", { text: title }), note && KN.h("p", { class: "note", text: note })),
        box,
        KN.h(
          "details",
          {},
          KN.h("summary", { text: KN.t("chart.table") }),
          KN.h(
            "div",
            { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
            figures(title, head, rows),
          ),
        ),
      );
      drawn.push({ canvas, configure, chart: null });
      return figure;
    },
    /** Draws what stands on the page by now. */
    draw() {
      for (const one of drawn) {
        one.chart?.destroy();
        one.chart = new Chart(one.canvas, one.configure());
      }
    },
    clear() {
      for (const one of drawn) one.chart?.destroy();
      drawn = [];
    },
  };

  KN.charts.setup = () => {
    Chart.defaults.animation = false;
    Chart.defaults.maintainAspectRatio = false;
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 13;
    window.addEventListener("beforeprint", () => {
      for (const one of drawn) one.chart?.resize();
    });
  };
})();
