"""`Html`: what a notebook draws and a browser opens; and the one place where text becomes markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

# JupyterLab sets tables right-aligned and without line breaks: a quote must wrap. The colours follow the notebook's theme.
_STYLE = (
    "div.konsultnlp{font-size:13px;line-height:1.4;max-width:80rem}"
    "div.konsultnlp table{border-collapse:collapse;margin:.4rem 0;table-layout:auto}"
    "div.konsultnlp table th,div.konsultnlp table td{text-align:left;vertical-align:top;white-space:normal;"
    "padding:.25rem .6rem;border:0;border-bottom:1px solid #8885;max-width:34rem;overflow-wrap:break-word}"
    "div.konsultnlp table th{font-weight:600}"
    "div.konsultnlp table td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    "div.konsultnlp table td.q{min-width:20rem}"
    "div.konsultnlp p{margin:.3rem 0}div.konsultnlp .t{font-size:15px;font-weight:600}"
)


class Html:
    """A piece of HTML: a notebook draws it where it is a cell's last line.

    Attributes:
        html: The markup. All text from documents in it is escaped, and it holds no script.
    """

    def __init__(self, html: str, title: str = "konsultnlp") -> None:
        self.html = html
        self._title = title

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<Html of {len(self.html)} characters: {self._title}>"

    def save(self, path: str | Path) -> Path:
        """Writes a whole page that any browser opens, for use outside notebooks.

        Args:
            path: The file, by custom ``….html``.

        Returns:
            The file.
        """
        page = (
            f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{text(self._title)}</title>'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
            "style-src 'unsafe-inline'\"></head>\n"
            f'<body style="font-family:system-ui,sans-serif">\n{self.html}\n</body></html>\n'
        )
        file = Path(path)
        file.write_text(page, encoding="utf-8", newline="\n")
        return file


def text(value: object) -> str:
    """A value as HTML text or attribute value: nothing in it is markup any more."""
    # A lone surrogate (from a damaged PDF) cannot be written as UTF-8.
    return escape(str(value).encode("utf-8", "replace").decode("utf-8"), quote=True)


def box(parts: Iterable[str]) -> str:
    """The frame around all that this room draws, with its style."""
    return f'<div class="konsultnlp"><style>{_STYLE}</style>{"".join(parts)}</div>'


def table(heads: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> str:
    """A table.

    Args:
        heads: The column heads.
        rows: For each row its cells: the text, and the class (``n`` a number, ``q`` a quote, or empty).
    """
    head = "".join(f'<th scope="col">{text(h)}</th>' for h in heads)
    body = "".join(f"<tr>{''.join(_cell(*cell) for cell in row)}</tr>" for row in rows)
    return f'<div style="overflow-x:auto"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(value: str, kind: str) -> str:
    return f'<td class="{kind}">{text(value)}</td>' if kind else f"<td>{text(value)}</td>"
