"""Bugs of the pictures: what is drawn somewhere else than it belongs, or breaks the file it stands in."""

CHARTS = ["teach/test_charts.py"]
FOLDER = "teach/pictures/"
TESTS = {
    FOLDER + name: CHARTS
    for name in ("activation.py", "boundary.py", "chart_svg.py", "chart_text.py", "contour.py", "history.py", "labels.py", "letters.py", "picture.py", "scales.py", "svg.py")
}

BUGS = [
    ("names are not escaped", FOLDER + "svg.py", "escape(clean(text))", "clean(text)"),
    ("control characters in names", FOLDER + "labels.py", 'c if c.isprintable() else "?"', "c"),
    ("coordinates with all their digits", FOLDER + "svg.py", 'text = "%.1f" % value', "text = repr(float(value))"),
    ("a curve upside down", FOLDER + "chart_svg.py", "self.bottom - self.height * self.panel.y.place(value)", "self.top + self.height * self.panel.y.place(value)"),
    ("epochs counted from 0", FOLDER + "history.py", "enumerate(values, 1)], style)", "enumerate(values, 0)], style)"),
    ("the best epoch is the last but one", FOLDER + "history.py", "values.index(min(values)) + 1", "values.index(min(values))"),
    ("the lowest loss instead of the epoch kept", FOLDER + "history.py", "int(said.group(1)) if said else", "int(said.group(1)) if not history else"),
    ("the stop is not marked", FOLDER + "history.py", "    if history.stopped:\n        marks", "    if not history.stopped:\n        marks"),
    ("never a logarithmic scale", FOLDER + "scales.py", "low > 0 and log10(high / low) > DECADES", "low > 1e9"),
    ("ticks beside round numbers", FOLDER + "scales.py", "values = [round(k * step, decimals + 2)", "values = [round(k * step + step / 3, decimals + 2)"),
    ("ticks beyond the end", FOLDER + "scales.py", "range(first, last + 1)]\n        large", "range(first, last + 2)]\n        large"),
    ("the derivative is the function", FOLDER + "activation.py", "(activation.function, activation.derivative)", "(activation.function, activation.function)"),
    ("jumps are joined", FOLDER + "activation.py", "JUMP = 0.3", "JUMP = 3.0"),
    ("the plane upside down", FOLDER + "boundary.py", "[y.value(1 - place) for place in middles]", "[y.value(place) for place in middles]"),
    ("x and y swapped", FOLDER + "boundary.py", "[[across, up] for across in xs]", "[[up, across] for across in xs]"),
    ("classes swapped in the field", FOLDER + "boundary.py", "cells.append([(k, shade", "cells.append([(1 - k, shade"),
    ("the right ones are ringed", FOLDER + "boundary.py", "if label == k != answer", "if label == k == answer"),
    ("the border half a cell beside", FOLDER + "boundary.py", "middles = [(k + 0.5) / CELLS", "middles = [(k + 0.0) / CELLS"),
    ("contours cross at the wrong end", FOLDER + "contour.py", "share = height / (height - height2)", "share = height2 / (height2 - height)"),
    ("Unicode where ASCII was asked for", FOLDER + "picture.py", "return text if unicode else ascii_only(text)", "return text"),
    ("colour that was not asked for", FOLDER + "letters.py", "if not self.color or style == PLAIN", "if style == PLAIN"),
    ("lines of more columns than asked for", FOLDER + "chart_text.py", "inner = min(width - margin - 1,", "inner = min(width,"),
    ("legend lines are too long", FOLDER + "chart_text.py", "if lines and room + 3 + length <= width", "if lines"),
]  # fmt: skip
