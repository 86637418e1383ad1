"""`shotwright models`: the list, its filters, and all of one model with its sources."""

import pytest

from models.modes import Mode


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOTWRIGHT_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SHOTWRIGHT_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("FAL_KEY", raising=False)
    return tmp_path


def ids(ending) -> set[str]:
    return {model["id"] for model in ending.document["models"]}


def test_the_list_names_models_with_what_they_take_and_cost(shotwright):
    ending = shotwright("models")
    assert ending.status == 0
    row = next(line for line in ending.out.splitlines() if line.startswith("veo-3.1 "))
    for word in (".se.", "4 6 8", "opt", "$0.20-0.60/s", "fal"):
        assert word in row
    assert "(google)" in row  # a provider that is not part of the program yet
    assert "sora" not in ending.out


def test_a_mode_leaves_the_models_that_have_it(shotwright):
    ending = shotwright("models", "--mode", "from-animation", "--json")
    assert {"wan/wan-2.1-vace", "luma/ray-3"} <= ids(ending)
    assert "google/veo-3.1" not in ids(ending)
    assert all(Mode.FROM_ANIMATION in model["modes"] for model in ending.document["models"])


def test_a_provider_leaves_the_models_it_runs(shotwright):
    found = ids(shotwright("models", "--provider", "comfyui", "--json"))
    assert found == {
        "bfl/flux-control-depth", "lightricks/ltx-2", "wan/wan-2.1-vace", "wan/wan-2.2-i2v",
    }  # fmt: skip
    ending = shotwright("models", "--provider", "comfy")
    assert ending.status == 2
    assert "comfyui" in ending.err


def test_retired_models_are_listed_when_asked(shotwright):
    ending = shotwright("models", "--all")
    row = next(line for line in ending.out.splitlines() if line.startswith("sora-2 "))
    assert row.endswith("retired 2026-09-24")


@pytest.mark.parametrize("words", [("show", "veo-3.1"), ("google/veo-3.1",)])
def test_one_model_is_told_with_the_source_of_every_fact(shotwright, words):
    ending = shotwright("models", *words)
    assert ending.status == 0
    assert "fal-ai/veo3.1/first-last-frame-to-video" in ending.out
    assert "$0.40 a second (with audio)" in ending.out
    assert "no key yet: shotwright keys" in ending.out
    assert "google (no provider for it is installed)" in ending.out
    assert "https://fal.ai/models/fal-ai/veo3.1/llms.txt" in ending.out
    unconfirmed = next(line for line in ending.out.splitlines() if line.startswith("gm-veo"))
    assert " no " in unconfirmed


def test_a_retired_model_tells_what_to_use_instead(shotwright):
    ending = shotwright("models", "sora-2")
    assert "retired 2026-09-24" in ending.out
    assert "google/veo-3.1" in ending.out


def test_an_unknown_model_is_a_mistake_and_the_nearest_is_offered(shotwright):
    ending = shotwright("models", "kling-3pro")
    assert ending.status == 2
    assert "kling-3-pro" in ending.err


def test_a_broken_card_of_the_user_s_is_a_warning_and_the_list_goes_on(shotwright, own_folders):
    folder = own_folders / "config" / "models" / "acme"
    folder.mkdir(parents=True)
    (folder / "one.toml").write_text('id = "acme/one"\nvender = "Acme"\n')
    ending = shotwright("models")
    assert ending.status == 0
    assert "veo-3.1" in ending.out
    assert "one.toml" in ending.err
    assert "did you mean 'vendor'?" in ending.err


def test_the_document_holds_every_fact_and_whether_a_route_can_run(shotwright):
    (model,) = shotwright("models", "veo-3.1", "--json").document["models"]
    routes = {route["provider"]: route for route in model["modes"]["start-frame"]}
    assert routes["fal"]["registered"] is True
    assert routes["google"]["registered"] is False
    assert routes["fal"]["durations"]["seconds"] == [4.0, 6.0, 8.0]
    assert model["sources"]["gm-veo"]["confirmed"] is False


def test_models_are_ranked_for_a_shot_with_reasons(shotwright, film):
    shot = ("--shot", "010", "--project", film, "--mode", "start-end", "--sound")
    ending = shotwright("models", *shot, "--json")
    assert ending.status == 0, ending.err
    ranked = ending.document["ranked"]
    scores = [entry["score"] for entry in ranked]
    assert scores == sorted(scores, reverse=True)
    assert any("sound" in reason for reason in ranked[0]["reasons"])
    assert "first and last frame" in shotwright("models", *shot).out


def test_a_ranked_model_past_its_end_is_never_said_to_be_still_before_it(shotwright, film):
    shot = ("--shot", "010", "--project", film, "--mode", "start-end")
    ranked = {r["model"]: r for r in shotwright("models", *shot, "--json").document["ranked"]}
    assert "has passed" in ranked["kling/kling-2.1-pro"]["warning"]
    assert ranked["kling/kling-3-pro"]["warning"] is None
    told = " ".join(shotwright("models", *shot).out.split())
    assert "past its end 2026-09-15" in told
    assert "about to" not in told


def test_a_shot_that_is_unknown_is_a_mistake(shotwright, film):
    assert shotwright("models", "--shot", "999", "--project", film).status == 2
    assert shotwright("models", "veo-3.1", "--shot", "010", "--project", film).status == 2
