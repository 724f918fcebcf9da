"""Where containers run: the Docker that this machine has, with AWS's own image, or else a daemon for this one purpose.

The private daemon is for Linux machines where no daemon answers or no image can be pulled, as in a sandbox without a network. It needs root,
keeps to a bridge of its own, touches neither firewall nor forwarding, and is gone at the end. Its base image is made of busybox and this
machine's C library, which is enough for a Rust function; AWS's image has other versions of both.
"""

import contextlib
import io
import ipaddress
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from pathlib import Path

import docker

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / ".tools" / "docker"
ARCHITECTURES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}
ARCHITECTURE = ARCHITECTURES.get(platform.machine().lower(), "x86_64")
# SAM looks for this name, and adds its runtime interface emulator.
BASE_IMAGE = f"public.ecr.aws/lambda/provided:al2023-{ARCHITECTURE}"

BRIDGE = "pagetally0"
# Private networks that Docker takes too; the first that this machine has no route to is taken.
NETWORKS = [ipaddress.ip_network(f"172.{second}.0.0/24") for second in range(17, 32)]

# What SAM runs in the image to add its emulator, and what functions ask of the system.
COMMANDS = ["sh", "mv", "chmod", "cp", "rm", "mkdir", "ls", "cat"]
LIBRARIES = ["libc.so.6", "libm.so.6", "libgcc_s.so.1", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libresolv.so.2"]
LIBRARIES += ["libnss_dns.so.2", "libnss_files.so.2"]
LOADERS = {"x86_64": "/lib64/ld-linux-x86-64.so.2", "arm64": "/lib/ld-linux-aarch64.so.1"}
FILES = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\n",
    "etc/group": "root:x:0:\n",
    "etc/nsswitch.conf": "hosts: files dns\n",
}
FOLDERS = ["bin", "usr/bin", "tmp", "opt", "root", "var/task", "var/runtime", "var/rapid"]
SETTINGS = [
    "ENV PATH=/bin:/usr/bin",
    "ENV LD_LIBRARY_PATH=/var/task/lib:/opt/lib",
    "ENV LAMBDA_TASK_ROOT=/var/task",
    "ENV LAMBDA_RUNTIME_DIR=/var/runtime",
    "WORKDIR /var/task",
]


class Unable(Exception):
    """Containers cannot run here, and why."""


@contextlib.contextmanager
def containers():
    """Makes sure that containers run, by DOCKER_HOST where the default would not do. Yields this machine's address for them."""
    # So that a killed run ends what it started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    address = installed()
    if address:
        yield address
        return
    with private_daemon() as address:
        yield address


def installed():
    """The address of this machine for the containers of the installed Docker; none where it does not answer or lacks the image."""
    host = os.environ.get("DOCKER_HOST") or context_host()
    try:
        client = docker.DockerClient(base_url=host) if host else docker.from_env()
        client.ping()
    except docker.errors.DockerException:
        return None
    try:
        client.images.get(BASE_IMAGE)
    except docker.errors.ImageNotFound:
        say(f"pulling {BASE_IMAGE}")
        try:
            client.images.pull(BASE_IMAGE)
        except (docker.errors.DockerException, OSError) as err:
            say(f"the installed Docker cannot pull it: {err}")
            return None
    if host:
        os.environ["DOCKER_HOST"] = host
    if "Docker Desktop" in client.info().get("OperatingSystem", ""):
        return "host.docker.internal"
    networks = client.networks.get("bridge").attrs["IPAM"]["Config"]
    return next((network["Gateway"] for network in networks if "Gateway" in network), "172.17.0.1")


