"""Discord on this machine, strict where Discord is, with people to play.

::

    async with Discord() as server:                 # in the test's own event loop
        bot(DISCORD_API_BASE=server.url, DISCORD_GATEWAY_URL=server.gateway_url,
            DISCORD_TOKEN=server.token)
        mina = server.person("Mina")
        asked = mina.says("안녕")                    # a direct message; speaks, hands
        (answer,) = await server.until(lambda: mina.chat.replies)
        mina.edits(asked, "안녕!"); mina.reacts(answer, "👎"); mina.blocks()

        family = server.guild("가족", mina, server.person("Jun"))
        cook = server.role(family, "요리사", mina)
        talk = server.channel(family, "이야기"); trip = server.thread(talk, "여행")
        mina.says(f"{server.me.mention} 안녕", to=talk, reply_to=answer)

        asked = mina.commands("help", to=talk)      # a slash command; asked.text is the answer

**What a channel shows**: ``messages``, ``replies`` and ``texts`` (the bot's), ``typing``. A
`Message` has ``text``, ``earlier`` (texts before edits), ``embeds``, ``attachments`` (with their
``data``), ``reply_to``, ``is_voice``, ``reactions``, and ``given``, the request that made it.

**The record**: ``server.calls``, ``server.made("/messages")``, ``server.strange``,
``server.gateway.identified``, ``server.gateway.resumed``, ``server.rest.commands``.

**Faults** meet the next calls of a route, or the gateway::

    server.fail("POST /channels/{channel}/messages", flood())      # any `Refusal`
    server.fail("/messages", Fault(cut="after", times=2))           # done, the answer is lost
    await server.gateway.drop(); await server.gateway.drop(forget=True)
    server.gateway.open = False                                     # an outage
    server.rest.reads_content = False                               # intent not given: 4014
    server.token = "another"                                        # 401, 4004

**Voice**: ``server.voice_channel(guild, name)``; op 4 is answered with VOICE_STATE_UPDATE, and
with VOICE_SERVER_UPDATE where ``server.gateway.calls`` is set (`servers.discord.gateway.Calls`).
"""

from servers.discord.faults import Fault
from servers.discord.people import Person
from servers.discord.places import Channel, Guild, Message
from servers.discord.refusals import Refusal, flood, missing_permissions
from servers.discord.server import TOKEN, Call, Discord

__all__ = [
    "TOKEN", "Call", "Channel", "Discord", "Fault", "Guild", "Message", "Person", "Refusal",
    "flood", "missing_permissions",
]  # fmt: skip
