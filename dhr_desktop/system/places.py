"""Whether a case may be edited where it lies.

A network share, a stick or a folder that a sync client watches can lose or fork a database behind
our back. There the case opens for reading, and the chair is offered a copy on this laptop.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

SYNC_ROOTS = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "icloud~",
    "mobile documents", "cloudstorage", "box sync", "nextcloud", "pcloud",
)  # fmt: skip
SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer", "DROPBOX_PATH")
NETWORK_SYSTEMS = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "davfs", "fuse.davfs2", "9p", "afpfs",
    "ncpfs", "fuse.rclone", "webdav", "fuse.gvfsd-fuse",
}  # fmt: skip


def why_not_edit(path: Path) -> str:
    """The reason a case here should only be read, as part of a sentence, or "" when it may be edited."""
    resolved = path.resolve()
    if reason := _not_writable(resolved):
        return reason
    if _under_sync_root(resolved):
        return "it lies in a folder that is copied to a cloud service, which can mix up two versions of it"
    if _on_network(resolved):
        return "it lies on a network drive, where a lost connection could damage it"
    if _on_removable(resolved):
        return "it lies on a removable drive, which can be pulled out while it is being written"
    return ""


def _not_writable(path: Path) -> str:
    # The mode bits as well as os.access: an administrator's access ignores a mark the owner meant.
    if path.exists() and (not path.stat().st_mode & stat.S_IWUSR or not os.access(path, os.W_OK)):
        return "the file is marked as read-only"
    folder = path.parent
    if folder.exists() and (not folder.stat().st_mode & stat.S_IWUSR or not os.access(folder, os.W_OK)):
        return "its folder does not allow writing"
    return ""


def _under_sync_root(path: Path) -> bool:
    known = [os.path.normcase(os.environ[name]) for name in SYNC_VARIABLES if os.environ.get(name)]
    whole = os.path.normcase(str(path))
    if any(whole.startswith(root.rstrip("\\/") + os.sep) for root in known):
        return True
    return any(part.lower().startswith(SYNC_ROOTS) for part in path.parts[:-1])


def _on_network(path: Path) -> bool:
    if str(path).startswith("\\\\"):
        return True
    if sys.platform == "win32":
        return _windows_drive_type(path) == 4
    return _mounted_as(path) in NETWORK_SYSTEMS


def _on_removable(path: Path) -> bool:
    if sys.platform == "win32":
        return _windows_drive_type(path) in (2, 5)
    return str(path).startswith(("/media/", "/run/media/", "/Volumes/"))


def _windows_drive_type(path: Path) -> int:
    import ctypes

    return int(getattr(ctypes, "windll").kernel32.GetDriveTypeW(path.anchor))  # noqa: B009 - absent elsewhere


def _mounted_as(path: Path) -> str:
    """The file system type under a path on Linux; "" where it cannot be told, which counts as local."""
    try:
        lines = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        _, at, system, *_ = line.split(" ")
        at = at.replace("\\040", " ")
        if (str(path) + "/").startswith(at.rstrip("/") + "/") and len(at) >= len(best):
            best, kind = at, system
    return kind


SPACE_WARNING_BYTES = 500 * 1024 * 1024


def too_little_space(path: Path) -> bool:
    """Under 500 MB free, or under five times the file."""
    import shutil

    try:
        free = shutil.disk_usage(path.parent).free
        size = path.stat().st_size if path.exists() else 0
    except OSError:
        return False
    return free < max(SPACE_WARNING_BYTES, 5 * size)
