"""The pose presets and hand poses as data: one TOML table each, joint turns in degrees."""
