"use strict";

/**
 * A video told in frames.
 *
 * Frame n lasts from n / rate to (n + 1) / rate; it is sought in its middle, where no rounding of
 * times can show its neighbour. Dispatches "frame" when another frame is shown, and "state" when
 * it plays, stops or is told to play otherwise.
 */
class FrameClip extends EventTarget {
  #video;
  #frames = 1;
  #rate = 24;
  #shown = 0;
  #wanted = null;
  #backwards = 0;

  constructor(video) {
    super();
    this.#video = video;
    video.preload = "auto";
    video.playsInline = true;
    for (const name of ["play", "pause", "volumechange", "ratechange"]) {
      video.addEventListener(name, () => this.#tell("state"));
    }
    video.addEventListener("seeked", () => this.#sought());
    video.addEventListener("ended", () => this.#show(this.#frames - 1));
    this.#watch();
  }

  /** Show another file: `frames` in all, at `rate` frames a second, from `frame` on. */
  open({ src, poster = "", frames, rate, frame = 0 }) {
    this.pause();
    this.#frames = Math.max(1, frames);
    this.#rate = rate;
    this.#wanted = null;
    const speed = this.speed;
    this.#video.poster = poster;
    this.#video.src = src;
    this.#video.defaultPlaybackRate = speed;
    this.#video.playbackRate = speed;
    this.seek(frame);
    this.#tell("state");
  }

  /** Let go of the file, so that nothing goes on loading. */
  close() {
    this.pause();
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  get frames() { return this.#frames; }
  get rate() { return this.#rate; }
  get seconds() { return this.#frames / this.#rate; }
  /** The frame that is shown, or is about to be: 0 to frames - 1. */
  get frame() { return this.#wanted ?? this.#shown; }
  get playing() { return this.#backwards !== 0 || !this.#video.paused; }
  get muted() { return this.#video.muted; }
  set muted(value) { this.#video.muted = value; }
  get loop() { return this.#video.loop; }
  set loop(value) { this.#video.loop = value; this.#tell("state"); }
  get speed() { return this.#video.playbackRate; }
  set speed(value) { this.#video.playbackRate = value; }

  play() {
    this.#halt();
    if (this.frame >= this.#frames - 1) this.seek(0);
    return this.#video.play().catch((error) => {
      if (error.name !== "AbortError") throw error; // another file or a pause came in between
    });
  }

  /** Stop on the frame that is shown: the video's own clock may be a little before or after it. */
  pause() {
    this.#halt();
    if (this.#video.paused) return;
    this.#video.pause();
    this.seek(this.frame);
  }

  /** Play backwards, as fast as frames can be sought. */
  playBack() {
    this.pause();
    const began = performance.now();
    const from = this.frame;
    const step = (now) => {
      const at = Math.round(from - ((now - began) / 1000) * this.#rate * this.speed);
      this.seek(at);
      if (at > 0) this.#backwards = requestAnimationFrame(step);
      else this.pause();
    };
    this.#backwards = requestAnimationFrame(step);
    this.#tell("state");
  }

  /** Show one frame; while an earlier one is still sought, only the latest wish counts. */
  seek(frame) {
    const target = Math.min(Math.max(Math.round(frame), 0), this.#frames - 1);
    const waiting = this.#wanted !== null && this.#video.seeking;
    this.#wanted = target;
    if (!waiting) this.#go();
    this.#tell("frame");
  }

  /** Stop, and go some frames on or back. */
  step(by) {
    const from = this.frame;
    this.pause();
    this.seek(from + by);
  }

  #go() {
    this.#video.currentTime = (this.#wanted + 0.5) / this.#rate;
  }

  #sought() {
    const reached = Math.floor(this.#video.currentTime * this.#rate + 1e-3);
    if (this.#wanted !== null && this.#wanted !== reached) {
      this.#go();
      return;
    }
    this.#wanted = null;
    this.#show(Math.min(reached, this.#frames - 1));
  }

  #watch() {
    this.#video.requestVideoFrameCallback((_now, { mediaTime }) => {
      if (!this.#video.paused && !this.#video.seeking) this.#wanted = null;
      if (this.#wanted === null) this.#show(Math.round(mediaTime * this.#rate));
      this.#watch();
    });
  }

  #show(frame) {
    if (frame === this.#shown) return;
    this.#shown = frame;
    this.#tell("frame");
  }

  #halt() {
    if (this.#backwards === 0) return;
    cancelAnimationFrame(this.#backwards);
    this.#backwards = 0;
    this.#tell("state");
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}