def context_host():
    """The address of the docker command's current context, which libraries do not read."""
    if not shutil.which("docker"):
        return None
    command = ["docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() or None


@contextlib.contextmanager
def private_daemon():
    """A daemon that lives as long as this block, known by DOCKER_HOST. Yields this machine's address for its containers."""
    if platform.system() != "Linux" or os.geteuid() != 0:
        raise Unable(
            "No Docker daemon answers that has or can pull the image of Lambda's runtime. "
            "Start Docker (as root on Linux a private daemon would do)."
        )
    missing = [name for name in ("dockerd", "busybox", "ip") if not shutil.which(name)]
    if missing:
        raise Unable(f"A private Docker daemon needs {', '.join(missing)}; on Debian: docker.io busybox-static iproute2 iptables.")

    run = Path(tempfile.mkdtemp(prefix="pagetally-docker-", dir="/run" if os.access("/run", os.W_OK) else None))
    host = f"unix://{run}/docker.sock"
    # Nothing is kept: an image of yesterday's C library would not do for today's.
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    if subprocess.run(["ip", "link", "show", BRIDGE], capture_output=True, check=False).returncode == 0:
        raise Unable(f"The network {BRIDGE} is there: another run uses it, or `ip link del {BRIDGE}` removes what is left of one.")
    network = free_network()
    address = str(network[1])
    subprocess.run(["ip", "link", "add", BRIDGE, "type", "bridge"], check=True)
    daemon = None
    try:
        subprocess.run(["ip", "address", "add", f"{address}/{network.prefixlen}", "dev", BRIDGE], check=True)
        subprocess.run(["ip", "link", "set", BRIDGE, "up"], check=True)
        command = ["dockerd", "--host", host, "--pidfile", run / "pid", "--data-root", DATA / "data", "--exec-root", run]
        command += ["--bridge", BRIDGE, "--iptables=false", "--ip6tables=false", "--ip-forward=false", "--ip-masq=false"]
        # Works on every file system, and the images are small.
        command += ["--storage-driver", "vfs"]
        with open(DATA / "log", "w") as log:
            # In a session of its own: Ctrl-C is for what runs in containers, which needs the daemon until it has ended.
            daemon = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        wait_for(host, daemon)
        say("a private Docker daemon runs")
        import_base_image(host)
        before = os.environ.get("DOCKER_HOST")
        os.environ["DOCKER_HOST"] = host
        try:
            yield address
        finally:
            if before is None:
                del os.environ["DOCKER_HOST"]
            else:
                os.environ["DOCKER_HOST"] = before
    finally:
        if daemon:
            daemon.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                daemon.wait(20)
        subprocess.run(["ip", "link", "del", BRIDGE], check=False)
        shutil.rmtree(run, ignore_errors=True)


def free_network():
    """A network for the bridge that this machine does not reach otherwise."""
    routes = json.loads(subprocess.run(["ip", "-4", "-json", "route"], check=True, capture_output=True).stdout)
    taken = [ipaddress.ip_network(route["dst"]) for route in routes if route["dst"] != "default"]
    free = [network for network in NETWORKS if not any(network.overlaps(other) for other in taken)]
    if not free:
        raise Unable("All networks from 172.17.0.0 to 172.31.0.0 are taken, and a private Docker daemon needs one.")
    return free[0]


def wait_for(host, daemon):
    for _ in range(300):
        with contextlib.suppress(docker.errors.DockerException):
            docker.DockerClient(base_url=host).ping()
            return
        if daemon.poll() is not None:
            break
        time.sleep(0.1)
    raise Unable(f"The Docker daemon does not start; {DATA / 'log'} ends with:\n" + "".join((DATA / "log").open().readlines()[-5:]))


def import_base_image(host):
    """Puts a base image under the name of AWS's."""
    api = docker.APIClient(base_url=host)
    api.import_image_from_data(base_image(), repository=BASE_IMAGE.partition(":")[0], tag=BASE_IMAGE.partition(":")[2], changes=SETTINGS)


def base_image():
    """The files of a system that can run a Rust function, as a tar."""
    tar_bytes = io.BytesIO()
    libraries = Path(f"/lib/{platform.machine()}-linux-gnu")
    if not libraries.is_dir():
        libraries = Path("/lib64")
    with tarfile.open(fileobj=tar_bytes, mode="w", dereference=True) as tar:
        for folder in FOLDERS:
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o1777 if folder == "tmp" else 0o755
            tar.addfile(entry)
        tar.add(shutil.which("busybox"), "bin/busybox")
        for command in COMMANDS:
            entry = tarfile.TarInfo(f"bin/{command}")
            entry.type, entry.linkname = tarfile.SYMTYPE, "busybox"
            tar.addfile(entry)
        for library in LIBRARIES:
            if (libraries / library).exists():
                tar.add(libraries / library, str(libraries / library)[1:])
        loader = LOADERS[ARCHITECTURE]
        tar.add(loader, loader[1:])
        for name, text in FILES.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text.encode()))
    return tar_bytes.getvalue()


@contextlib.contextmanager
def reachable(port, address):
    """Lets containers reach this machine's `port` at `address`, also where it is open on localhost alone. Yields host and port for them."""
    if address == "host.docker.internal" or answers(address, port):
        yield f"{address}:{port}"
        return
    with socket.create_server((address, port)) as server:
        threading.Thread(target=relay, args=(server, port), daemon=True).start()
        yield f"{address}:{port}"


def answers(address, port):
    with contextlib.suppress(OSError), socket.create_connection((address, port), timeout=2):
        return True
    return False


def relay(server, port):
    """Hands each connection on to localhost."""
    while True:
        try:
            outside, _ = server.accept()
        except OSError:
            return  # Closed: nobody needs it any more.
        try:
            inside = socket.create_connection(("127.0.0.1", port))
        except OSError:
            outside.close()
            continue
        for source, target in ((outside, inside), (inside, outside)):
            threading.Thread(target=pump, args=(source, target), daemon=True).start()


def pump(source, target):
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def say(text):
    print(text, file=sys.stderr, flush=True)
