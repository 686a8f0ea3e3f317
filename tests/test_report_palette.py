"""Every pair of colours that the pages put on one another can be read (WCAG 2.1: 4.5 to 1)."""

import re

import pytest

from claimx.report.template import colours
from claimx.report.wording import load_wording, read_data

SCHEMES = ("light", "dark")
FAMILIES = sorted(load_wording().families)
PLAIN = [
    (ink, under)
    for ink in ("text", "quiet", "link")
    for under in ("paper", "panel", "raised", "shade")
] + [("paper", "text")]


def luminance(colour):
    assert re.fullmatch("#[0-9a-f]{6}", colour)
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "under"), PLAIN)
def test_letters_can_be_read(scheme, ink, under):
    palette = read_data("palette.toml")[scheme]
    assert contrast(palette[ink], palette[under]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("family", FAMILIES)
def test_labels_of_every_family_can_be_read(scheme, family):
    palette = read_data("palette.toml")[scheme]
    colour = palette["families"][family]
    for under in (colour["tint"], palette["paper"], palette["panel"], palette["shade"]):
        assert contrast(colour["ink"], under) >= 4.5
    assert contrast(palette["text"], colour["tint"]) >= 4.5


def test_the_stylesheet_knows_every_family_in_both_schemes():
    made = colours()
    for family in FAMILIES:
        assert made.count(f"--{family}-ink:") == made.count(f"--{family}-tint:") == 2
