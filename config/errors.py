"""Every error that maum raises on purpose.

::

    MaumError
    ├── ConfigError            the settings name something that does not exist or does not fit
    │   ├── MissingExtra       a backend needs a package that is not installed
    │   └── TensorFlowOnly     a model has no weights for PyTorch
    ├── UsageError             a command was given something that it cannot use
    │   ├── UnknownPerson      nothing is kept of that person
    │   └── BadDataset         a data set that cannot be read as it is
    ├── MessageError           a message that cannot be answered as it is
    │   ├── EmptyMessage       there is nothing in it
    │   ├── NothingHeard       a voice message without words
    │   ├── MessageTooLong     more text than maum reads at once
    │   ├── FileTooLarge       a recording that the messenger does not hand over
    │   ├── FileNotFetched     a recording that could not be had from the messenger
    │   ├── NothingToRead      a picture, a file: what maum cannot look at
    │   ├── TooOften           more codes are asked for or tried than are allowed
    │   └── GarbledMessage     not in the form that the web chat speaks
    ├── MessengerError         a messenger does not do what it was asked
    │   ├── TokenRefused       it does not know the bot's token
    │   ├── AnotherPoller      another program receives the bot's messages
    │   ├── Unreachable        nothing can be sent to that chat
    │   ├── MessengerAway      it does not answer
    │   ├── MessengerRefused   it does not let this bot, or this version of maum, connect
    │   └── CallFailed         its voice channel cannot be entered
    │       └── CallRefused    its voice server does not take this version of maum
    ├── TalkOver               a talk without hands has come to its end
    │   ├── TalkElsewhere      another page of the same person listens now
    │   ├── TalkTooLong        it had the time that the settings give it
    │   ├── TalkQuiet          nobody has spoken for long
    │   ├── TalkGarbled        what came was no sound, or faster than sound is
    │   ├── TalkRefused        there is nothing to hear with, or the settings allow none
    │   └── EarsTaken          as many people as can be heard at once talk already
    ├── DownloadFailed         a model could not be fetched
    ├── TrainingError          a model could not be trained, exported or published
    │   ├── BadStart           the model to start from cannot be trained
    │   ├── NoTokenizer        nothing makes the model's tokens
    │   ├── Diverged           the loss grew beyond all bounds
    │   ├── NoMemory           a batch does not fit into the memory
    │   ├── DiskFull           the weights could not be written
    │   ├── Unlike             the exported model does not say what the trained one says
    │   └── PushFailed         the hub did not take the model
    └── BackendError           a backend could not do its work for this one request
        ├── SpeechError        audio could not be understood or produced
        │   ├── BadAudio       not audio
        │   │   └── AudioTooLong  more of it than maum listens to at once
        │   ├── NoWeights      the model's weights are not on this machine
        │   ├── EarsRefused    the server that hears does not take the key
        │   ├── EarsBusy       it is over its limit, or the account is empty
        │   ├── EarsUnreachable  it does not answer, or fails
        │   └── NoVoice        no engine could speak this sentence
        │       ├── LanguageNotSpoken  the engine has no voice for that language
        │       └── VoiceNotInstalled  the voice's files are not on this machine
        ├── EmotionError       the feeling could not be read
        │   └── EmotionBusy    too many texts wait to be read
        ├── EmbeddingError     a text could not be turned into a vector
        ├── ReplyError         no reply could be written
        │   ├── FellBack       one generator could not, so the next one did
        │   └── PromptRefused  the generator works, but not on this message
        ├── AvatarError        the face could not be drawn
        └── StoreError         the conversation could not be kept or read

*code* is stable and safe to log. The message tells the operator what happened and may quote a
person, so it is never logged. `explain` gives the sentence for a person, in their language.
"""

from typing import ClassVar


class MaumError(Exception):
    """Base of every error maum raises on purpose."""

    code: ClassVar[str] = "maum"
    ko: ClassVar[str] = "문제가 생겼어요. 잠시 뒤에 다시 해 주세요."
    en: ClassVar[str] = "Something went wrong. Please try again in a moment."


