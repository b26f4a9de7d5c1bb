#!/usr/bin/env python3
"""Measures a line chat server over a range of rooms, and writes the figures as JSON. plot.py makes pictures of them.

    scale.py [--rounds 3] [--only SWEEP[,...]] [--out scale.json] [--name linechat] [--most N] [--load COMMAND] -- COMMAND ...

COMMAND starts the server on 127.0.0.1; {port} in it stands for the port. It must let in as many as there are, and say a line as fast
as it is typed. The sweeps, each point of which is a server started anew:

    members    10 to 19,000 members, with one line in flight and with 64
    size       lines of 16 B to 4 KB, 64 in flight, to 100 and to 1,000 readers
    authors    1, 10 and 100 authors among 1,000 members, 64 lines in flight
    storm      1,000 to 10,000 who sign on at once
    idle       1,000 to 19,000 who are signed on and silent: the memory for each

--most leaves out what is bigger. --load starts the load generator; LineChat.Load is built with `dotnet build -c Release`.

Of each figure the median, the lowest and the highest of the rounds are kept. A run that lost something counts for nothing, nor does a
point with such a run: it is recorded with what the generator said and not drawn. The file is written after each point, and what
stands in it of the same server from earlier runs stays unless it is measured again.
"""
import argparse, json, os, shlex, statistics, subprocess, sys, time
import servers

MEMBERS = (10, 100, 1000, 4000, 10000, 19000)
SIZES = (16, 64, 256, 1024, 4096)
LINE = 64  # bytes
SECONDS = 120  # after which the generator gives up


def fanout(sweep, clients, window, size=LINE, senders=10):
    # Enough for some seconds: a lone line costs a system call for each delivery, of many in flight it is the bytes that count.
    deliveries = 400_000 if window == 1 else min(8_000_000, 2_000_000_000 // size)
    messages = max(60 if window == 1 else 640, min(20_000 * (1 if window == 1 else 4), deliveries // clients))
    return sweep, "fanout", {"clients": clients, "senders": min(senders, clients), "messages": messages, "window": window, "size": size}


POINTS = (
    [fanout("members", n, window) for window in (1, 64) for n in MEMBERS]
    + [fanout("size", n, 64, size) for n in (100, 1000) for size in SIZES]
    + [fanout("authors", 1000, 64, senders=n) for n in (1, 10, 100)]
    + [("storm", "storm", {"clients": n, "marker": "v"}) for n in (1000, 2000, 4000, 10000)]
    + [("idle", "idle", {"clients": n}) for n in (1000, 5000, 10000, 19000)]
)
SWEEPS = list(dict.fromkeys(sweep for sweep, _, _ in POINTS))


def measure(load, command, mode, options):
    port = servers.free_port()
    process, _ = servers.start(command, port)
    try:
        time.sleep(0.5)
        words = load + [mode, "--port", str(port), "--pid", str(servers.pid_of(process)), "--limit", str(SECONDS)]
        for option, value in options.items():
            words += [f"--{option}", str(value)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS * 3)
    except subprocess.TimeoutExpired:
        return None, "the generator did not end"
    finally:
        servers.stop(process)
    if done.returncode == 0:
        return json.loads(done.stdout), None
    return None, (done.stdout + done.stderr).strip() or f"the generator ended with {done.returncode}"


def figures(results, given):
    kept = {}
    for name, value in results[0].items():
        if isinstance(value, (int, float)) and name not in given:
            values = [result[name] for result in results]
            kept[name] = {"median": statistics.median(values), "low": min(values), "high": max(values)}
    return kept


def main():
    words, command = (sys.argv[1:], []) if "--" not in sys.argv else (sys.argv[1:sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(SWEEPS))
    parser.add_argument("--out", default="scale.json")
    parser.add_argument("--name", default="linechat")
    parser.add_argument("--most", type=int, default=MEMBERS[-1])
    parser.add_argument("--load", default="dotnet run -c Release --no-build --project bench/LineChat.Load --", type=shlex.split)
    options = parser.parse_args(words)
    only = options.only.split(",")
    if not command:
        parser.error("what starts the server? (behind --)")
    if not set(only) <= set(SWEEPS):
        parser.error(f"the sweeps are {', '.join(SWEEPS)}")

    servers.allow_many_files()
    points = []
    if os.path.exists(options.out):
        with open(options.out) as file:
            earlier = json.load(file)
        if earlier["name"] != options.name:
            sys.exit(f"{options.out} is of {earlier['name']}: write to another file.")
        points = earlier["points"]

    for sweep, mode, load in POINTS:
        if sweep not in only or load["clients"] > options.most:
            continue
        runs = [measure(options.load, command, mode, load) for _ in range(options.rounds)]
        results = [result for result, _ in runs if result]
        lost = [why for result, why in runs if not result]
        point = {"sweep": sweep, **load, "rounds": options.rounds, "date": time.strftime("%Y-%m-%d"), "lost": lost, "figures": figures(results, load) if results else {}}
        same = lambda other: other["sweep"] == sweep and all(other.get(key) == load.get(key) for key in ("clients", "senders", "window", "size"))
        points = [other for other in points if not same(other)] + [point]
        with open(options.out, "w") as file:
            json.dump({"name": options.name, "command": " ".join(command), **servers.machine(), "points": points}, file, indent=1)
            file.write("\n")
        shown = ("server_cpu_us_per_delivery", "deliveries_per_s", "seconds", "bytes_per_client")
        medians = {name: point["figures"][name]["median"] for name in shown if name in point["figures"]}
        said = ", ".join(f"{name} {value:,.{0 if value > 100 else 3}f}" for name, value in medians.items())
        print(f"{sweep:8} {' '.join(f'{k} {v}' for k, v in load.items()):72} {'LOST' if lost else said}", flush=True)


main()
