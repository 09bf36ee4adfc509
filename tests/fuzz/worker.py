"""A process that reads one file after the other, in which a crash, a hang or a hunger for memory harms nobody else.

`Worker` starts it and asks it; started as a program it answers, one line of JSON for each path on its standard input.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from typing import IO, Any

HERE = Path(__file__).resolve()
MEMORY = 4 << 30
"""Bytes of address space, where the system can hold a process to them."""
PATIENCE = 30
"""How much longer by the clock than in processor time a file may take, on a machine that has other things to do."""


class Worker:
    """Reads files in another process, which is started again after each one that it does not survive.

    Args:
        seconds: Of processor time for one file; more is a hang. Where they cannot be told (Windows), it is the clock.
        memory: Bytes of address space that the process may take.
    """

    def __init__(self, seconds: float, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._where: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        self._where.close()

    def read(self, path: Path) -> dict[str, Any]:
        """What comes of a file.

        Returns:
            ``outcome``: ``read``, an error's code, ``fault``, ``died`` or ``hung``. ``trace`` of a fault, ``seconds`` of
            processor time and ``peak``, the most memory in bytes that the process has ever had (0 where that cannot be
            told).
        """
        process = self._process if self._process and self._process.poll() is None else self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(str(path)) + "\n")
            process.stdin.flush()
            line = self._answers.get(timeout=self._seconds * (PATIENCE if hasattr(signal, "setitimer") else 1))
        except (queue.Empty, BrokenPipeError):
            line = ""
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        status = process.poll()
        self._stop()
        hung = status is None or (hasattr(signal, "SIGPROF") and status == -signal.SIGPROF)
        self._where.seek(0)
        trace = self._where.read() + ("" if status is None else f"exit status {status}")
        return {"outcome": "hung" if hung else "died", "trace": trace}

    def _start(self) -> subprocess.Popen[str]:
        self._where.close()
        self._where = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 (as long as the process)
        process = subprocess.Popen(
            [sys.executable, str(HERE), str(self._memory), str(self._seconds)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self._where, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"},
        )  # fmt: skip
        answers: queue.Queue[str] = queue.Queue()

        def listen() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                answers.put(line)
            process.wait()
            answers.put("")

        threading.Thread(target=listen, daemon=True).start()
        self._process, self._answers = process, answers
        assert answers.get(timeout=120), "the worker does not start"
        return process

    def _stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None


def _peak() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024


def main() -> None:
    """Answers until there is no more to read."""
    import faulthandler
    import time

    sys.path.insert(0, str(HERE.parents[2]))
    sys.path.insert(0, str(HERE.parent))
    from contract import outcome

    import konsultnlp

    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
    except (ImportError, ValueError, OSError):
        pass  # not on this system
    if hasattr(signal, "setitimer"):
        # says where it hangs, inside a library's own loop as well, and ends the process
        faulthandler.register(signal.SIGPROF, chain=True)
    nlp = konsultnlp.load()
    answers, sys.stdout = sys.stdout, sys.stderr
    logging.disable()  # pdfminer has much to say about such files
    print("{}", file=answers, flush=True)
    for line in sys.stdin:
        path = Path(json.loads(line))
        started = time.process_time()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, float(sys.argv[2]))
        try:
            answer = {"outcome": outcome(path, nlp), "trace": ""}
        except BaseException:
            answer = {"outcome": "fault", "trace": traceback.format_exc()}
        answer |= {"seconds": round(time.process_time() - started, 2), "peak": _peak()}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