class ConfigError(MaumError):
    """The settings name something that does not exist or does not fit."""

    code = "config"
    ko = "설정에 문제가 있어요. `maum doctor`로 확인해 주세요."
    en = "There is a problem in the settings. `maum doctor` tells which."


class MissingExtra(ConfigError):
    """A backend needs a package that is not installed."""

    code = "config.extra"

    def __init__(self, backend: str, extra: str) -> None:
        super().__init__(f"{backend} needs the extra {extra!r}: pip install 'maum[{extra}]'")


class TensorFlowOnly(ConfigError):
    """A model has no weights for PyTorch; the message says how to convert it."""

    code = "config.tensorflow"
    ko = "이 모델에는 TensorFlow 가중치만 있어요. PyTorch용으로 한 번 변환해 주세요."
    en = "That model has weights for TensorFlow alone. Convert it to PyTorch's once."


class UsageError(MaumError):
    """A command was given something that it cannot use."""

    code = "usage"
    ko = "이 명령은 그 입력을 쓸 수 없어요."
    en = "The command cannot use that input."


class UnknownPerson(UsageError):
    """Nothing is kept of the person who was named."""

    code = "usage.person"
    ko = "그 사람에 대해 저장된 것이 없어요. `maum people`에서 이름을 확인해 주세요."
    en = "Nothing is kept of that person. `maum people` lists who is known."


class BadDataset(UsageError):
    """A data set that cannot be read as it is; the message names file, row and column."""

    code = "usage.data"
    ko = "이 데이터는 그대로 읽을 수 없어요. 파일과 열 이름을 확인해 주세요."
    en = "That data set cannot be read as it is. Check the file and the names of its columns."


class MessageError(MaumError):
    """A message that cannot be answered as it is."""

    code = "message"


class EmptyMessage(MessageError):
    """There is nothing in the message."""

    code = "message.empty"
    ko = "빈 메시지예요. 하고 싶은 말을 적어 주세요."
    en = "That message is empty. Write whatever is on your mind."


class NothingHeard(MessageError):
    """A voice message without words."""

    code = "message.silence"
    ko = "말소리가 들리지 않았어요. 조금 더 가까이에서 다시 말해 줄래요?"
    en = "I could not hear any words. Could you say it again, a little closer?"


class MessageTooLong(MessageError):
    """More text than maum reads at once."""

    code = "message.long"
    ko = "한 번에 읽기에는 너무 길어요. 조금씩 나누어 보내 주세요."
    en = "That is more than I can read at once. Please send it in smaller parts."


class FileTooLarge(MessageError):
    """A recording that is larger than the messenger hands over."""

    code = "message.large"
    ko = "녹음 파일이 너무 커서 받을 수가 없어요. 20MB보다 작게 나누어 보내 주세요."
    en = "That recording is too large for me to fetch. Please send it in parts under 20 MB."


class FileNotFetched(MessageError):
    """A recording that could not be had from the messenger."""

    code = "message.fetch"
    ko = "녹음을 내려받지 못했어요. 다시 보내 주거나 글로 적어 주세요."
    en = "I could not fetch that recording. Please send it again, or write to me."


class NothingToRead(MessageError):
    """A picture, a file, a place: what maum cannot look at."""

    code = "message.kind"
    ko = "이건 제가 볼 수가 없어요. 어떤 건지 말이나 글로 들려줄래요?"
    en = "I cannot look at that. Will you tell me about it, in words?"


class GarbledMessage(MessageError):
    """What came over the web chat's socket is not in the form that it speaks."""

    code = "message.garbled"
    ko = "이 메시지는 알아볼 수 없었어요. 화면을 새로 열고 다시 보내 주세요."
    en = "I could not make out that message. Please reload the page and send it again."


