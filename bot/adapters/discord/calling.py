"""``/join``, ``/leave`` and ``/status``: conversations in voice channels."""

from dataclasses import dataclass

import discord

from bot.adapters.discord.voice import Calls, CallStatus
from bot.commands import Answer, Choice
from bot.commands.spelling import Spelled
from config.moods import Words

CALLS = (
    ("join", "들어와", Words(ko="음성 채널에서 함께 이야기하기", en="Talk in your voice channel")),
    ("leave", "나가", Words(ko="음성 채널에서 나가기", en="Leave the voice channel")),
    ("status", "상태", Words(ko="음성 대화가 잘 되는지 보기", en="How the voice call is doing")),
)
"""The commands, each with its Korean name and what it does."""
_NAMES = {korean: latin for latin, korean, _ in CALLS}
_CANNOT = Words(
    ko="여기서는 음성 채널에 들어갈 수 없어요. 글이나 음성 메시지로 이야기해 주세요. (운영자: `maum doctor`)",
    en="I cannot talk in voice channels here. Write, or send a voice message. (Operator: `maum doctor`)",
)
_NOWHERE = Words(
    ko="먼저 음성 채널에 들어간 다음 다시 불러 주세요.",
    en="Enter a voice channel first, then call me again.",
)
_JOINED = Words(
    ko="{channel}에 들어왔어요. 이제 듣고 있어요. 나가려면 /leave, 내 목소리를 듣지 않게 하려면 아래를 누르세요.",
    en="I am in {channel} and listening. /leave lets me go; tap below if I should not hear you.",
)
_LEFT = Words(ko="음성 채널에서 나왔어요.", en="I have left the voice channel.")
_NOT_THERE = Words(
    ko="지금은 음성 채널에 있지 않아요. /join으로 불러 주세요.",
    en="I am not in a voice channel now. /join calls me.",
)
_DEAF = Words(ko="내 목소리 듣지 않기", en="Do not hear me")
_HEARING = Words(ko="내 목소리 다시 듣기", en="Hear me again")
_DEAF_NOW = Words(ko="이제 당신의 목소리는 듣지 않아요.", en="From now on I do not hear you.")
_HEARING_NOW = Words(ko="이제 당신의 목소리를 다시 들어요.", en="I hear you again.")
_STATUS = Words(
    ko=(
        "<#{channel}> · {connection} · {sealed}\n"
        "듣는 사람 {people}명 · 들은 소리 {frames}조각, 마지막 {last}\n"
        "열지 못한 조각 {unopened} · 잃은 조각 {lost} · 다시 들어감 {rejoined}번\n"
        "듣기 {hearing} · 말하기 {speaking}\n"
        "지난 답까지: {latency}"
    ),
    en=(
        "<#{channel}> · {connection} · {sealed}\n"
        "listening to {people} · {frames} frames heard, the last {last}\n"
        "{unopened} not decrypted · {lost} lost · rejoined {rejoined} times\n"
        "hearing {hearing} · speaking {speaking}\n"
        "the last answer took: {latency}"
    ),
)
_DEAFENED = Words(
    ko="⚠️ 서버에서 제 듣기를 막아 두어 아무 말도 들리지 않아요.",
    en="⚠️ The server has deafened me: I hear nobody.",
)
_MUTED = Words(
    ko="⚠️ 서버에서 제 말하기를 막아 두어 제 말이 들리지 않아요. 스테이지에서는 발언을 허락해 주세요.",
    en="⚠️ The server has muted me: nobody hears me. On a stage, let me speak.",
)
_BY_PAUSE = Words(
    ko="⚠️ smart-turn이 손상되어, 말이 끝났는지를 침묵만으로 알아요.",
    en="⚠️ smart-turn is damaged: I know by silence alone that you have finished.",
)
_CONNECTED = {
    True: Words(ko="연결됨", en="connected"),
    False: Words(ko="연결하는 중", en="connecting"),
}
_SEALED = {
    True: Words(ko="종단간 암호화", en="end-to-end encrypted"),
    False: Words(
        ko="아직 암호화 전: 말은 할 수 있지만 아직 듣지 못해요",
        en="not encrypted yet: I can speak but not hear",
    ),
}
_AGO = Words(ko="{seconds:.0f}초 전", en="{seconds:.0f} s ago")
_NEVER = Words(ko="없음", en="never")
_FINE = Words(ko="정상", en="fine")


@dataclass(frozen=True, slots=True)
class Calling:
    """Lets people in a server call maum into their voice channel."""

    calls: Calls | None
    """None where nothing can be heard or said: a library is missing."""

    async def answer(self, member: discord.abc.User, call: Spelled, language: str) -> Answer | None:
        """What the command *call* of *member* answers; None if it is another. Raises `MaumError`."""
        name = _NAMES.get(call.name, call.name)
        if name not in _NAMES.values() or not isinstance(member, discord.Member):
            return None
        if self.calls is None:
            return Answer(text=_CANNOT[language])
        if name == "join":
            return await self._join(self.calls, member, language)
        if name == "leave":
            left = await self.calls.leave(member.guild.id)
            return Answer(text=(_LEFT if left else _NOT_THERE)[language])
        return await self._status(self.calls, member, call, language)

    def listed(self, language: str) -> str:
        """The lines about calls for a list of all commands; none where there are no calls."""
        return "".join(f"\n/{name} {does[language]}" for name, _, does in CALLS if self.calls)

    async def _join(self, calls: Calls, member: discord.Member, language: str) -> Answer:
        channel = member.voice.channel if member.voice else None
        if channel is None:
            return Answer(text=_NOWHERE[language])
        await calls.join(channel)
        told = _JOINED[language].format(channel=channel.mention)
        return Answer(text=told, choices=(_consent(calls, member, language),))

    async def _status(
        self, calls: Calls, member: discord.Member, call: Spelled, language: str
    ) -> Answer:
        if call.arguments[:1] in (("on",), ("off",)):
            wanted = call.arguments[0] == "on"
            await calls.hear(member.id, wanted)
            told = (_HEARING_NOW if wanted else _DEAF_NOW)[language]
        else:
            status = calls.status(member.guild.id)
            told = _in_words(status, language) if status else _NOT_THERE[language]
        return Answer(text=told, choices=(_consent(calls, member, language),))


def _consent(calls: Calls, member: discord.Member, language: str) -> Choice:
    if calls.hears(member.id):
        return Choice(_DEAF[language], "/status off")
    return Choice(_HEARING[language], "/status on")


def _in_words(status: CallStatus, language: str) -> str:
    last, latency = status.last_frame, status.latency
    warnings = {
        _DEAFENED: status.deafened,
        _MUTED: status.muted,
        _BY_PAUSE: status.by_pause,
    }
    told = _STATUS[language].format(
        channel=status.channel,
        connection=_CONNECTED[status.connected][language],
        sealed=_SEALED[status.encrypted][language],
        people=status.listening_to,
        frames=status.frames,
        last=_NEVER[language] if last is None else _AGO[language].format(seconds=last),
        unopened=status.unopened,
        lost=status.lost,
        rejoined=status.rejoined,
        hearing=status.hearing or _FINE[language],
        speaking=status.speaking or _FINE[language],
        latency=", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in latency)
        or _NEVER[language],
    )
    return "\n".join([told, *(words[language] for words, is_so in warnings.items() if is_so)])
