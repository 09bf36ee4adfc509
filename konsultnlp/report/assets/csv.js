/* A selection as a CSV file: UTF-8 with a mark that Excel needs, comma, the columns of the contract. */
"use strict";
(() => {
  /** A cell. A spreadsheet would run a text that begins with = + @ as a formula, so such a text gets an apostrophe. */
  function cell(value) {
    const risky = /^[=+@\t\r]/.test(value) || (/^-/.test(value) && !/^-[\d.,]*$/.test(value));
    const text = risky ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  const asCsv = (head, rows) => `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

  /** Hands a file to the browser's downloads. */
  function download(name, text) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.hidden = true;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  KN.csv = { asCsv, download };
})();