class TooOften(MessageError):
    """A person asks for, or tries, too many codes."""

    code = "message.often"
    ko = "너무 자주 했어요. 한 시간 뒤에 다시 해 주세요."
    en = "That was too often. Please try again in an hour."


class MessengerError(MaumError):
    """A messenger does not do what it was asked."""

    code = "messenger"


class TokenRefused(MessengerError):
    """The messenger does not know the bot's token."""

    code = "messenger.token"
    ko = "메신저가 봇의 토큰을 받아들이지 않아요. 토큰을 새로 받아 설정해 주세요."
    en = "The messenger does not accept the bot's token. Get a new one and set it."


class AnotherPoller(MessengerError):
    """Another program receives the messages of the same bot."""

    code = "messenger.conflict"
    ko = (
        "다른 프로그램이 같은 봇의 메시지를 받고 있어요. 그 프로그램을 끄거나 토큰을 새로 받으세요."
    )
    en = "Another program receives this bot's messages. Stop it, or get a new token."


class Unreachable(MessengerError):
    """Nothing can be sent to that chat: the bot was blocked or removed."""

    code = "messenger.unreachable"


class MessengerAway(MessengerError):
    """The messenger does not answer."""

    code = "messenger.away"
    ko = "메신저에 연결할 수 없어요. 인터넷 연결을 확인해 주세요."
    en = "The messenger cannot be reached. Check the connection to the internet."


class MessengerRefused(MessengerError):
    """The messenger does not let this bot connect as it is, and will not a moment later."""

    code = "messenger.refused"
    ko = "메신저가 이 봇의 연결을 받아 주지 않아요. 운영자가 로그를 확인해야 해요."
    en = "The messenger does not let this bot connect. The operator finds the reason in the log."


class CallFailed(MessengerError):
    """A voice channel cannot be entered: no permission, no server for it, no Opus."""

    code = "messenger.call"
    ko = "음성 채널에 들어가지 못했어요. 채널에 연결하고 말할 권한이 있는지 확인해 주세요."
    en = "I could not enter the voice channel. Check that I may connect and speak there."


class CallRefused(CallFailed):
    """The voice server wants an encryption or a protocol that this version of maum does not speak."""

    code = "messenger.call.refused"
    ko = (
        "음성 서버가 이 버전의 암호화를 받아 주지 않아요. 운영자가 maum을 업데이트해야 해요. "
        "그동안은 글이나 음성 메시지로 이야기해 주세요."
    )
    en = (
        "The voice server does not take this version's encryption: the operator has to update maum. "
        "Meanwhile write, or send voice messages."
    )


class TalkOver(MaumError):
    """A talk without hands has come to its end."""

    code = "talk"
    ko = "듣기를 멈췄어요."
    en = "I have stopped listening."


class TalkElsewhere(TalkOver):
    """Another page of the same person listens now."""

    code = "talk.elsewhere"
    ko = "다른 창에서 듣고 있어서 여기서는 멈췄어요."
    en = "I am listening in another window now, so I stopped here."


class TalkTooLong(TalkOver):
    """It had the time that the settings give it."""

    code = "talk.time"
    ko = "오래 이야기해서 잠시 멈췄어요. 다시 누르면 이어서 들을게요."
    en = "We have talked for a long time, so I stopped listening. Press again to go on."


class TalkQuiet(TalkOver):
    """Nobody has spoken for long."""

    code = "talk.quiet"
    ko = "한동안 조용해서 듣기를 멈췄어요. 다시 누르면 들을게요."
    en = "It has been quiet for a while, so I stopped listening. Press again to talk."


class TalkGarbled(TalkOver):
    """What came was no sound, or came faster than sound is."""

    code = "talk.garbled"
    ko = "마이크 소리를 알아볼 수 없어서 듣기를 멈췄어요."
    en = "What came from the microphone was no sound, so I stopped listening."


