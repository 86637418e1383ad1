"use strict";

/* A page that was hidden or busy goes on from where it was, and does not leap. */
const LONGEST_TICK_S = 0.1;

/**
 * Many panes on one clock, told in frames of the shot as a FrameClip is (see Transport).
 *
 * The clock is the page's, not a clip's: every pane is kept to it, and it waits for the slowest, so
 * that none falls behind unseen. Dispatches "frame" and "state"; "settled" when all panes show the
 * frame that was wished for.
 */
class Ensemble extends EventTarget {
  #panes;
  #frames;
  #rate;
  #moment = 0;
  #speed = 1;
  #playing = 0;
  #back = 0;
  #ticked = 0;
  #waiting = false;
  #settling = false;
  #frame = 0;
  #loop = true;

  constructor(panes, { frames, rate }) {
    super();
    this.#panes = panes;
    this.#frames = frames;
    this.#rate = rate;
    for (const pane of panes) pane.element.addEventListener("loadeddata", () => this.#settle());
    this.seek(0);
  }

  get frames() { return this.#frames; }
  get rate() { return this.#rate; }
  get seconds() { return this.#frames / this.#rate; }
  get frame() { return this.#frame; }
  get playing() { return this.#playing !== 0 || this.#back !== 0; }
  get waiting() { return this.#waiting; }
  /** Whether every pane shows the frame of the moment. */
  get settled() { return this.#panes.every((pane) => pane.ready && !pane.seeking); }
  /** Takes are compared by eye: there is no sound. */
  get muted() { return true; }
  get loop() { return this.#loop; }
  set loop(value) { this.#loop = value; this.#tell("state"); }
  get speed() { return this.#speed; }
  set speed(value) { this.#speed = value; this.#tell("state"); }

  play() {
    this.#haltBack();
    if (this.#playing) return;
    if (this.#frame >= this.#frames - 1) this.seek(0);
    this.#ticked = performance.now();
    this.#playing = requestAnimationFrame((now) => this.#tick(now));
    this.#tell("state");
  }

  pause() {
    this.#haltBack();
    if (!this.#playing) return;
    cancelAnimationFrame(this.#playing);
    this.#playing = 0;
    this.#waiting = false;
    this.seek(this.#frame);
    this.#tell("state");
  }

  /** Play backwards, as fast as frames can be sought. */
  playBack() {
    this.pause();
    const began = performance.now();
    const from = this.#frame;
    const step = (now) => {
      if (this.settled) this.seek(from - ((now - began) / 1000) * this.#rate * this.#speed);
      if (this.#frame > 0) this.#back = requestAnimationFrame(step);
      else this.pause();
    };
    this.#back = requestAnimationFrame(step);
    this.#tell("state");
  }

  seek(frame) {
    const target = Math.min(Math.max(Math.round(frame), 0), this.#frames - 1);
    this.#moment = target;
    for (const pane of this.#panes) pane.show(target);
    this.#show(target);
    this.#settle();
  }

  step(by) {
    const from = this.#frame;
    this.pause();
    this.seek(from + by);
  }

  #tick(now) {
    const passed = Math.min((now - this.#ticked) / 1000, LONGEST_TICK_S);
    this.#ticked = now;
    const waits = this.#panes.some((pane) => !pane.ready || pane.seeking);
    if (waits !== this.#waiting) {
      this.#waiting = waits;
      this.#tell("state");
    }
    if (waits) for (const pane of this.#panes) pane.hold();
    else this.#advance(passed * this.#rate * this.#speed);
    if (this.#playing) this.#playing = requestAnimationFrame((next) => this.#tick(next));
  }

  #advance(by) {
    this.#moment += by;
    if (this.#moment >= this.#frames) {
      this.#end();
      return;
    }
    for (const pane of this.#panes) pane.follow(this.#moment, this.#rate * this.#speed);
    this.#show(Math.floor(this.#moment));
  }

  #end() {
    if (this.#loop) {
      this.seek(0);
      return;
    }
    this.#frame = this.#frames - 1;
    this.pause();
  }

  #haltBack() {
    if (!this.#back) return;
    cancelAnimationFrame(this.#back);
    this.#back = 0;
    this.#tell("state");
  }

  /** Say once when all panes show what was wished for. */
  #settle() {
    if (this.#settling) return;
    this.#settling = true;
    const look = () => {
      if (!this.settled && !this.#playing) {
        requestAnimationFrame(look);
        return;
      }
      this.#settling = false;
      if (!this.#playing) this.#tell("settled");
    };
    requestAnimationFrame(look);
  }

  #show(frame) {
    if (frame === this.#frame) return;
    this.#frame = frame;
    this.#tell("frame");
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}
