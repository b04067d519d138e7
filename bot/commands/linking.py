"""``/link`` and ``/unlink``: one person on several messengers."""

from collections.abc import Sequence

from bot.commands.command import Answer, Call, Choice
from bot.conversations import Conversations
from bot.linking import VALID, Links, accounts_of
from bot.protocols import Linkable
from config.moods import Words

_CODE = Words(
    ko=(
        "{code}\n\n{minutes}분 안에, 이어 쓰고 싶은 다른 메신저나 웹에서 저에게 이렇게 보내 주세요: /link {code}\n\n"
        "그러면 대화와 기억, 고른 것과 하루 사용량이 하나로 합쳐져요. 한 번만 쓸 수 있고, 남에게 보여 주면 안 돼요."
    ),
    en=(
        "{code}\n\nWithin {minutes} minutes, send me this on the other messenger or the web: /link {code}\n\n"
        "Conversation, memories, choices and the day's budget then become one. It works once; show it to "
        "nobody."
    ),
)
_LINKED = Words(
    ko="이어졌어요. 이제 여기서도 이어서 이야기할 수 있어요: {accounts}",
    en="Linked. We go on here from where we were: {accounts}",
)
_NOW = Words(ko="지금 이어져 있는 곳: {accounts}", en="Linked now: {accounts}")
_WRONG = Words(
    ko="그 코드로는 이을 수 없어요. 틀렸거나, 이미 썼거나, {minutes}분이 지났거나, 이미 이어져 있어요.",
    en="That code leads nowhere: it is wrong, used, older than {minutes} minutes, or you are linked already.",
)
_NOT_HERE = Words(ko="여기서는 이을 수 없어요.", en="Linking is not possible here.")
_PRIVATE = Words(
    ko="다른 사람이 함께 보는 곳이에요. 저와 둘이 하는 대화에서 해 주세요.",
    en="Others read along here. Do that in a conversation with me alone.",
)
_SURE = Words(
    ko="여기를 떼어 낼까요? 지금까지의 대화와 기억은 남은 쪽에 있고, 여기서는 처음부터 시작해요.",
    en="Take this account out? What we said and what I remember stays with the others; here we begin anew.",
)
_APART = Words(ko="떼어 냈어요. 여기서는 새로 시작해요.", en="Done. Here we begin anew.")
_ALONE = Words(ko="이어져 있는 곳이 없어요.", en="Nothing is linked to this.")
_STAYED = Words(ko="그대로 두었어요.", en="Everything stays as it was.")
_UNLINK = Words(ko="떼어 내기", en="Take it out")
_STAY = Words(ko="그대로 두기", en="Leave it")
_MESSENGERS = {
    "telegram": Words(ko="텔레그램", en="Telegram"),
    "discord": Words(ko="디스코드", en="Discord"),
    "web": Words(ko="웹", en="the web"),
    "console": Words(ko="콘솔", en="the console"),
}
_YES, _NO = {"yes", "y", "네", "예", "응"}, {"no", "n", "아니", "아니요"}


class Linking:
    """Joins and parts the accounts of a person."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._store = conversations.companion.parts.store

    async def link(self, call: Call) -> Answer:
        """A code, or what became of the code in the arguments."""
        links = self._conversations.links
        if links is None:
            return Answer(text=_NOT_HERE[call.language])
        if call.chat.shared:
            return Answer(text=_PRIVATE[call.language])
        return await (self._take if call.arguments else self._offer)(call, links)

    async def unlink(self, call: Call) -> Answer:
        """Part this account from the others, once the person has said so twice."""
        if not isinstance(self._store, Linkable):
            return Answer(text=_NOT_HERE[call.language])
        said = set(call.arguments[:1])
        if said & _NO:
            return Answer(text=_STAYED[call.language])
        if len(await self._store.doors.known(call.chat.who)) < 2:
            return Answer(text=_ALONE[call.language])
        if not said & _YES:
            choices = (
                Choice(_UNLINK[call.language], "/unlink yes"),
                Choice(_STAY[call.language], "/unlink no"),
            )
            return Answer(text=_SURE[call.language], choices=choices)
        accounts = await accounts_of(call.chat.who, self._store)
        async with self._conversations.stilled({call.chat.who}):
            await self._store.doors.close(call.chat)
            self._conversations.companion.meter.part(call.chat.who)
            await self._conversations.renew(accounts)
        return Answer(text=_APART[call.language], anew=True)

    async def _offer(self, call: Call, links: Links) -> Answer:
        code = await links.offer(call.chat)
        minutes = round(VALID.total_seconds() / 60)
        parts = [_CODE[call.language].format(code=code, minutes=minutes)]
        if isinstance(self._store, Linkable):
            accounts = await self._store.doors.known(call.chat.who)
            if len(accounts) > 1:
                parts.append(_NOW[call.language].format(accounts=_named(accounts, call)))
        return Answer(text="\n\n".join(parts))

    async def _take(self, call: Call, links: Links) -> Answer:
        async with self._conversations.stilled({call.chat.who}):
            try:
                accounts = await links.take(call.chat, "".join(call.arguments))
            finally:
                self._conversations.companion.learn(call.chat)  # which was stopped
            if accounts:
                self._conversations.companion.meter.join(*accounts)
                await self._conversations.companion.safeguards.join(accounts)
                await self._conversations.renew(accounts)
        if not accounts:
            minutes = round(VALID.total_seconds() / 60)
            return Answer(text=_WRONG[call.language].format(minutes=minutes))
        return Answer(
            text=_LINKED[call.language].format(accounts=_named(accounts, call)), anew=True
        )


def _named(accounts: Sequence[str], call: Call) -> str:
    messengers = {one.partition(":")[0] for one in accounts}
    named = _MESSENGERS.items()
    ours = {name: words[call.language] for name, words in named if name in messengers}
    return ", ".join([*ours.values(), *sorted(messengers - ours.keys())])
