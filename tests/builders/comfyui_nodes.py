"""The nodes of a ComfyUI server as its built-in node pages and sources describe them.

Each class: the inputs it needs, those it may have, and how many outputs. An input is a type (a
link to an output), ``INT``, ``FLOAT``, ``STRING``, ``BOOLEAN``, or a list of choices.
"""

from __future__ import annotations

from typing import Any

FILES = {
    "unet": [
        "wan2.1_vace_14B_fp16.safetensors", "wan2.2_i2v_high_noise_14B_fp8_scaled.safetensors",
        "wan2.2_i2v_low_noise_14B_fp8_scaled.safetensors", "flux1-depth-dev.safetensors",
    ],
    "clip": ["umt5_xxl_fp8_e4m3fn_scaled.safetensors", "clip_l.safetensors",
             "t5xxl_fp16.safetensors", "gemma_3_12B_it.safetensors"],
    "vae": ["wan_2.1_vae.safetensors", "ae.safetensors"],
    "checkpoint": ["ltx-2-19b-dev-fp8.safetensors"],
}  # fmt: skip
_SAMPLERS, _SCHEDULERS = ["euler", "uni_pc"], ["simple", "normal"]
_PAIR = {"positive": "CONDITIONING", "negative": "CONDITIONING"}
_SIZE = {"width": "INT", "height": "INT", "length": "INT", "batch_size": "INT"}

NODES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "UNETLoader": (
        {"unet_name": FILES["unet"], "weight_dtype": ["default", "fp8_e4m3fn"]}, {}, ["MODEL"],
    ),
    "CLIPLoader": (
        {"clip_name": FILES["clip"], "type": ["wan", "flux"]}, {"device": ["default", "cpu"]},
        ["CLIP"],
    ),
    "DualCLIPLoader": (
        {"clip_name1": FILES["clip"], "clip_name2": FILES["clip"], "type": ["flux", "sdxl"]},
        {"device": ["default", "cpu"]}, ["CLIP"],
    ),
    "VAELoader": ({"vae_name": FILES["vae"]}, {}, ["VAE"]),
    "CheckpointLoaderSimple": ({"ckpt_name": FILES["checkpoint"]}, {}, ["MODEL", "CLIP", "VAE"]),
    "LTXAVTextEncoderLoader": (
        {"text_encoder": FILES["clip"], "ckpt_name": FILES["checkpoint"],
         "device": ["default", "cpu"]}, {}, ["CLIP"],
    ),
    "LTXVAudioVAELoader": ({"ckpt_name": FILES["checkpoint"]}, {}, ["VAE"]),
    "ModelSamplingSD3": ({"model": "MODEL", "shift": "FLOAT"}, {}, ["MODEL"]),
    "CLIPTextEncode": ({"clip": "CLIP", "text": "STRING"}, {}, ["CONDITIONING"]),
    "LoadImage": ({"image": "FILE"}, {}, ["IMAGE", "MASK"]),
    "LoadVideo": ({"file": "FILE"}, {}, ["VIDEO"]),
    "GetVideoComponents": ({"video": "VIDEO"}, {}, ["IMAGE", "AUDIO", "FLOAT"]),
    "WanVaceToVideo": (
        _PAIR | {"vae": "VAE", "strength": "FLOAT"} | _SIZE,
        {"control_video": "IMAGE", "control_masks": "MASK", "reference_image": "IMAGE"},
        ["CONDITIONING", "CONDITIONING", "LATENT", "INT"],
    ),
    "WanFirstLastFrameToVideo": (
        _PAIR | {"vae": "VAE"} | _SIZE, {"start_image": "IMAGE", "end_image": "IMAGE"},
        ["CONDITIONING", "CONDITIONING", "LATENT"],
    ),
    "KSampler": (
        _PAIR | {"model": "MODEL", "seed": "INT", "steps": "INT", "cfg": "FLOAT",
                 "sampler_name": _SAMPLERS, "scheduler": _SCHEDULERS, "latent_image": "LATENT",
                 "denoise": "FLOAT"}, {}, ["LATENT"],
    ),
    "KSamplerAdvanced": (
        _PAIR | {"model": "MODEL", "add_noise": ["enable", "disable"], "noise_seed": "INT",
                 "steps": "INT", "cfg": "FLOAT", "sampler_name": _SAMPLERS,
                 "scheduler": _SCHEDULERS, "latent_image": "LATENT", "start_at_step": "INT",
                 "end_at_step": "INT", "return_with_leftover_noise": ["disable", "enable"]},
        {}, ["LATENT"],
    ),
    "TrimVideoLatent": ({"samples": "LATENT", "trim_amount": "INT"}, {}, ["LATENT"]),
    "VAEDecode": ({"samples": "LATENT", "vae": "VAE"}, {}, ["IMAGE"]),
    "VAEDecodeTiled": (
        {"samples": "LATENT", "vae": "VAE", "tile_size": "INT", "overlap": "INT",
         "temporal_size": "INT", "temporal_overlap": "INT"}, {}, ["IMAGE"],
    ),
    "CreateVideo": ({"images": "IMAGE", "fps": "FLOAT"}, {"audio": "AUDIO"}, ["VIDEO"]),
    "SaveVideo": (
        {"video": "VIDEO", "filename_prefix": "STRING", "format": ["auto", "mp4"],
         "codec": ["auto", "h264"]}, {}, [],
    ),
    "SaveImage": ({"images": "IMAGE", "filename_prefix": "STRING"}, {}, []),
    "LTXVConditioning": (_PAIR | {"frame_rate": "FLOAT"}, {}, ["CONDITIONING", "CONDITIONING"]),
    "EmptyLTXVLatentVideo": (_SIZE, {}, ["LATENT"]),
    "LTXVPreprocess": ({"image": "IMAGE", "img_compression": "INT"}, {}, ["IMAGE"]),
    "LTXVImgToVideoInplace": (
        {"vae": "VAE", "image": "IMAGE", "latent": "LATENT", "strength": "FLOAT",
         "bypass": "BOOLEAN"}, {}, ["LATENT"],
    ),
    "LTXVEmptyLatentAudio": (
        {"frames_number": "INT", "frame_rate": "INT", "batch_size": "INT", "audio_vae": "VAE"},
        {}, ["LATENT"],
    ),
    "LTXVConcatAVLatent": ({"video_latent": "LATENT", "audio_latent": "LATENT"}, {}, ["LATENT"]),
    "LTXVSeparateAVLatent": ({"av_latent": "LATENT"}, {}, ["LATENT", "LATENT"]),
    "LTXVAudioVAEDecode": ({"samples": "LATENT", "audio_vae": "VAE"}, {}, ["AUDIO"]),
    "LTXVScheduler": (
        {"steps": "INT", "max_shift": "FLOAT", "base_shift": "FLOAT", "stretch": "BOOLEAN",
         "terminal": "FLOAT"}, {"latent": "LATENT"}, ["SIGMAS"],
    ),
    "RandomNoise": ({"noise_seed": "INT"}, {}, ["NOISE"]),
    "CFGGuider": (_PAIR | {"model": "MODEL", "cfg": "FLOAT"}, {}, ["GUIDER"]),
    "KSamplerSelect": ({"sampler_name": _SAMPLERS}, {}, ["SAMPLER"]),
    "SamplerCustomAdvanced": (
        {"noise": "NOISE", "guider": "GUIDER", "sampler": "SAMPLER", "sigmas": "SIGMAS",
         "latent_image": "LATENT"}, {}, ["LATENT", "LATENT"],
    ),
    "FluxGuidance": ({"conditioning": "CONDITIONING", "guidance": "FLOAT"}, {}, ["CONDITIONING"]),
    "InstructPixToPixConditioning": (
        _PAIR | {"vae": "VAE", "pixels": "IMAGE"}, {}, ["CONDITIONING", "CONDITIONING", "LATENT"],
    ),
}  # fmt: skip

