"""Starts and stops the servers that the scripts beside this file measure, and reads what /proc says of them."""
import os, resource, signal, socket, subprocess, sys, time


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def allow_many_files():  # inherited by whatever is started from here
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def start(command, port):
    """Starts the command, {port} in it replaced; returns the process, and the seconds from its start until it listened."""
    words = [word.replace("{port}", str(port)) for word in command]
    begun = time.perf_counter()
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while time.perf_counter() - begun < 60:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process, time.perf_counter() - begun
        except OSError:
            if process.poll() is not None:
                sys.exit(f"{' '.join(words)} ended with {process.returncode}")
            time.sleep(0.0005)
    process.kill()
    sys.exit(f"{' '.join(words)} does not listen on {port}")


def stop(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def pid_of(process):
    """The server's own process: `dotnet run` and shells start it as a child."""
    pid = process.pid
    while children := open(f"/proc/{pid}/task/{pid}/children").read().split():
        pid = int(children[-1])
    return pid


def kilobytes(pid, file, key):
    """One line of /proc/PID/status (VmRSS) or /proc/PID/smaps_rollup (Pss)."""
    with open(f"/proc/{pid}/{file}") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(key + ":"))


def machine():
    with open("/proc/cpuinfo") as lines:
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
    return {"cores": os.cpu_count(), "processor": model, "kernel": os.uname().release}