class TalkRefused(TalkOver):
    """There is nothing to hear with, or the settings allow no talk without hands."""

    code = "talk.off"
    ko = "여기서는 바로 대화하기를 쓸 수 없어요. 음성 메시지나 글로 이야기해 주세요."
    en = "Talking without hands is off here. Send a voice message, or write to me."


class EarsTaken(TalkOver):
    """As many people as can be heard at once talk already."""

    code = "talk.busy"
    ko = "지금은 다른 사람들의 이야기를 듣고 있어요. 조금 뒤에 다시 눌러 주세요."
    en = "I am listening to as many people as I can. Please press again in a little while."


class DownloadFailed(MaumError):
    """A model could not be fetched, or not as its publisher made it."""

    code = "download"
    ko = "모델을 내려받지 못했어요. 같은 명령을 다시 실행하면 이어서 받아요."
    en = "The model could not be fetched. The same command goes on where it stopped."


class TrainingError(MaumError):
    """A model could not be trained, exported or published."""

    code = "training"
    ko = "모델을 학습하지 못했어요."
    en = "The model could not be trained."


class BadStart(TrainingError):
    """The model to start from cannot be trained: it is broken, not there, or not of text."""

    code = "training.start"
    ko = "이 모델에서는 학습을 시작할 수 없어요. BERT 계열의 텍스트 모델을 골라 주세요."
    en = "Training cannot start from that model. Choose a BERT-like model of text."


class NoTokenizer(TrainingError):
    """Nothing makes the model's tokens, or what does belongs to another model."""

    code = "training.tokenizer"
    ko = "모델에 맞는 토크나이저가 없어요. 모델과 함께 나온 파일을 같은 폴더에 두세요."
    en = "The model has no tokenizer that fits. Put the files that it came with beside it."


class Diverged(TrainingError):
    """The loss grew beyond all bounds."""

    code = "training.diverged"
    ko = "학습이 발산했어요. --lr을 더 작게 해 주세요."
    en = "The training diverged. Give a smaller --lr."


class NoMemory(TrainingError):
    """A batch does not fit into the memory."""

    code = "training.memory"
    ko = "메모리가 모자라요. --batch를 줄이거나 --accumulate로 나누어 계산해 주세요."
    en = "The memory does not suffice. Give a smaller --batch, or --accumulate 2 or more."


class DiskFull(TrainingError):
    """The weights could not be written."""

    code = "training.disk"
    ko = "디스크에 자리가 모자라요. 자리를 비우고 같은 명령을 다시 실행하면 이어서 해요."
    en = "The disk is full. Make room; the same command goes on where it stopped."


class Unlike(TrainingError):
    """The exported model does not say what the trained one says."""

    code = "training.parity"
    ko = "내보낸 모델이 원래 모델과 다르게 답해요. --wide로 줄이지 않고 내보낼 수 있어요."
    en = "The exported model answers unlike the trained one. --wide exports it unshrunk."


class PushFailed(TrainingError):
    """The hub did not take the model."""

    code = "training.push"
    ko = "모델을 허브에 올리지 못했어요. HF_TOKEN과 저장소 이름을 확인해 주세요."
    en = "The hub did not take the model. Check HF_TOKEN and the repository's name."


class BackendError(MaumError):
    """A backend could not do its work for this one request."""

    code = "backend"


class SpeechError(BackendError):
    """Audio could not be understood or produced."""

    code = "speech"
    ko = "소리를 처리하지 못했어요. 글로 적어 주시면 바로 읽을게요."
    en = "I could not work with that sound. Write to me instead and I will read it."


class BadAudio(SpeechError):
    """The bytes are not audio that can be decoded."""

    code = "speech.audio"
    ko = "이 음성 파일은 열 수가 없어요. 다시 녹음하거나 글로 적어 주세요."
    en = "I could not open that recording. Please record it again, or write to me."


class AudioTooLong(BadAudio):
    """There is more audio than maum listens to at once."""

    code = "speech.long"
    ko = "녹음이 너무 길어서 다 들을 수가 없어요. 조금씩 나누어 보내 주세요."
    en = "That recording is too long for me. Please send it in shorter parts."


