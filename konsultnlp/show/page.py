"""A page of a document with its records drawn over it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from konsultnlp.errors import UsageError
from konsultnlp.pdf.page_images import render_page
from konsultnlp.records import Record
from konsultnlp.show import html
from konsultnlp.show.colours import LAYERS, MARKS, SHOWN, Mark
from konsultnlp.show.rows import printed, seen_columns
from konsultnlp.text import Place, from_boxes

TINT = 0.18
"""How dense the ground of a record is."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A record's boxes on the page, and what the reader is told of it."""

    table: str
    places: list[Place]
    label: str

    @property
    def area(self) -> float:
        return sum((p.x1 - p.x0) * (p.bottom - p.top) for p in self.places)


def show_page(
    path: Path, page: int, pages: int, records: Mapping[str, Sequence[Record]], tables: Iterable[str], dpi: int
) -> html.Html:
    """The page as an HTML picture.

    Args:
        path: The PDF.
        page: The page's 1-based number.
        pages: How many pages the document has.
        records: The rows of each table.
        tables: The tables to draw; a name alone is taken as one.
        dpi: Pixels an inch of the picture.

    Raises:
        UsageError: There is no such page, or no such table whose rows have a place.
        InputError: The file is no longer there.
    """
    chosen = chosen_tables(tables)
    if isinstance(page, bool) or not isinstance(page, int) or not 1 <= page <= pages:
        raise UsageError(f"no page {page!r}; the document has pages 1–{pages}, counted from its first sheet", path=path)
    drawn = [d for name in chosen for record in records[name] if (d := _drawn(name, record, page))]
    drawn.sort(key=lambda d: (_layer(d.table), -d.area))  # the small ones on top, so that each can be pointed at
    picture, width, height = render_page(path, page, dpi)
    label = f"page {page} of {pages}, {path.name}"
    parts = [
        f'<p class="t">{html.text(label)}</p>',
        _legend(drawn, chosen),
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}" role="img" '
        f'aria-label="{html.text(label)}" style="display:block;width:100%;max-width:{width * 1.5:.0f}px;'
        'background:#fff;border:1px solid #8888">',
        f'<image href="data:image/png;base64,{base64.b64encode(picture).decode("ascii")}" '
        f'width="{width:.2f}" height="{height:.2f}" preserveAspectRatio="none"/>',
        *(_group(d) for d in drawn),
        "</svg>",
    ]
    return html.Html(html.box(parts), label)


def chosen_tables(tables: Iterable[str]) -> list[str]:
    """The names, in the order of the legend; all of `SHOWN` for none.

    Raises:
        UsageError: One of them has no rows with a place on the page.
    """
    names = [tables] if isinstance(tables, str) else list(tables) or list(SHOWN)
    for name in names:
        if name not in MARKS:
            raise UsageError(f"no table {name!r} with places on the page; there are {', '.join(MARKS)}")
    return [name for name in MARKS if name in names]


def _drawn(table: str, record: Record, page: int) -> _Drawn | None:
    if table == "tables":  # the place of a table is its box, without the page
        box = getattr(record, "bbox", "")
        places = from_boxes(f"{getattr(record, 'page', None)}:{box}") if box else []
    else:
        places = from_boxes(getattr(record, "boxes", ""))
    here = [p for p in places if p.page == page]
    if not here:
        return None
    facts = [f"{c}: {printed(getattr(record, c))}" for c in seen_columns(type(record), [record]) if c != "page"]
    lines = [table, *(fact if len(fact) <= _LONGEST else fact[:_LONGEST] + " …" for fact in facts)]
    if places[0].page < page:
        lines.append(f"begins on page {places[0].page}")
    if places[-1].page > page:
        lines.append(f"goes on to page {places[-1].page}")
    return _Drawn(table, here, "\n".join(lines))


def _layer(table: str) -> int:
    return LAYERS.index(table) if table in LAYERS else len(LAYERS)


def _group(drawn: _Drawn) -> str:
    """A record: its lines, and the label that a pointer over them shows."""
    mark = MARKS[drawn.table]
    off = mark.slack
    rects = "".join(
        f'<rect x="{p.x0 - off:.2f}" y="{p.top - off:.2f}" width="{p.x1 - p.x0 + 2 * off:.2f}" '
        f'height="{p.bottom - p.top + 2 * off:.2f}" rx="1.5"/>'
        for p in drawn.places
    )
    return (
        f'<g data-table="{drawn.table}" {_paint(mark)} pointer-events="all">'
        f"<title>{html.text(drawn.label)}</title>{rects}</g>"
    )


def _paint(mark: Mark) -> str:
    ground = f'fill="{mark.colour}" fill-opacity="{TINT}"' if mark.filled else 'fill="none"'
    dash = f' stroke-dasharray="{mark.dash}"' if mark.dash else ""
    return f'{ground} stroke="{mark.colour}" stroke-width="1.1"{dash}'


def _legend(drawn: Sequence[_Drawn], tables: Sequence[str]) -> str:
    if not drawn:
        return f"<p>on this page there are no {html.text(', '.join(tables))}</p>"
    counts = {name: sum(d.table == name for d in drawn) for name in tables}
    items = [
        f'<span style="margin-right:1.1em;white-space:nowrap"><svg width="24" height="12" aria-hidden="true" '
        f'style="vertical-align:-1px;background:#fff"><rect x="1" y="1" width="22" height="10" rx="1.5" '
        f"{_paint(MARKS[name])}/></svg> {html.text(name)} {n}</span>"
        for name, n in counts.items()
        if n
    ]
    return f"<p>{''.join(items)}</p>"
