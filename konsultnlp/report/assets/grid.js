/* The rows of one table: filtered, searched, sorted and cut into pages by TanStack Table. */
"use strict";
(() => {
  const EMPTY = "—";
  const NUMBERS = new Set([
    "value",
    "value_max",
    "page",
    "page_end",
    "pages",
    "n_rows",
    "n_cols",
    "char_start",
    "char_end",
    "level",
    "list_index",
    "first_year",
    "price_year",
    "meeting_number",
    "year",
    "_year",
  ]);

  /** All rows of a table; `progress` is called with the rows so far when a piece of them has come. */
  async function load(meta, progress) {
    const rows = [];
    for (let chunk = 0; chunk < meta.chunks; chunk += 1) {
      const { docs, rows: cells } = await KN.load(`t-${meta.name}-${chunk}`);
      for (const [doc, ...values] of cells)
        rows.push({ doc: docs[doc] ?? ["", "", "", ""], values, number: rows.length });
      if (chunk < meta.chunks - 1) progress(rows.slice());
    }
    return rows;
  }

  /** How a cell of a column is taken out of a row. */
  function reader(meta, column) {
    const derived = ["", "_title", "_year", "_type"].indexOf(column);
    if (derived > 0) return (row) => row.doc[derived];
    if (column === "doc_id") return (row) => row.doc[0];
    const at = meta.columns.indexOf(column);
    return (row) => row.values[at];
  }

  function haystack(row) {
    row.hay ??= [...row.values, ...row.doc].join("\n").toLocaleLowerCase(KN.lang);
    return row.hay;
  }

  /** Words of a search; words in quotation marks stay together. */
  const words = (search) =>
    [...search.toLocaleLowerCase(KN.lang).matchAll(/["«“]([^"»”]+)["»”]?|(\S+)/g)].map((m) => m[1] ?? m[2]);

  /** A number as people write it: "1 500", "2,5 mrd", "400 mill. kroner"; null for anything else. */
  function amount(text) {
    const found = text
      .trim()
      .toLowerCase()
      .match(/^(-?[\d\s.]*\d(?:,\d+)?)\s*(tusen|mill|mrd|bn|m)?[a-zæøå.]*(?:\s*(?:kr|kroner))?\.?$/);
    if (!found) return null;
    const plain = /^-?\d+\.\d{1,2}$/.test(found[1]) ? found[1] : found[1].replace(/[\s.]/g, "");
    return Number(plain.replace(",", ".")) * ({ tusen: 1e3, mill: 1e6, m: 1e6, mrd: 1e9, bn: 1e9 }[found[2]] ?? 1);
  }

  const has = (row, id, wanted) => {
    const value = row.getValue(id);
    if (typeof wanted === "object") {
      const number = Number(value);
      return value !== "" && number >= (wanted.min ?? -Infinity) && number <= (wanted.max ?? Infinity);
    }
    return wanted === EMPTY
      ? value === ""
      : value === wanted || (value.includes(";") && value.split(";").includes(wanted));
  };

  /** The address's filters as TanStack wants them; "value.min" and "value.max" are one filter of the column value. */
  function columnFilters(filters, all) {
    const found = new Map();
    for (const [key, value] of Object.entries(filters)) {
      const [column, end] = key.split(".");
      if (!value || !all.includes(column)) continue;
      if (end === "min" || end === "max")
        found.set(column, { ...found.get(column), [end]: amount(value) ?? undefined });
      else found.set(column, value);
    }
    return [...found].map(([id, value]) => ({ id, value }));
  }

  function compare(column) {
    const number = NUMBERS.has(column);
    return (a, b) => {
      const [x, y] = [a.getValue(column), b.getValue(column)];
      return number ? Number(x) - Number(y) : KN.compare(x, y);
    };
  }

  /** The model of a table; `state` has search, filters {column: value}, sort [column, descending], page, size. */
  function model(meta, rows) {
    const all = [...meta.columns, "doc_id", ...meta.derived];
    const columns = all.map((id) => ({
      id,
      accessorFn: reader(meta, id),
      filterFn: has,
      sortingFn: compare(id),
      sortUndefined: "last",
      enableGlobalFilter: false,
    }));
    columns.push({ id: "__all", accessorFn: haystack, enableGlobalFilter: true, enableSorting: false });
    const core = TableCore.createTable({
      data: rows,
      columns,
      state: {},
      onStateChange: () => {},
      renderFallbackValue: "",
      getCoreRowModel: TableCore.getCoreRowModel(),
      getFilteredRowModel: TableCore.getFilteredRowModel(),
      getSortedRowModel: TableCore.getSortedRowModel(),
      getPaginationRowModel: TableCore.getPaginationRowModel(),
      getFacetedRowModel: TableCore.getFacetedRowModel(),
      globalFilterFn: (row, id, wanted) => wanted.every((word) => row.getValue("__all").includes(word)),
      getColumnCanGlobalFilter: (column) => column.id === "__all",
      autoResetPageIndex: false,
    });
    const initial = core.initialState;
    return {
      columns: all,
      set(state) {
        const search = words(state.search);
        core.setOptions((old) => ({
          ...old,
          state: {
            ...initial,
            globalFilter: search.length ? search : undefined,
            columnFilters: columnFilters(state.filters, all),
            sorting: state.sort && all.includes(state.sort[0]) ? [{ id: state.sort[0], desc: state.sort[1] }] : [],
            pagination: { pageIndex: state.page, pageSize: state.size },
          },
        }));
      },
      count: () => core.getFilteredRowModel().rows.length,
      page: () => core.getRowModel().rows.map((row) => row.original),
      selection: () => core.getSortedRowModel().rows.map((row) => row.original),
      /** Values of a column with how many rows have them, as the other filters leave them. */
      facets(id) {
        const counts = new Map();
        for (const row of core.getColumn(id).getFacetedRowModel().rows) {
          const value = row.getValue(id);
          for (const one of value === "" ? [EMPTY] : value.split(";")) counts.set(one, (counts.get(one) ?? 0) + 1);
        }
        return counts;
      },
    };
  }

  KN.grid = { load, model, reader, amount, EMPTY, isNumber: (column) => NUMBERS.has(column) };
})();
