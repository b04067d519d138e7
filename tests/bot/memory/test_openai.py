"""The OpenAI embedder over the real protocol, against a server that answers as it should and not."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from servers.service import Request, Service, send_json, sent

from bot.memory.openai import OpenAIEmbedder
from config.errors import EmbeddingError

KEY = "sk-for-a-test"


class Server(Service):
    """Embeds a text as its length and the number of its spaces; hands the vectors out backwards."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        super().__init__(path="/v1")

    def answer(self, request: Request) -> None:
        body = json.loads(sent(request))
        self.requests.append(body)
        send_json(request, *self._embedded(request.path, request.headers["Authorization"], body))

    def _embedded(self, path: str, key: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        fault = self.fault()
        strange = not body["input"] or not all(body["input"]) or body["encoding_format"] != "float"
        if path != "/v1/embeddings" or key != f"Bearer {KEY}" or strange or fault == "refuse":
            return 400, {"error": {"message": "no: " + "".join(body["input"])}}
        vectors = [[float(len(text)), float(text.count(" "))] for text in body["input"]]
        data = [
            {"object": "embedding", "index": number, "embedding": vector}
            for number, vector in enumerate(vectors)
        ]
        if fault == "short":
            data.pop()
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return 200, {"object": "list", "model": body["model"], "data": data[::-1], "usage": usage}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


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
    server.faults = [fault]
    async with OpenAIEmbedder(api_key=KEY, base_url=server.url) as embedder:
        with pytest.raises(EmbeddingError) as failed:
            await embedder.embed(["사적인 말"])
    assert "사적인" not in str(failed.value)
