"use strict";

const SPEEDS = [0.25, 0.5, 1, 2];
const FASTEST = 4;

/**
 * The controls of whatever plays in frames: a FrameClip, or several in step.
 *
 * `clip` has frames, rate, seconds, frame, playing, muted, loop, speed, play(), pause(),
 * playBack(), seek(frame), step(by), and dispatches "frame" and "state".
 *
 * Options: `screen`, the element that goes full screen; `label(frame)`, the words for a frame;
 * `sound`, whether there is any.
 */
class Transport {
  #clip;
  #screen;
  #label;
  #sound;
  #parts;

  constructor(root, clip, { screen = null, label = null, sound = true } = {}) {
    this.#clip = clip;
    this.#screen = screen;
    this.#label = label ?? ((frame) => `${frame + 1}\u00a0of\u00a0${clip.frames}`);
    this.#sound = sound;
    this.#parts = this.#build();
    const { scrub, time, play, back, forward, loop, mute, speed, frame, full } = this.#parts;
    root.classList.add("transport");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "Player");
    root.replaceChildren(
      make("div", { class: "scrubbing" }, scrub, time),
      make("div", { class: "buttons" }, play, back, forward, loop, mute, speed,
        make("span", { class: "spring" }), frame, screen ? full : null),
    );
    clip.addEventListener("frame", () => this.#tellFrame());
    clip.addEventListener("state", () => this.#tellState());
    document.addEventListener("fullscreenchange", () => this.#tellState());
    this.#tellState();
  }

  /** Whether what is open has sound; without it, mute is not offered. */
  set sound(value) {
    this.#sound = value;
    this.#tellState();
  }

  /** Do what a key asks for and tell whether it asked for anything. */
  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    const acts = {
      " ": () => this.toggle(),
      ",": () => this.#clip.step(-1),
      ".": () => this.#clip.step(1),
      "<": () => this.#clip.step(-10),
      ">": () => this.#clip.step(10),
      home: () => this.#clip.seek(0),
      end: () => this.#clip.seek(this.#clip.frames - 1),
      j: () => this.#clip.playBack(),
      k: () => this.#clip.pause(),
      l: () => this.#faster(),
      m: () => this.mute(),
      f: () => this.fullscreen(),
    };
    const act = acts[event.key.toLowerCase()];
    if (!act) return false;
    event.preventDefault();
    act();
    return true;
  }

  toggle() {
    if (this.#clip.playing) this.#clip.pause();
    else this.#clip.play();
  }

  mute() {
    if (this.#sound) this.#clip.muted = !this.#clip.muted;
  }

  fullscreen() {
    if (!this.#screen) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else this.#screen.requestFullscreen();
  }

  #build() {
    const clip = this.#clip;
    const scrub = make("input", { type: "range", min: 0, step: 1, "aria-label": "Frame" });
    scrub.addEventListener("input", () => {
      clip.pause();
      clip.seek(Number(scrub.value));
    });
    return {
      scrub,
      time: make("span", { class: "time" }, make("b"), make("span")),
      play: iconButton("play", "Play (Space)", () => this.toggle()),
      back: iconButton("back", "One frame back (,)", () => clip.step(-1)),
      forward: iconButton("forward", "One frame on (.)", () => clip.step(1)),
      loop: iconButton("loop", "Loop", () => { clip.loop = !clip.loop; }),
      mute: iconButton("muted", "Mute (M)", () => this.mute()),
      speed: make("button", {
        type: "button", class: "button bare speed", title: "Speed", onclick: () => this.#otherSpeed(),
      }),
      frame: make("span", { class: "frame" }),
      full: iconButton("fullscreen", "Full screen (F)", () => this.fullscreen()),
    };
  }

  #tellFrame() {
    const { scrub, time, frame } = this.#parts;
    const clip = this.#clip;
    scrub.value = clip.frame;
    scrub.style.setProperty("--done", `${(100 * clip.frame) / Math.max(1, clip.frames - 1)}%`);
    const [now, whole] = time.children;
    now.textContent = clock(clip.frame / clip.rate);
    whole.textContent = ` / ${clock(clip.seconds)}`;
    frame.textContent = this.#label(clip.frame);
    scrub.setAttribute("aria-valuetext", `${now.textContent}, ${frame.textContent}`);
  }

  #tellState() {
    const { scrub, play, loop, mute, speed, full } = this.#parts;
    const clip = this.#clip;
    scrub.max = clip.frames - 1;
    relabel(play, clip.playing ? "Pause (Space)" : "Play (Space)", clip.playing ? "pause" : "play");
    loop.setAttribute("aria-pressed", String(clip.loop));
    mute.disabled = !this.#sound;
    const silent = clip.muted || !this.#sound;
    const words = clip.muted ? "Sound on (M)" : "Mute (M)";
    relabel(mute, this.#sound ? words : "This clip has no sound", silent ? "muted" : "sound");
    speed.textContent = `${clip.speed}×`;
    speed.setAttribute("aria-label", `Speed ${clip.speed}`);
    const wide = document.fullscreenElement !== null;
    relabel(full, wide ? "Leave full screen (F)" : "Full screen (F)", wide ? "shrink" : "fullscreen");
    this.#tellFrame();
  }

  #otherSpeed() {
    const at = SPEEDS.indexOf(this.#clip.speed);
    this.#clip.speed = SPEEDS[(at + 1) % SPEEDS.length];
  }

  /** L plays; once it plays, each further L doubles the speed. */
  #faster() {
    const clip = this.#clip;
    if (!clip.playing) clip.play();
    else clip.speed = Math.min(clip.speed * 2, FASTEST);
  }
}
