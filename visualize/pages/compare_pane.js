"use strict";

/* How far a playing clip may be off, in frames of its own: it is hurried or slowed, or sought. */
const NUDGED_FROM = 0.15;
const SOUGHT_FROM = 5;
const NUDGE = 0.12;
const MOST_NUDGE = 0.3;
/* A browser that shows nothing, as in a hidden window, does not say what it shows either; a busy one
   is late to say so. */
const UNSEEN_MS = 1000;

/**
 * One picture of the page: the blocking or a take, kept at a moment of the shot.
 *
 * A moment is told in scene frames from the shot's first: in [n, n + 1) frame n is on. `clock` says
 * that frame i of the clip stands for scene frame start + i * step, and has no rate for a still.
 */
class Pane {
  #media;
  #wanted = null;
  #on = false;

  constructor({ src, clock, start }) {
    this.clock = clock;
    this.offset = clock.start - start;
    this.still = clock.rate === null;
    this.shown = 0;
    this.#media = this.still ? make("img", { src, alt: "" }) : this.#video(src);
  }

  get element() { return this.#media; }
  /** Whether a wished frame is not shown yet. */
  get seeking() { return this.#wanted !== null; }
  /** Whether the clip can be shown at once; one that plays needs more than the frame it is on. */
  get ready() {
    const needed = this.#on && !this.#media.ended ? 3 : 2;
    return this.still || this.#media.readyState >= needed;
  }

  /** The clip's frame that is on at a whole frame of the shot. */
  indexAt(frame) {
    const nearest = Math.floor((frame - this.offset) / this.clock.step + 0.5);
    return Math.min(Math.max(nearest, 0), this.clock.frames - 1);
  }

  /** -1 before the clip begins, 1 after its end, else 0. */
  side(frame) {
    if (this.still) return 0;
    const at = (frame - this.offset) / this.clock.step;
    return at < -0.5 ? -1 : at >= this.clock.frames ? 1 : 0;
  }

  /** Stop at a whole frame of the shot. */
  show(frame) {
    if (this.still) return;
    const ran = this.#on; // a clip that is told to stop may still show a frame more
    this.#halt();
    const index = this.indexAt(frame);
    const waiting = this.#wanted !== null && this.#media.seeking;
    if (!ran && this.#wanted === null && this.shown === index && this.#isAt(index)) return;
    this.#wanted = index;
    if (!waiting) this.#go();
  }

  /** Play on, and keep to a moment of the shot that goes on at `perSecond` frames a second. */
  follow(moment, perSecond) {
    if (this.still) return;
    const { step, rate, frames } = this.clock;
    const at = (moment - 0.5 - this.offset) / step + 0.5;
    if (at < 0 || at >= frames - 0.5) {
      if (at < 0 || !this.#on) this.show(Math.floor(moment)); // else it runs out by itself
      return;
    }
    this.#wanted = null;
    const speed = perSecond / (step * rate);
    const off = this.#media.currentTime * rate - at;
    if (!this.#on) this.#start(off, at);
    else if (Math.abs(off) > SOUGHT_FROM && !this.#media.seeking) this.#jump(at);
    const nudge = Math.abs(off) < NUDGED_FROM ? 0 : Math.max(-MOST_NUDGE, Math.min(MOST_NUDGE, off * NUDGE));
    this.#setSpeed(speed * (1 - nudge));
  }

  /** Wait where it is. */
  hold() {
    if (!this.still) this.#halt();
  }

  #video(src) {
    const video = make("video", { src, muted: true, playsinline: true, preload: "auto" });
    video.muted = true;
    video.disablePictureInPicture = true;
    video.addEventListener("seeked", () => this.#sought());
    video.addEventListener("loadeddata", () => this.#sought());
    this.#watch(video);
    return video;
  }

  #watch(video) {
    video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.#saw(Math.round(mediaTime * this.clock.rate));
      this.#watch(video);
    });
  }

  #isAt(index) {
    return Math.floor(this.#media.currentTime * this.clock.rate + 1e-3) === index;
  }

  #start(off, at) {
    this.#on = true;
    if (Math.abs(off) > 1) this.#jump(at);
    this.#media.play().catch((error) => {
      if (error.name !== "AbortError") throw error; // a pause came in between
    });
  }

  #jump(at) {
    this.#media.currentTime = Math.max(0, at) / this.clock.rate;
  }

  #setSpeed(speed) {
    const possible = Math.min(Math.max(speed, 0.0625), 16);
    if (Math.abs(this.#media.playbackRate - possible) > 0.005) this.#media.playbackRate = possible;
  }

  #halt() {
    if (!this.#on) return;
    this.#on = false;
    this.#media.pause();
  }

  /** Seek the middle of a frame, where no rounding of times can show its neighbour. */
  #go() {
    this.#media.currentTime = (this.#wanted + 0.5) / this.clock.rate;
  }

  #sought() {
    if (this.#wanted === null || this.#media.readyState < 2) return;
    const wanted = this.#wanted;
    if (!this.#isAt(wanted)) this.#go();
    else setTimeout(() => { if (this.#isAt(wanted)) this.#saw(wanted); }, UNSEEN_MS);
  }

  /** Take note of what is on the screen; what was there before a seek may come late. */
  #saw(index) {
    if (this.#wanted !== null && this.#wanted !== index) return;
    this.shown = index;
    if (!this.#media.seeking) this.#wanted = null;
  }
}
