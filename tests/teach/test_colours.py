"""Colours of the pictures: colour-blind readers can tell them apart, and they stand out from their background.

A step of 2.3 in CIELAB is just seen between two large areas side by side (M. Mahy, L. Van Eycken, A. Oosterlinck, Evaluation of Uniform
Color Spaces Developed after the Adoption of CIELAB and CIELUV, Color Research and Application 19(2), 1994). Lines are thin, dots small, and
legends stand apart from what they explain: five such steps are asked of any two of the ten colours, and more of the first, which nearly
every picture uses. 3 to 1 is what the Web Content Accessibility Guidelines 2.1 ask of lines and signs (1.4.11).
"""

import importlib.util
import re
from itertools import combinations
from pathlib import Path

import pytest
from colour_vision import VISIONS, contrast, distance, lab, linear, mixed, terminal

import purenn as nn
from purenn.teach.pictures.boundary import PALEST, STRONGEST, shade
from purenn.teach.pictures.letters import COLOURS
from purenn.teach.pictures.svg import DARK, LIGHT, style_sheet

STEP = 2.3
LEAST = {2: 60.0, 3: 8 * STEP, 5: 6.5 * STEP, 10: 4.8 * STEP}  # how far apart the first two, three, five and ten colours are at least
LEAST_IN_LETTERS = {2: 60.0, 3: 6.5 * STEP, 5: 5 * STEP, 10: 3 * STEP}  # the table has few colours, and each style has a letter of its own
ROOMS = {"light": (LIGHT, "#ffffff"), "dark": (DARK, "#15181d")}
every_room = pytest.mark.parametrize("room", ROOMS)
every_vision = pytest.mark.parametrize("vision", VISIONS)


def nearest(colours, vision):
    """Return the two colours that are most alike, and how far apart they are."""
    return min([(distance(a, b, vision), a, b) for a, b in combinations(colours, 2)])


def too_near(colours, vision, least=LEAST):
    """Return for the first few colours which are nearer than they should be."""
    return [(count, *nearest(colours[:count], vision)) for count in least if nearest(colours[:count], vision)[0] < least[count]]


@every_vision
@every_room
def test_styles_can_be_told_apart(room, vision):
    """Vermilion and dark yellow, which look the same without green cones."""
    assert too_near(ROOMS[room][0], vision) == []


@every_room
def test_styles_stand_out_from_the_paper(room):
    """A pale yellow on white."""
    colours, paper = ROOMS[room]
    assert paper in style_sheet()
    assert [colour for colour in colours if contrast(colour, paper) < 3] == []


@every_room
def test_words_stand_out_from_the_paper(room):
    """4.5 to 1 is what the guidelines ask of small letters (1.4.3)."""
    light, dark = style_sheet().split("@media")
    rules, paper = (light if room == "light" else dark), ROOMS[room][1]
    for kind in ("ink", "soft"):
        (colour,) = re.findall(r"svg\.purenn \.%s \{ fill: (#\w{6})" % kind, rules)
        assert contrast(colour, paper) >= 4.5
        # numbers are written on cells of the confusion matrix, up to half filled
        assert kind == "soft" or all(contrast(colour, mixed(ROOMS[room][0][style], paper, 0.5)) >= 4.5 for style in (0, 1))


@every_vision
@every_room
def test_areas_of_classes_can_be_told_apart(room, vision):
    """Colours through which the paper shines: the strongest of five classes, and of two classes even the palest."""
    colours, paper = ROOMS[room]
    strong, pale = [[mixed(colour, paper, share) for colour in colours] for share in (STRONGEST, PALEST)]
    assert (shade(1.0), shade(0.0)) == (STRONGEST, PALEST)
    assert nearest(strong[:5], vision)[0] >= 2.5 * STEP
    assert nearest(strong[:2], vision)[0] >= 10 * STEP
    assert nearest(pale[:2], vision)[0] >= 2.5 * STEP


@every_vision
def test_letters_of_a_terminal_can_be_told_apart(vision):
    assert too_near([terminal(number) for number in COLOURS], vision, LEAST_IN_LETTERS) == []


def test_letters_of_a_terminal_are_seen_on_black_and_on_white():
    assert [n for n in COLOURS if min(contrast(terminal(n), "#000000"), contrast(terminal(n), "#ffffff")) < 3] == []


@every_vision
def test_the_picture_of_the_readme_can_be_read(vision):
    path = Path(nn.__file__).resolve().parents[1] / "examples" / "two_spirals.py"
    spec = importlib.util.spec_from_file_location("two_spirals", str(path))
    spirals = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(spirals)
    blue, middle, orange = spirals.colour(0.0), spirals.colour(0.5), spirals.colour(1.0)
    assert min(distance(blue, middle, vision), distance(orange, middle, vision)) >= 10 * STEP
    assert distance(blue, orange, vision) >= 20 * STEP
    assert min([distance(spirals.rgb(dot), spirals.colour(p), vision) for dot, p in ((spirals.BLUE, 1.0), (spirals.ORANGE, 0.0))]) >= 20 * STEP


# The measure itself


def test_known_colours_have_their_known_numbers():
    """A matrix transposed, light and its code mixed up."""
    assert lab(linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.02)
    assert lab(linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.02)
    assert lab(linear("#0000ff")) == pytest.approx((32.30, 79.19, -107.86), abs=0.02)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert [terminal(n) for n in (16, 196, 231, 232, 255)] == ["#000000", "#ff0000", "#ffffff", "#080808", "#eeeeee"]


def test_what_colour_blind_readers_mix_up_is_near():
    """Greys stay greys; red and green, and blue and green, come near only to those who lack the cones."""
    for vision in VISIONS:
        assert distance("#808080", "#808080", vision) == 0
        assert all(sum(row) == pytest.approx(1, abs=1e-5) for row in VISIONS[vision])
    assert too_near(["#d55e00", "#b07a00"], "deuteranopia")
    assert distance("#d55e00", "#b07a00", "deuteranopia") < STEP + 1 < distance("#d55e00", "#b07a00") / 5
    assert distance("#0072b2", "#009e73", "tritanopia") < distance("#0072b2", "#009e73") / 3
