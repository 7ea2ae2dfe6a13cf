"""What a machine measures of a page that is drawn: contrast, weight, its order when read aloud."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""By how many pixels a page is wider than its window."""
_OPENED = "document.querySelectorAll('details').forEach(one => { one.open = true })"
LARGE, BOLD, HEAVY = 24, 18.66, 700
"""Pixels from which text is large, and bold text; from which weight it is bold: WCAG 2.2, 1.4.3."""

SAMPLE = (16, 16)
"""Pixels of a text's box that are looked at: the most frequent colour is that behind it."""

_TEXTS = """() => {
  const one = document.createElement("canvas").getContext("2d");
  const channels = colour => {
    one.clearRect(0, 0, 1, 1); one.fillStyle = colour; one.fillRect(0, 0, 1, 1);
    return [...one.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const said = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
  const found = [...document.querySelectorAll("main *")].filter(element =>
    [...element.childNodes].some(said) && element.checkVisibility() &&
    !element.closest("svg, .sr, option, [disabled], [aria-disabled=true]"));
  const texts = found.map(element => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    return {html: element.outerHTML.slice(0, 120), colour: channels(style.color),
      size: parseFloat(style.fontSize), weight: parseInt(style.fontWeight),
      box: [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY]};
  });
  for (const each of document.querySelectorAll("*"))
    each.style.setProperty("color", "transparent", "important");
  return texts.filter(text => text.box[2] > text.box[0] && text.box[3] > text.box[1]);
}"""
_SHOWN_AGAIN = """() => {
  for (const each of document.querySelectorAll("*")) each.style.removeProperty("color");
}"""
_WEIGHT = """() => [...performance.getEntriesByType("navigation"),
  ...performance.getEntriesByType("resource")].filter(one => !/[.]woff2?$/.test(one.name))
  .reduce((all, one) => all + one.encodedBodySize, 0)"""


def violations(page: Page) -> list[str]:
    """What axe finds."""
    options = {"runOnly": {"type": "tag", "values": WCAG}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def too_faint(page: Page) -> list[str]:
    """The texts with too little contrast with what is drawn behind them.

    axe leaves open what lies on a gradient; here each text is measured on the picture of the page.
    """
    texts = page.evaluate(_TEXTS)
    drawn = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.evaluate(_SHOWN_AGAIN)
    found = []
    for text in texts:
        left, top, right, bottom = (round(edge) for edge in text["box"])
        sample = drawn.crop((left, top, right, bottom)).resize(SAMPLE, Image.Resampling.NEAREST)
        behind: Any = max(sample.getcolors() or [])[1]
        large = text["size"] >= LARGE or (text["size"] >= BOLD and text["weight"] >= HEAVY)
        if (contrast := _contrast(tuple(text["colour"]), behind)) < (3 if large else 4.5):
            found.append(f"contrast {contrast:.2f}: {text['html']}")
    return found


def too_wide(page: Page, widths: Iterable[int]) -> dict[int, int]:
    """By how many pixels a page is wider than windows of these widths, with all of it unfolded."""
    page.evaluate(_OPENED)
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        if (over := page.evaluate(OVERFLOW)) > 0:
            found[width] = int(over)
    return found


def weight(page: Page) -> int:
    """Octets that the page and what it loads take on the line, without fonts."""
    return int(page.evaluate(_WEIGHT))


def read_aloud(page: Page) -> list[str]:
    """Landmarks, headings and alerts in the order of the accessibility tree."""
    tree = page.locator("body").aria_snapshot()
    wanted = r"- '?((?:banner|navigation|search|main|complementary|region|heading|alert)\b.*?)'?:?$"
    return [found[1] for line in tree.split("\n") if (found := re.match(wanted, line.strip()))]


def _contrast(one: Any, other: Any) -> float:
    """The contrast ratio of two colours of three channels: WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
