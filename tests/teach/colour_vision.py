"""Colours as colour-blind readers see them, how far apart two of them are, and how they stand out from their background.

Source: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency,
        IEEE Transactions on Visualization and Computer Graphics 15(6), 2009, pp. 1291-1298: the matrices of severity 1.0, for linear RGB
        IEC 61966-2-1 (sRGB); CIE 1976 L*a*b*, white D65; contrast: W3C, Web Content Accessibility Guidelines 2.1, "contrast ratio"
"""

from math import dist

VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector)) for row in matrix]


def channels(colour):
    """Return the three numbers, 0 to 255, of a colour such as #0072b2."""
    return [int(colour[k : k + 2], 16) for k in (1, 3, 5)]


def linear(colour):
    """Return a colour as amounts of light."""
    return [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels(colour)]


def seen(colour, vision):
    """Return the light that looks to everybody as the colour looks to these readers."""
    return [min(1.0, max(0.0, c)) for c in times(VISIONS[vision], linear(colour))]


def lab(light):
    """Return L*, a* and b*, in which equal distances look about equally different."""
    x, y, z = [(t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116) for t in [v / w for v, w in zip(times(XYZ, light), WHITE)]]
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(a, b, vision="normal"):
    return dist(lab(seen(a, vision)), lab(seen(b, vision)))


def contrast(a, b):
    darker, lighter = sorted([times(XYZ, linear(colour))[1] for colour in (a, b)])
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour, paper, share):
    """Return a colour through which paper shines."""
    return "#" + "".join("%02x" % round(share * c + (1 - share) * p) for c, p in zip(channels(colour), channels(paper)))


def terminal(number):
    """Return a colour of the terminal's table of 256, from 16 on: a cube of six steps, then greys."""
    steps = (0, 95, 135, 175, 215, 255)
    n = number - 16
    parts = [8 + 10 * (number - 232)] * 3 if number >= 232 else [steps[n // 36], steps[n // 6 % 6], steps[n % 6]]
    return "#%02x%02x%02x" % tuple(parts)