_PLAIN = {"INT": int, "FLOAT": (int, float), "STRING": str, "BOOLEAN": bool}


def info(name: str) -> dict[str, Any]:
    """Return what ``/object_info/<name>`` answers."""
    if name not in NODES:
        return {}
    required, optional, outputs = NODES[name]

    def told(inputs: dict[str, Any]) -> dict[str, Any]:
        return {key: [kind] for key, kind in inputs.items()}

    return {name: {"input": {"required": told(required), "optional": told(optional)},
                   "output": outputs, "name": name}}  # fmt: skip


def faults(graph: Any, uploaded: set[str]) -> dict[str, list[dict[str, str]]]:
    """Return what a server finds wrong with a graph, by node, in ComfyUI's own error types."""
    found: dict[str, list[dict[str, str]]] = {}
    for node_id, node in graph.items():
        errors = list(_of_node(graph, node, uploaded))
        if errors:
            found[node_id] = errors
    return found


def _of_node(graph: Any, node: Any, uploaded: set[str]) -> Any:
    required, optional, _ = NODES[node["class_type"]]
    for name in required:
        if name not in node["inputs"]:
            yield {"type": "required_input_missing", "message": "Required input is missing",
                   "details": name}  # fmt: skip
    for name, value in node["inputs"].items():
        kind = {**required, **optional}.get(name)
        if kind is None:
            yield {"type": "unknown_input", "message": "no such input", "details": name}
        elif isinstance(value, list):
            yield from _of_link(graph, name, kind, value)
        elif not _fits(kind, value, uploaded):
            yield {"type": "value_not_in_list", "message": "Value not in list", "details": name}


def _of_link(graph: Any, name: str, kind: Any, link: list[Any]) -> Any:
    outputs = NODES[graph[link[0]]["class_type"]][2]
    if outputs[link[1]] != kind:
        yield {"type": "return_type_mismatch", "message": "Return type mismatch between linked"
               " nodes", "details": f"{name}, received_type({outputs[link[1]]})"}  # fmt: skip


def _fits(kind: Any, value: Any, uploaded: set[str]) -> bool:
    if isinstance(kind, list):
        return value in kind
    if kind == "FILE":
        return value in uploaded
    plain = _PLAIN.get(kind)
    return plain is not None and isinstance(value, plain) and (
        kind == "BOOLEAN" or not isinstance(value, bool)
    )  # fmt: skip
