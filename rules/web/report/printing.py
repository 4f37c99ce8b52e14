"""The step from HTML to a PDF in a process that can be ended, beside the web server's own work.

Setting type is pure computing, a second or so. In a thread of the web server it would slow every other request of that
process, and its memory would stay; here the machine's other processors do it, memory is given back, and a run that
takes too long is ended. A server of forks, started with the first report, has WeasyPrint loaded already.
"""

import logging
import multiprocessing
import threading
from typing import Final

from institutions.codes.parameters import PlainNumber
from rules.web.report import requirements
from rules.web.report.report_troubles import ReportTookTooLong, ReportTooLarge, TooManyReports
from rules.web.report.trouble import ReportTrouble
from rules.web.report.typesetting_process import run_typesetter

logger = logging.getLogger(__name__)

AT_ONCE: Final = 2  # reports that one web process has made at the same time
WAIT_SECONDS: Final = 3  # for one of them to end; meanwhile a thread of the web server is held
PROCESSOR_SECONDS: Final = 60  # for one report: three times that of a large one
LIMIT_SECONDS: Final = 120  # on the clock, where the machine is busy with other things
MEMORY_BYTES: Final = 2 * 1024**3  # address space; of memory a usual report takes 160 MB, a large one 300 MB
ENDING_SECONDS: Final = 5
OUT_OF_MEMORY: Final = b"-MemoryError"
TYPESETTER: Final = "rules.web.report.typesetter"

free = threading.BoundedSemaphore(AT_ONCE)
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload([TYPESETTER])


def print_pdf(html: str, *, seconds: float = LIMIT_SECONDS) -> bytes:
    """Return the PDF; ReportTrouble where the machine cannot, where too many are being made, or it takes too long."""
    if said := requirements.report_obstacle():
        raise ReportTrouble(said)
    if not free.acquire(timeout=WAIT_SECONDS):
        raise ReportTrouble(TooManyReports(), again=5)
    try:
        return typeset_elsewhere(html, seconds)
    finally:
        free.release()


def typeset_elsewhere(html: str, seconds: float) -> bytes:
    """Start a process, wait for its answer, and make sure that it ends."""
    from_it, to_us = processes.Pipe(duplex=False)
    limits = MEMORY_BYTES, PROCESSOR_SECONDS
    process = processes.Process(target=run_typesetter, args=(to_us, html, *limits), daemon=True)
    process.start()
    to_us.close()
    try:
        answer = from_it.recv_bytes() if from_it.poll(seconds) else None
    except EOFError:
        process.join(ENDING_SECONDS)  # it has ended, or is about to: only then is its reason known
        answer = b""
    finally:
        from_it.close()
        process.kill()
        process.join()
    if answer is None:
        logger.error("A report was not made within %s s.", seconds)
        raise ReportTrouble(ReportTookTooLong())
    # Libraries beneath Python end the process where they get no memory, each by another signal.
    killed = not answer and (process.exitcode or 0) < 0
    if killed or answer.startswith(OUT_OF_MEMORY):
        said = "A report was not made within %s bytes and %s s of processor time (exit code %s)."
        logger.error(said, *limits, process.exitcode)
        raise ReportTrouble(ReportTooLarge(seconds=limits[1], megabytes=PlainNumber(limits[0] // 1024**2)))
    if answer[:1] != b"+":
        message = answer[1:].decode(errors="replace") or "the process ended without a word, perhaps for want of memory"
        raise RuntimeError(message)
    return answer[1:]
