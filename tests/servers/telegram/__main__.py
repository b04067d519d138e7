"""Play a person by hand: ``python -m servers.telegram [--port N]`` in the folder of the tests.

Each line that is typed is sent to the bot; ``Jun: hello`` speaks as Jun. What the bot does is
printed. When stdin ends the server goes on until Ctrl-C.
"""

import argparse
import signal
import sys
from contextlib import suppress

from servers.telegram import Action, Draft, Message, Person, Telegram


def main() -> None:
    parser = argparse.ArgumentParser(description="Telegram on this machine.")
    parser.add_argument("--port", type=int, default=0, help="0 is a free one")
    with Telegram(port=parser.parse_args().port) as server:
        show(f"TELEGRAM_API_BASE={server.url} TELEGRAM_TOKEN={server.token} maum run")
        with suppress(KeyboardInterrupt):
            play(server)
            signal.pause()


def play(server: Telegram) -> None:
    """Send what stands on stdin until it ends."""
    people: dict[str, Person] = {}
    for line in sys.stdin:
        name, colon, text = line.strip().partition(": ")
        name, text = (name, text) if colon else ("Mina", line.strip())
        if name not in people:
            people[name] = server.person(name)
            watch(server, people[name])
        if text:
            people[name].says(text)


def watch(server: Telegram, person: Person) -> None:
    """Print all that the bot does in the chat of *person* from now on."""
    shown: dict[int, str] = {}

    def look() -> None:
        for number, deed in enumerate(list(person.chat.deeds)):
            if shown.get(number) != (now := described(deed)):
                shown[number] = now
                show(f"{person.first_name}'s chat: {now}")

    server.watch(look)


def described(deed: Message | Draft | Action) -> str:
    match deed:
        case Message(media=None):
            return f"[{deed.id}] {deed.text} {deed.buttons or ''}".strip()
        case Message():
            assert deed.media
            return f"[{deed.id}] {deed.media.kind}, {len(deed.data)} bytes {deed.text}".strip()
        case Draft():
            return f"draft {deed.id}: {deed.text}"
        case Action():
            return f"({deed.name})"


def show(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
