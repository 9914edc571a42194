"""A server process of this checkout, for the tests in this folder.

Its database is the file in its data folder, unless PITWHEEL_DATABASE_URL, PITWHEEL_DATABASE_USER and
PITWHEEL_DATABASE_PASSWORD name an empty one: the server gets the variables of the test.
"""

import os
import re
import signal
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LISTENING = re.compile(r"listening on (http://\S+) \(gRPC (\S+)\)")
LONGEST_START_SECONDS = 120
LONGEST_DRAIN_SECONDS = 30


def default_cache() -> Path:
    """The folder for what tests keep between runs."""
    return Path(os.environ.get("PITWHEEL_CACHE") or Path.home() / ".cache" / "pitwheel")


class Server:
    """A server process on free ports with a data folder of its own."""

    def __init__(self, data: Path):
        # Environments are named by what is in them: making them anew costs minutes and tests nothing.
        shared = default_cache() / "test-environments"
        shared.mkdir(parents=True, exist_ok=True)
        (data / "environments").symlink_to(shared)
        self.grpc_address = ""
        self.errors = (data / "server.err").open("w+")
        command = [str(ROOT / "pitwheel"), "server", "--port", "0", "--grpc-port", "0", "--data", str(data)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.address = self._wait_for_address()
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    @classmethod
    def of_class(cls, tests: type[unittest.TestCase]) -> "Server":
        """One for all tests of a class, on a folder that goes with them; who asks stops it."""
        folder = tempfile.TemporaryDirectory()
        tests.addClassCleanup(folder.cleanup)
        data = Path(folder.name) / "data"
        data.mkdir(mode=0o700)
        return cls(data)

    def _wait_for_address(self) -> str:
        guard = threading.Timer(LONGEST_START_SECONDS, self.process.kill)
        guard.start()
        try:
            for line in self.process.stdout:
                found = LISTENING.search(line)
                if found:
                    self.grpc_address = found.group(2)
                    return found.group(1)
        finally:
            guard.cancel()
        self.process.wait()
        raise AssertionError(f"the server did not say that it listens; it printed:\n{self.printed_errors()}")

    def printed_errors(self) -> str:
        self.errors.seek(0)
        return self.errors.read()

    def stop(self) -> int:
        """Asks the server to end and returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(LONGEST_DRAIN_SECONDS)
        finally:
            self.process.kill()
            self.process.stdout.close()
            self.errors.close()
