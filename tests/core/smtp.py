"""A mail server of a few lines on 127.0.0.1: takes mails, refuses some people, counts its connections."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps whom each mail was for in `mails`; whoever stands in `refused` is unknown to it."""

    daemon_threads = allow_reuse_address = True

    def __init__(self, *refused: str) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.refused, self.connections = refused, 0
        self.mails: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        self.say("220 here")
        to = ""
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
                self.say("550 nobody of that name" if to in self.server.refused else "250 ok")
            elif word == "DATA":
                self.say("354 go on")
                while self.rfile.readline() not in {b".\r\n", b""}:
                    pass
                self.server.mails.append(to)
                self.say("250 taken")
            elif word == "QUIT":
                return self.say("221 bye")
            else:
                self.say("250 ok")
        return None

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(settings: Any, *refused: str) -> Iterator[MailServer]:
    """A server to which the platform sends its mail while the block runs."""
    with MailServer(*refused) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = ""
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
