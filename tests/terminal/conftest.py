from collections.abc import Iterator
from functools import cache

import pytest
from prompt_toolkit.key_binding.defaults import load_key_bindings


@pytest.fixture(scope="session", autouse=True)
def prepared_key_bindings() -> Iterator[None]:
    """The key bindings that each prompt comes with, made once: prompt_toolkit makes these hundreds anew for each.

    That takes most of the time of a prompt in this process; what runs in a terminal of its own has them as they are.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("prompt_toolkit.application.application.load_key_bindings", cache(load_key_bindings))
        yield
