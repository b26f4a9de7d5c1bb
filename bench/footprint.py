#!/usr/bin/env python3
"""What LineChat and other servers take before anybody talks: time to start, memory, size of the program, memory for an idle connection.

    footprint.py [--starts 10] [--connections 1000] [--only NAME[,...]] [--json FILE] [--kestrel COMMAND] -- COMMAND ...

COMMAND starts LineChat on 127.0.0.1, by its own program (not `dotnet run`, whose start would be measured too); {port} in it stands for
the port. Beside it are measured, as far as they are installed or built:

    kestrel    bench/LineChat.Peer.Kestrel      dotnet build -c Release
    nats       nats-server                      Debian package nats-server
    redis      redis-server                     Debian package redis-server
    ngircd     ngircd                           Debian package ngircd

Printed is a Markdown table. The columns:

    start      from starting the process until a connection is accepted, tried every half millisecond; median of the starts
    RSS, PSS   of the last start, two seconds after it. PSS counts a page that several processes share by each one's part
    program    what is run: one file with what it is linked to left out, or all the files of a .NET program beside the runtime
    a member   what RSS grew by with the connections, divided by them, two seconds after the last has signed on and heard of the others
               (nats, redis: subscribed). What is garbage by then and not yet collected is in it
"""
import argparse, json, os, selectors, shlex, shutil, socket, statistics, sys, tempfile, time
import servers

HERE = os.path.dirname(os.path.abspath(__file__))
KESTREL = os.path.join(HERE, "LineChat.Peer.Kestrel", "bin", "Release", "net10.0", "LineChat.Peer.Kestrel")
REST = 2  # seconds
NGIRCD = """[Global]
Name = irc.example.net
Info = footprint
Listen = 127.0.0.1
Ports = {port}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
"""


def line_client(number):
    return b"u%d\r\n" % number


def nats_client(_):
    return b'CONNECT {"verbose":false}\r\nSUB chat 1\r\n'


def redis_client(_):
    return b"SUBSCRIBE chat\r\n"


def irc_client(number):
    return b"NICK u%d\r\nUSER u 0 * :u\r\nJOIN #chat\r\n" % number


def systems(linechat, kestrel, port, directory):
    """Name, the command, what a client says, and whether it waits to be spoken to."""
    configuration = os.path.join(directory, "ngircd.conf")
    with open(configuration, "w") as file:
        file.write(NGIRCD.replace("{port}", str(port)))
    os.chmod(directory, 0o755)  # ngircd reads it as the user it becomes
    yield "linechat", linechat, line_client, True
    yield "kestrel", kestrel, line_client, True
    yield "nats", ["nats-server", "-a", "127.0.0.1", "-p", "{port}"], nats_client, True
    yield "redis", ["redis-server", "--port", "{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], redis_client, False
    yield "ngircd", ["ngircd", "--nodaemon", "--config", configuration], irc_client, False


def found(command):
    return shutil.which(command[0]) or shutil.which(command[0], path="/usr/local/sbin:/usr/sbin:/sbin")


def program(command):
    """The bytes of what is run, and what it needs besides."""
    file = next((word for word in command if word.endswith(".dll")), os.path.realpath(command[0]))
    settings = os.path.splitext(file)[0] + ".runtimeconfig.json" if file.endswith(".dll") else file + ".runtimeconfig.json"
    if not os.path.exists(settings):
        return os.path.getsize(file), ""
    size = sum(os.path.getsize(os.path.join(path, name)) for path, _, names in os.walk(os.path.dirname(file)) for name in names if not name.endswith((".pdb", ".xml")))
    with open(settings) as opened:
        return size, "" if "includedFrameworks" in json.load(opened)["runtimeOptions"] else " + .NET"


def connect(port, count, says, waits):
    """Signs so many on, one after the other (in a burst ngircd takes a second for ten), and hears them out until nothing has come for half a second."""
    selector, opened, answered = selectors.DefaultSelector(), [], 0
    quiet = time.time()
    while len(opened) < count or time.time() - quiet < 0.5:
        if len(opened) == answered < count:
            client = socket.create_connection(("127.0.0.1", port), 10)
            client.setblocking(False)
            if not waits:
                client.send(says(answered))
            selector.register(client, selectors.EVENT_READ, answered)
            opened.append(client)
        for key, _ in selector.select(0.05):
            if not key.fileobj.recv(1 << 16):
                sys.exit(f"connection {key.data} was closed")
            if key.data == answered:
                if waits:
                    key.fileobj.send(says(answered))
                answered += 1
            quiet = time.time()
    return opened


def measure(command, port, says, waits, starts, connections):
    times = []
    for left in reversed(range(starts)):
        process, seconds = servers.start(command, port)
        times.append(seconds * 1000)
        if left:
            servers.stop(process)
    time.sleep(REST)
    pid = servers.pid_of(process)
    rss, pss = servers.kilobytes(pid, "status", "VmRSS"), servers.kilobytes(pid, "smaps_rollup", "Pss")
    opened = connect(port, connections, says, waits)
    time.sleep(REST)
    grown = servers.kilobytes(pid, "status", "VmRSS") - rss
    process.kill()
    process.wait()
    for client in opened:
        client.close()
    size, besides = program(command)
    return {"start_ms": statistics.median(times), "start_ms_low": min(times), "start_ms_high": max(times), "rss_kb": rss, "pss_kb": pss,
            "program_bytes": size, "besides": besides.strip(" +"), "bytes_per_connection": grown * 1024 / connections}


def main():
    words, linechat = (sys.argv[1:], []) if "--" not in sys.argv else (sys.argv[1:sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--only", default="")
    parser.add_argument("--json")
    parser.add_argument("--kestrel", default=shlex.join([KESTREL, "--port", "{port}"]), type=shlex.split)
    options = parser.parse_args(words)
    if not linechat:
        parser.error("what starts LineChat? (behind --)")

    servers.allow_many_files()
    measured = {}
    print("| | start | RSS | PSS | program | a member |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        port = servers.free_port()
        for name, command, says, waits in systems(linechat, options.kestrel, port, directory):
            if options.only and name not in options.only.split(",") or not found(command):
                continue
            command = [found(command)] + command[1:]
            row = measured[name] = measure(command, port, says, waits, options.starts, options.connections)
            besides = f" + {row['besides']}" if row["besides"] else ""
            print(f"| {name} | {row['start_ms']:.0f} ms | {row['rss_kb'] / 1024:.1f} MB | {row['pss_kb'] / 1024:.1f} MB "
                  f"| {row['program_bytes'] / 1e6:.1f} MB{besides} | {row['bytes_per_connection'] / 1024:.1f} KB |", flush=True)
    if options.json:
        with open(options.json, "w") as file:
            json.dump({**servers.machine(), "date": time.strftime("%Y-%m-%d"), "starts": options.starts, "connections": options.connections, "systems": measured}, file, indent=1)
            file.write("\n")


main()
