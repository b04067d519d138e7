"""What the adapter itself says."""

from config.moods import Words

PRIVATE = Words(
    ko="이건 둘만 있는 곳에서 보여 드릴게요: {link}",
    en="I will show you that where nobody else reads along: {link}",
)
HEARD = "🎤 {text}"
BROKEN_OFF = "…"
AI_VOICE = Words(ko="AI 음성", en="AI voice")
"""Goes with every voice note: one may be passed on, and whoever hears it is to know."""
