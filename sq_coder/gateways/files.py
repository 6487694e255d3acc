"""Putting bytes on disk so that an earlier file stays whole until the new one is."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from sq_coder.errors import WriteError

_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EFBIG: "the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder does not exist",
    errno.EISDIR: "there is a folder of that name",
    errno.ENAMETOOLONG: "the name is too long",
    # Windows refuses to replace a file that Word or Excel has open with the same error as a forbidden folder.
    errno.EACCES: "it is open in another program such as Word or Excel, or you may not write there",
    errno.EPERM: "it is open in another program such as Word or Excel, or you may not write there",
}

_ROOM = "Make room on the disk, or choose another place."
_DO = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EROFS: "Choose another place.",
    errno.ENOENT: "Make the folder, or choose another place.",
    errno.ENOTDIR: "Make the folder, or choose another place.",
    errno.EISDIR: "Choose another name.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}


def save(path: Path, data: bytes) -> Path:
    """The path, with these bytes in it; written beside it first, so that a full disk harms no earlier file.

    Raises:
        WriteError: the file could not be written; an earlier file of that name is as it was.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        # Short, so that a long name that fits still fits.
        beside = target.with_name(f".{secrets.token_hex(8)}.tmp")
        try:
            _write(beside, data)
            beside.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        why = _WHY.get(error.errno or 0, (error.strerror or type(error).__name__).lower())
        raise WriteError(str(path), why, do=_DO.get(error.errno or 0, "")) from error
    return path


def _write(path: Path, data: bytes) -> None:
    # 0o666 less the umask, as any new file; tempfile's 0o600 would shut out colleagues on a shared drive.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
