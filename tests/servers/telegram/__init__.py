"""Telegram's Bot API on this machine, strict where Telegram is, with people to play.

::

    with Telegram() as server:                      # a thread of its own, a free loopback port
        bot(TELEGRAM_API_BASE=server.url, TELEGRAM_TOKEN=server.token)
        mina = server.person("Mina", language="ko")
        mina.starts("CODE")                         # /start CODE, which opens the private chat
        asked = mina.says("안녕", reply_to=None)     # speaks, plays, films, shows, hands, sticks
        (answer,) = await server.until(lambda: mina.chat.replies)
        mina.edits(asked, "안녕!"); mina.reacts(answer, "❤"); mina.deletes(asked)
        tap = mina.taps(answer, "더 보기")           # tap.answers: what the bot said to it
        mina.blocks(); mina.unblocks(); mina.forbids_voice = True

        family = server.group("가족", mina, server.person("Jun"), topics=True)
        trip = server.topic(family, "여행")
        mina.says("/help", to=trip)                 # or to=family
        server.privacy = False; server.promote(family)      # the bot reads everything
        server.remove_bot(family, mina); server.upgrade(server.group("반", mina, basic=True))

**What a chat shows** (`Chat`, and `Topic` for its part): ``messages``, ``replies`` (the bot's),
``texts``, ``voices``, ``photos``, ``draft`` now and ``drafts`` ever, ``actions``, and ``deeds``,
all that the bot did in order. A `Message` has ``text``, ``entities``, ``earlier`` (texts before
edits), ``data`` and ``seconds`` of its media, ``buttons``, ``reactions`` by user id, ``reply_to``,
``thread``. What is deleted is gone from ``messages`` and stays in ``everything``.

**Waiting**: ``await server.until(found)``, ``server.wait(found)`` in a plain function; *found* is
asked again after every change, under the server's lock.

**The record**: ``server.calls`` (`Call`: method, given, at, answer), ``server.strange`` (unknown
methods and parameters; should stay empty), ``server.pace.impatient`` (calls before ``retry_after``
was over), ``server.updates.waiting`` and ``.confirmed``, ``server.profile.menu("ko")``.

**Faults** meet the next calls of a method (``download`` is a file)::

    server.fail("sendMessage", flood(2))            # blocked(), broken(502), Refusal(400, "…")
    server.fail("sendMessage", Fault(cut="after"))  # done, but the connection breaks: a lost ack
    hang = server.fail("sendMessage", Fault(hang="before", times=2, applies=lambda given: …))
    await server.until(lambda: hang.met); server.release(hang)
    server.updates.tell_again(3)                    # the last three confirmed, once more
    server.updates.reverse()                        # the next batch backwards
    server.updates.jump(5)                          # update ids go on from 5
    server.revoke("123:other")                      # 401 from now on

**Limits** are Telegram's (`Limits`); ``Telegram(limits=UNLIMITED)`` has none, ``clock`` may be
one's own. By hand: ``python -m servers.telegram`` in the folder of the tests.
"""

from servers.telegram.chats import Action, Chat, Draft, Message, Topic
from servers.telegram.faults import Fault, blocked, broken, flood
from servers.telegram.limits import UNLIMITED, Limits, Rate
from servers.telegram.people import Person, Tap
from servers.telegram.server import TOKEN, Call, Telegram

__all__ = [
    "TOKEN", "UNLIMITED", "Action", "Call", "Chat", "Draft", "Fault", "Limits", "Message",
    "Person", "Rate", "Tap", "Telegram", "Topic", "blocked", "broken", "flood",
]  # fmt: skip
