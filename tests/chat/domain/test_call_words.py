from chat.domain.call_words import CALL_WORDS, draw_call_word


def test_nobody_is_called_what_somebody_else_is() -> None:
    in_use = set(CALL_WORDS[1:])

    assert draw_call_word(in_use, lambda words: words[0]) == CALL_WORDS[0]


def test_a_bad_evening_does_not_run_out_of_names() -> None:
    in_use = set(CALL_WORDS)
    for _ in range(3):
        word = draw_call_word(in_use, lambda words: words[0])
        assert " " in word
        assert word not in in_use, "also of two put together nobody has the same"
        in_use.add(word)


def test_no_word_stands_twice() -> None:
    assert len(set(CALL_WORDS)) == len(CALL_WORDS)
    assert len(CALL_WORDS) > 100
