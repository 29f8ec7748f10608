"""Reads forms that send files along."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from quiz.serve.forms import MOST_FIELDS, Form, parts_of

MOST_FILES = 500


def has_files(request: Request) -> bool:
    """Whether a form comes with files."""
    return request.headers.get("content-type", "").startswith("multipart/form-data")


async def upload_of(request: Request, most: int) -> tuple[Form, dict[str, bytes]]:
    """The fields of a form and its files, by their names without folders. HTTPException if it is
    no such form, or longer than `most` bytes. Check who asks before."""
    parts = parts_of(request, most)
    parser = MultiPartParser(request.headers, parts, max_files=MOST_FILES, max_fields=MOST_FIELDS)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise HTTPException(400) from error
    fields: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    for name, value in form.multi_items():
        if not isinstance(value, UploadFile):
            fields.setdefault(name, []).append(value)
        elif value.filename:
            file = PurePosixPath(value.filename.replace("\\", "/")).name
            files[file] = await value.read()
    await form.close()
    return fields, files
