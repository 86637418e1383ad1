"""Where ComfyUI is: addresses as people write them, and what is none."""

import pytest

from models.errors import ProviderError
from models.providers.comfyui import ComfyUI


@pytest.mark.parametrize(
    ("text", "host"),
    [("render-box:8188", "render-box:8188"), ("http://10.0.0.7:8188/", "10.0.0.7:8188"),
     (" https://gpu.test/comfy/ ", "gpu.test"), ("[::1]:8188", "[::1]:8188")],
)  # fmt: skip
def test_the_address_of_a_server_may_be_written_short(text: str, host: str) -> None:
    assert ComfyUI(text).hosts == {host}


@pytest.mark.parametrize(
    "text", ["ftp://x", "http://", "http://me:hunter2@x:1", "http://x?y=1", "a b", "x:port"]
)
def test_what_is_no_address_of_a_server_is_said(text: str) -> None:
    with pytest.raises(ProviderError, match="SHOTWRIGHT_COMFYUI") as told:
        ComfyUI(text)
    assert "hunter2" not in str(told.value)
