"""A prompt fits the model's limit in the model's unit, and is cut by rank at ends of sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.card import PromptRule
from visualize.prompt.fitting import counted, fitted, shortened
from visualize.prompt.sentences import Sentence, split_sentences

WORDS = st.text(st.sampled_from("abcdefgäß東🎬"), min_size=1, max_size=9)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: " ".join(words) + ".")
SENTENCES = st.lists(
    st.builds(
        Sentence, text=TEXTS, tab=st.just("scene"), about=st.just("x"), rank=st.integers(0, 5)
    ),
    min_size=1,
    max_size=12,
)
INDEPENDENT = {
    "characters": len,
    "utf16-units": lambda text: sum(2 if ord(c) > 0xFFFF else 1 for c in text),
    "utf8-bytes": lambda text: len(bytes(text, "utf8")),
}


@given(TEXTS, st.sampled_from(sorted(INDEPENDENT)))
def test_a_text_is_counted_as_the_model_counts_it(text, unit):
    assert counted(text, unit) == INDEPENDENT[unit](text)


@given(SENTENCES, st.integers(1, 200), st.sampled_from([*sorted(INDEPENDENT), "tokens"]))
def test_a_prompt_never_exceeds_its_limit_and_holds_only_whole_words(sentences, limit, unit):
    result = fitted(sentences, PromptRule(limit=limit, unit=unit))
    assert result.count <= limit
    if unit in INDEPENDENT:
        assert INDEPENDENT[unit](result.text) <= limit
    whole = {word.rstrip(".") for one in sentences for word in one.text.split()}
    assert all(word.rstrip(".") in whole for word in result.text.split())


@given(SENTENCES, st.integers(30, 400))
def test_nothing_kept_ranks_behind_anything_left_out(sentences, limit):
    unique = [
        Sentence(text=f"s{i} {one.text}", tab=None, about="", rank=one.rank)
        for i, one in enumerate(sentences)
    ]
    result = fitted(unique, PromptRule(limit=limit))
    kept = [one for one in unique if one.text in result.text]
    cut = [one for one in unique if one.text in result.cut]
    if kept and cut:
        assert max(one.rank for one in kept) <= min(one.rank for one in cut)
    places = [result.text.index(one.text) for one in kept]
    assert places == sorted(places)


def test_without_a_limit_everything_is_told():
    one = Sentence(text="A box.", tab="scene", about="x", rank=9)
    assert fitted([one, one], PromptRule()).text == "A box. A box."


def test_a_sentence_that_is_too_long_alone_ends_after_a_clause_then_after_a_word():
    text = "Anna sits, under the lamp, and listens."
    assert shortened(text, 30, "characters")[0] == "Anna sits, under the lamp."
    assert shortened("one two three four", 9, "characters") == ("one two.", "three four")
    assert shortened("unbelievable", 5, "characters") == ("", "unbelievable")


@pytest.mark.parametrize(
    ("text", "count"), [("Mr. Hall sits. He waits!", 2), ("At 3.5 m. 24 frames.", 1), ("", 0)]
)
def test_sentences_end_where_a_reader_says(text, count):
    assert len(split_sentences(text)) == count
