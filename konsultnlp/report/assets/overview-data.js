/* The first page's figures, turned into what charts and tables want. */
"use strict";
(() => {
  /** [[row, column, n]] as a map of maps. */
  function grid(triples) {
    const rows = new Map();
    for (const [row, column, n] of triples) {
      if (!rows.has(row)) rows.set(row, new Map());
      rows.get(row).set(column, n);
    }
    return rows;
  }
  const sum = (row) => [...row.values()].reduce((a, b) => a + b, 0);

  /** Years without a gap, so that a year without documents is seen as such; "" (unknown) last. */
  function span(years) {
    const known = years.filter((y) => /^\d{4}$/.test(y)).map(Number);
    const found = [];
    if (known.length) {
      const first = Math.min(...known);
      const last = Math.max(...known);
      if (last - first > 200) found.push(...[...new Set(known)].sort().map(String));
      else for (let year = first; year <= last; year += 1) found.push(String(year));
    }
    return years.includes("") ? [...found, ""] : found;
  }

  KN.figures = { grid, sum, span };
})();
