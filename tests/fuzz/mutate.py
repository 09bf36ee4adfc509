"""Makes damaged and hostile PDFs from sound ones, the same ones for the same seed: material for a batch of thousands of files.

    python tests/fuzz/mutate.py samples mutants --count 10000 --seed 1

A mutant is made in one of two depths: on the file's bytes, which damages its structure, or inside its streams, which are
unpacked, changed and packed again, so that what is drawn on the pages changes while the structure holds.
"""

from __future__ import annotations

import argparse
import random
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

MOST_EDITS = 6
LONGEST = 400
"""Bytes that one edit touches, as a rule."""
ABSURD = (
    b"0", b"-1", b"1e9", b"-0.0000001", b"99999999999999999999", b"2147483647", b"-2147483648", b"4294967296", b"nan",
    b"1.", b".", b"--5", b"65535", b"00000000000000000000000000000001", b"3.4e38", b"null", b"true", b"<>", b"[]", b"()",
)  # fmt: skip
_NUMBER = re.compile(rb"(?<![\w.#])-?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]{1,24}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_LENGTH = re.compile(rb"/Length\s+\d+(?!\s+\d+\s+R)")

Edit = Callable[[bytes, random.Random], bytes]


def spot(data: bytes, chance: random.Random) -> tuple[int, int]:
    """A range of bytes: short as a rule, now and then up to half of all."""
    start = chance.randrange(len(data) + 1)
    longest = LONGEST if chance.random() < 0.8 else max(1, len(data) // 2)
    return start, min(len(data), start + chance.randint(1, longest))


def cut(data: bytes, chance: random.Random) -> bytes:
    """Without a range."""
    start, end = spot(data, chance)
    return data[:start] + data[end:]


def cut_off(data: bytes, chance: random.Random) -> bytes:
    """Only the first part, as of a download that broke off."""
    return data[: chance.randrange(len(data) + 1)]


def flip(data: bytes, chance: random.Random) -> bytes:
    """With other bits in a range."""
    start, end = spot(data, chance)
    changed = bytes(b ^ (1 << chance.randrange(8)) if chance.random() < 0.3 else b for b in data[start:end])
    return data[:start] + changed + data[end:]


def zero(data: bytes, chance: random.Random) -> bytes:
    """With zeros in a range, as a faulty disk leaves them."""
    start, end = spot(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """With a range several times over."""
    start, end = spot(data, chance)
    times = chance.choice((2, 2, 3, 50)) if end - start <= LONGEST else 2
    return data[:start] + data[start:end] * times + data[end:]


def move(data: bytes, chance: random.Random) -> bytes:
    """With a range in another place as well."""
    start, end = spot(data, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start:end] + data[at:]


def noise(data: bytes, chance: random.Random) -> bytes:
    """With any bytes put in."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randint(1, LONGEST)) + data[at:]


def absurd_number(data: bytes, chance: random.Random) -> bytes:
    """With a number that makes no sense."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    hit = chance.choice(found)
    return data[: hit.start()] + chance.choice(ABSURD) + data[hit.end() :]


def swapped_name(data: bytes, chance: random.Random) -> bytes:
    """With one name in the place of another: a font for a page, a filter for a key."""
    found = list(_NAME.finditer(data))
    if not found:
        return data
    hit, other = chance.choice(found), chance.choice(found)
    return data[: hit.start()] + other.group() + data[hit.end() :]


EDITS: tuple[Edit, ...] = (
    cut, cut_off, flip, zero, repeat, move, noise, absurd_number, absurd_number, absurd_number, swapped_name, swapped_name,
)  # fmt: skip


def in_a_stream(data: bytes, chance: random.Random) -> bytes:
    """With an edit inside a packed stream, which is packed again and its length put right."""
    found = list(_STREAM.finditer(data))
    chance.shuffle(found)
    for hit in found:
        try:
            plain = zlib.decompress(hit.group(1))
        except zlib.error:
            continue
        if not plain:
            continue
        for _ in range(chance.randint(1, MOST_EDITS)):
            plain = chance.choice(EDITS)(plain, chance)
        packed = zlib.compress(plain, 1)
        head = data[: hit.start()]
        lengths = list(_LENGTH.finditer(head, max(0, len(head) - 300)))
        if lengths:
            last = lengths[-1]
            head = head[: last.start()] + b"/Length %d" % len(packed) + head[last.end() :]
        return head + b"stream\n" + packed + b"\nendstream" + data[hit.end() :]
    return data


def mutant(data: bytes, chance: random.Random) -> bytes:
    """One mutant of a file's bytes."""
    deep = chance.random() < 0.5
    for _ in range(chance.randint(1, MOST_EDITS)):
        data = in_a_stream(data, chance) if deep else chance.choice(EDITS)(data, chance)
        if not data:
            break
    return data


def mutants(folder: Path, count: int, seed: int, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of mutants; each depends on the seed and its number alone, so that one can be made again by itself.

    Args:
        folder: Sound PDFs, at any depth.
        count: How many.
        seed: Any number.
        first: The number of the first one.
    """
    bases = sorted(folder.rglob("*.pdf"), key=lambda p: p.relative_to(folder).as_posix())
    if not bases:
        raise SystemExit(f"{folder}: no .pdf file, at any depth")
    kept = [base.read_bytes() for base in bases]
    for number in range(first, first + count):
        chance = random.Random(f"{seed}:{number}")
        at = chance.randrange(len(bases))
        yield f"{number:06d}-{bases[at].stem}.pdf", mutant(kept[at], chance)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Makes damaged PDFs from sound ones.")
    parser.add_argument("folder", type=Path, help="sound PDFs")
    parser.add_argument("out", type=Path, help="where the mutants go; it is made")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first one, to make one again")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name, data in mutants(given.folder, given.count, given.seed, given.first):
        (given.out / name).write_bytes(data)


if __name__ == "__main__":
    main()
