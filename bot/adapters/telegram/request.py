"""The library's requests over aiohttp, which takes a third of the work that its usual client does."""

import ssl
from io import BytesIO
from typing import Any

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

_CONNECTING = 5.0
_READING = 20.0
_UPLOADING = 300.0
"""Seconds that a request may take in all, as sending is not measured by itself."""


class AioRequest(BaseRequest):
    """Requests that stand in line for one of so many *connections*."""

    def __init__(self, *, connections: int, secure: bool) -> None:
        """*secure*: whether there is a certificate to look at; reading the authorities' takes long."""
        self._connections = connections
        self._secure = secure

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer is waited for."""
        return _READING

    async def initialize(self) -> None:
        """Connect nothing yet."""
        verified: ssl.SSLContext | bool = httpx.create_ssl_context() if self._secure else False
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections, ssl=verified),
            headers={"User-Agent": self.USER_AGENT},
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=True,
        )

    async def shutdown(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_: Any,
        **_others: Any,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer; raises `NetworkError`, without the address."""
        reading = _READING if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(
            total=(reading or 0.0) + _UPLOADING, sock_connect=_CONNECTING, sock_read=reading
        )
        try:
            async with self._session.request(
                method, URL(url, encoded=True), data=_form(request_data), timeout=timeout
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            # Its own text may hold the address, and that the token.
            raise NetworkError(f"aiohttp.{type(error).__name__}") from None


def _form(given: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if given is None:
        return None
    if not given.multipart_data:
        return given.json_parameters
    form = aiohttp.FormData(given.json_parameters)
    for name, (file, data, media_type) in given.multipart_data.items():
        whole = BytesIO(data) if isinstance(data, bytes) else data
        form.add_field(name, whole, filename=file, content_type=media_type)
    return form