class NoWeights(SpeechError):
    """The model's weights are not on this machine."""

    code = "speech.weights"
    ko = "아직 음성을 들을 준비가 안 됐어요. 글로 적어 주시면 바로 읽을게요. (운영자: `maum models pull whisper:base`)"
    en = (
        "I cannot listen to voice messages yet. Write to me and I will read it right away. "
        "(Operator: `maum models pull whisper:base`)"
    )


class EarsRefused(SpeechError):
    """The server that hears does not take the key."""

    code = "speech.ears_key"


class EarsBusy(SpeechError):
    """The server that hears is over its limit, or the account is out of credit."""

    code = "speech.ears_busy"
    ko = "지금은 음성을 들을 수 없어요. 조금 뒤에 다시 보내거나 글로 적어 주세요."
    en = "I cannot listen right now. Send it again in a little while, or write to me."


class EarsUnreachable(SpeechError):
    """The server that hears does not answer in time, or fails."""

    code = "speech.ears_unreachable"
    ko = EarsBusy.ko
    en = EarsBusy.en


class NoVoice(SpeechError):
    """No engine could speak this sentence."""

    code = "speech.voice"
    ko = "지금은 목소리를 낼 수 없어요. 글로 이야기할게요."
    en = "I have no voice right now. I will answer in writing."


class LanguageNotSpoken(NoVoice):
    """The engine has no voice for that language; it is not out of order."""

    code = "speech.language"
    ko = "그 언어로는 목소리를 낼 수 없어요. 글로 이야기할게요."
    en = "I have no voice for that language. I will answer in writing."


class VoiceNotInstalled(NoVoice):
    """The voice's files are not on this machine; the message tells the operator which."""

    code = "speech.voice_files"


class EmotionError(BackendError):
    """The feeling could not be read."""

    code = "emotion"
    ko = "지금은 감정을 읽지 못했어요."
    en = "I could not read the feeling this time."


class EmotionBusy(EmotionError):
    """Too many texts wait to be read."""

    code = "emotion.busy"


class EmbeddingError(BackendError):
    """A text could not be turned into a vector."""

    code = "embedding"
    ko = "기억을 찾는 모델이 이 글을 읽지 못했어요. 대화는 계속할 수 있어요."
    en = "The model that finds memories could not read this text. The conversation goes on."


class ReplyError(BackendError):
    """No reply could be written."""

    code = "reply"
    ko = "지금은 답을 쓰지 못했어요. 한 번만 더 말해 줄래요?"
    en = "I could not write an answer just now. Could you say it once more?"


class FellBack(ReplyError):
    """One generator could not answer, so the next one did."""

    code = "reply.fallback"
    ko = "언어 모델이 답하지 않아서, 손으로 쓴 작은 목소리가 이어서 답했어요."
    en = "The language model did not answer, so the small hand-written voice did."


class PromptRefused(ReplyError):
    """The generator works, but not on this message."""

    code = "reply.refused"


class AvatarError(BackendError):
    """The face could not be drawn."""

    code = "avatar"
    ko = "얼굴을 그리지 못했어요."
    en = "I could not draw my face."


class StoreError(BackendError):
    """The conversation could not be kept or read."""

    code = "store"
    ko = "대화를 저장하지 못했어요. 이 대화는 기억하지 못할 수 있어요."
    en = "I could not save our conversation, so I may not remember this."


def explain(code: str, language: str) -> str:
    """The sentence for a person that belongs to *code*; the base one if the code is unknown."""
    kind = _kinds().get(code, MaumError)
    return kind.ko if language == "ko" else kind.en


def _kinds() -> dict[str, type[MaumError]]:
    found: dict[str, type[MaumError]] = {}
    waiting: list[type[MaumError]] = [MaumError]
    while waiting:
        kind = waiting.pop()
        found.setdefault(kind.code, kind)
        waiting.extend(kind.__subclasses__())
    return found
