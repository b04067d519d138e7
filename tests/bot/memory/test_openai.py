"""The OpenAI embedder over the real protocol, against a server that answers as it should and not."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from bot.memory.openai import OpenAIEmbedder
from config.errors import EmbeddingError

KEY = "sk-for-a-test"


class Server:
    """Embeds a text as its length and the number of its spaces; hands the vectors out backwards."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.fault: str = ""
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append(body)
                status, answer = server.answer(self.path, self.headers["Authorization"], body)
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def answer(self, path: str, key: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        strange = not body["input"] or not all(body["input"]) or body["encoding_format"] != "float"
        if path != "/v1/embeddings" or key != f"Bearer {KEY}" or strange or self.fault == "refuse":
            return 400, {"error": {"message": "no: " + "".join(body["input"])}}
        vectors = [[float(len(text)), float(text.count(" "))] for text in body["input"]]
        data = [
            {"object": "embedding", "index": number, "embedding": vector}
            for number, vector in enumerate(vectors)
        ]
        if self.fault == "short":
            data.pop()
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return 200, {"object": "list", "model": body["model"], "data": data[::-1], "usage": usage}

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    yield one
    one.close()


async def test_vectors_come_in_the_order_of_the_texts(server: Server) -> None:
    texts = [*("가" * number for number in range(1, 200)), "", "a b c"]
    async with OpenAIEmbedder("small", api_key=KEY, base_url=server.url) as embedder:
        vectors = await embedder.embed(texts)
        assert (await embedder.embed([])).shape[0] == 0
    assert vectors.shape == (len(texts), 2)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert vectors[-1] == pytest.approx([5 / 29**0.5, 2 / 29**0.5])
    assert [len(one["input"]) for one in server.requests] == [128, 73]
    assert {one["model"] for one in server.requests} == {"small"}


@pytest.mark.parametrize("fault", ["refuse", "short"])
async def test_what_goes_wrong_is_told_without_the_text(server: Server, fault: str) -> None:
    server.fault = fault
    async with OpenAIEmbedder(api_key=KEY, base_url=server.url) as embedder:
        with pytest.raises(EmbeddingError) as failed:
            await embedder.embed(["사적인 말"])
    assert "사적인" not in str(failed.value)
