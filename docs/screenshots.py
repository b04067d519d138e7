"""Takes the readme's pictures of the web chat: ``python docs/screenshots.py [ADDRESS]``.

maum must be running at the address; a fresh browser profile makes it a new person's conversation.
"""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser, ViewportSize, async_playwright

ADDRESS = "http://127.0.0.1:8420"
SAYINGS = ("오늘 면접에서 떨어졌어", "준비 진짜 많이 했는데 너무 속상해")
PICTURES: dict[str, tuple[ViewportSize, float]] = {
    "web-phone.png": ({"width": 390, "height": 844}, 2),
    "web-desk.png": ({"width": 1280, "height": 680}, 1.5),
}


async def main() -> None:
    """Take every picture."""
    async with async_playwright() as playwright:
        # Without a sandbox, as it may run as root in a container; it opens nothing but maum.
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name in PICTURES:
            await take(browser, name)
        await browser.close()


async def take(browser: Browser, name: str) -> None:
    """Hold the conversation of the picture *name* and keep what the page looks like then."""
    viewport, scale = PICTURES[name]
    page = await browser.new_page(viewport=viewport, device_scale_factor=scale, locale="ko-KR")
    await page.goto(sys.argv[1] if len(sys.argv) > 1 else ADDRESS)
    for count, saying in enumerate(SAYINGS, 1):
        await page.get_by_test_id("composer").fill(saying)
        await page.keyboard.press("Enter")
        await page.get_by_test_id("message-companion").nth(count - 1).wait_for()
        await page.locator('#status[data-state="here"]').wait_for()
    # The face and the colours have faded to their last once no animation runs.
    await page.wait_for_function("() => document.getAnimations().length === 0")
    await page.screenshot(path=Path(__file__).parent / name)
    await page.close()


if __name__ == "__main__":
    asyncio.run(main())
