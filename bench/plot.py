#!/usr/bin/env python3
"""Draws what scale.py measured, as pictures for the documentation.

    plot.py [--to docs/pictures] FILE.json ...

A file is one server; several are drawn beside each other. Needs matplotlib (Debian's python3-matplotlib, or `pip install matplotlib`).
The same files give the same bytes with the same matplotlib, so that a picture changes only when a figure does. Points of which a run lost something
are left out. The colours are of middle brightness and the background is transparent: to be read on white and on black.
"""
import argparse, json, os, sys

try:
    import matplotlib
except ImportError:
    sys.exit("plot.py draws with matplotlib, which is not here: apt install python3-matplotlib")
matplotlib.use("svg")
from matplotlib import pyplot
from matplotlib.ticker import FuncFormatter, LogLocator

GREY = "#7d8590"
COLOURS = ("#2f81f7", "#d9730d", "#2da44e", "#bf5af2")
MARKS = ("o", "s", "^", "D")
matplotlib.rcParams.update({
    "svg.hashsalt": "linechat", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10,
    "text.color": GREY, "axes.labelcolor": GREY, "axes.edgecolor": GREY, "xtick.color": GREY, "ytick.color": GREY,
    "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False, "axes.titlesize": 11, "axes.titlelocation": "left",
    "grid.color": GREY, "grid.alpha": 0.25,
})


class Picture:
    def __init__(self, title, x, y, yscale="log"):
        self.figure, self.axes = pyplot.subplots(figsize=(6.4, 3.4), layout="constrained")
        self.axes.set(title=title, xlabel=x, ylabel=y, xscale="log", yscale=yscale)
        self.axes.grid(True)
        self.shown, self.at = 0, set()

    def line(self, label, points, x, figure, scale=1.0):
        """The median of a figure over x, with its lowest and highest; nothing where every run was lost."""
        points = sorted((p for p in points if not p["lost"] and figure in p["figures"]), key=lambda p: p[x])
        if not points:
            return []
        xs, values = [p[x] for p in points], [p["figures"][figure] for p in points]
        median = [v["median"] * scale for v in values]
        spread = [[(v["median"] - v["low"]) * scale for v in values], [(v["high"] - v["median"]) * scale for v in values]]
        colour, mark = COLOURS[self.shown % len(COLOURS)], MARKS[self.shown % len(MARKS)]
        self.axes.errorbar(xs, median, yerr=spread, label=label, color=colour, marker=mark, markersize=4, linewidth=1.5, capsize=2)
        self.shown += 1
        self.at |= set(xs)
        return list(zip(xs, median))

    def save(self, path):
        if self.shown:
            number = FuncFormatter(lambda value, _: f"{value:,.10g}")
            self.axes.set_xticks(sorted(self.at), minor=False)
            self.axes.minorticks_off()
            if self.axes.get_yscale() == "log":
                self.axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            else:
                self.axes.set_ylim(bottom=0)
            self.axes.xaxis.set_major_formatter(number)
            self.axes.yaxis.set_major_formatter(number)
            self.axes.legend(loc="best", fontsize=9)
            self.figure.savefig(path, transparent=True, metadata={"Date": None})
            print(path)
        pyplot.close(self.figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "pictures"))
    parser.add_argument("files", nargs="+", metavar="FILE.json")
    options = parser.parse_args()
    os.makedirs(options.to, exist_ok=True)
    servers = [json.load(open(file)) for file in options.files]

    def of(server, sweep, **wanted):
        return [p for p in server["points"] if p["sweep"] == sweep and all(p.get(k) == v for k, v in wanted.items())]

    def name(server, rest=""):
        return ", ".join(part for part in (server["name"] if len(servers) > 1 else "", rest) if part) or server["name"]

    def to(file):
        return os.path.normpath(os.path.join(options.to, file))

    members = Picture("What a delivery costs, 64-byte lines", "members", "µs of CPU")
    size = Picture("What a delivery costs, 64 lines in flight", "bytes a line", "µs of CPU")
    authors = Picture("What a delivery costs, 1,000 members, 64 lines in flight", "authors", "µs of CPU", yscale="linear")
    storm = Picture("Until everybody has heard of everybody", "who sign on at once", "seconds")
    idle = Picture("What a silent member holds", "members", "KB", yscale="linear")
    for server in servers:
        for window, words in ((1, "one line in flight"), (64, "64 lines in flight")):
            members.line(name(server, words), of(server, "members", window=window), "clients", "server_cpu_us_per_delivery")
        for clients in (100, 1000):
            size.line(name(server, f"{clients:,} readers"), of(server, "size", clients=clients), "size", "server_cpu_us_per_delivery")
        authors.line(name(server), of(server, "authors"), "senders", "server_cpu_us_per_delivery")
        measured = storm.line(name(server), of(server, "storm"), "clients", "seconds")
        if measured and server is servers[0]:
            n, last = measured[-1]  # N(N-1)/2 notices have to arrive: what lies above has costs besides
            storm.axes.plot([x for x, _ in measured], [last * x * (x - 1) / (n * (n - 1)) for x, _ in measured], color=GREY, linestyle="--", linewidth=1, label="as N² from the last point")
        idle.line(name(server), of(server, "idle"), "clients", "bytes_per_client", 1 / 1024)

    members.save(to("delivery-by-members.svg"))
    size.save(to("delivery-by-size.svg"))
    authors.save(to("delivery-by-authors.svg"))
    storm.save(to("storm.svg"))
    idle.save(to("memory-by-members.svg"))


main()
