"""What the adapter itself says."""

from config.moods import Words

PRIVATE = Words(
    ko="이건 둘만 있는 곳에서 보여 드릴게요: {link}",
    en="I will show you that where nobody else reads along: {link}",
)
HEARD = "🎤 {text}"
BROKEN_OFF = "…"
