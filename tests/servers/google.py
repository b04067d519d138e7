"""Google's voice as it stands on the wire, strict, on this machine."""

import base64
import json
import ssl
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
from servers.service import Request, Service, send, sent

from speech.encoding import encode_mp3

CERTIFICATE = Path(__file__).with_name("self_signed.pem")
COOKIE = "NID=tracking"
CAPTCHA = b"<!DOCTYPE html><html><body>Our systems have detected unusual traffic</body></html>"


def mp3(seconds: float = 0.5) -> bytes:
    time_ = np.arange(round(24_000 * seconds)) / 24_000
    return encode_mp3((0.3 * np.sin(2 * np.pi * 200 * time_)).astype(np.float32), 24_000).data


class Translate(Service):
    """The service. Any request that the real one would not understand fails the test."""

    def __init__(self, *, tls: bool = False) -> None:
        self.texts: list[str] = []
        self.languages: list[str] = []
        self._clip = mp3()
        context = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
        super().__init__(tls=context)

    def answer(self, request: Request) -> None:
        self._take(request, sent(request).decode("ascii"))
        fault = self.fault()
        if fault == "hang":
            self.hang(request)
        elif fault == "cut":
            request.close_connection = True
        elif isinstance(fault, int):
            send(request, fault, CAPTCHA, Set_Cookie=COOKIE)
        else:
            send(request, 200, self._body(fault), Set_Cookie=COOKIE)

    def _take(self, request: Request, body: str) -> None:
        try:
            assert request.path == "/_/TranslateWebserverUi/data/batchexecute"
            assert request.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
            assert request.headers["Referer"] == "http://translate.google.com/"
            assert "Chrome" in request.headers["User-Agent"]
            assert request.headers["Cookie"] is None
            assert body.endswith("&")
            (packed,) = parse_qs(body[:-1], strict_parsing=True)["f.req"]
            (((name, arguments, nothing, kind),),) = json.loads(packed)
            assert (name, nothing, kind) == ("jQ1olc", None, "generic")
            text, language, speed, null = json.loads(arguments)
            assert (speed, null) == (None, "null")
            assert 0 < len(text) <= 100
        except (AssertionError, ValueError, KeyError) as error:
            self.strange.append(repr(error))
        else:
            self.texts.append(text)
            self.languages.append(language)

    def _body(self, mode: str) -> bytes:
        sound = base64.b64encode(self._clip).decode()
        payload = {
            "": json.dumps([sound]),
            "no audio": None,
            "empty": json.dumps([""]),
            "null": json.dumps([None]),
            "bad base64": json.dumps(["%%%" + sound]),
            "not mp3": json.dumps([base64.b64encode(CAPTCHA).decode()]),
        }
        if mode == "html":
            return CAPTCHA
        if mode == "huge":
            return b"x" * (5 * 2**20)
        row = ["wrb.fr", "jQ1olc", payload[mode], None, None, None, "generic"]
        line = (
            json.dumps([row], separators=(",", ":"))[:-1]
            + '\n,["di",92]\n,["af.httprm",92,"1",25]\n]'
        )
        return f")]}}'\n\n{len(line)}\n{line}\n25\n".encode() + b'[["e",4,null,null,133]]\n'
