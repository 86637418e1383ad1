"use strict";

const PLOT = { height: 150, left: 44, right: 20, top: 10, bottom: 22 };
const LEVELS = [25, 50, 75, 100];
const MOST_SHADED = 3;
const ALL_ALONG = 0.95;
const SVG = "http://www.w3.org/2000/svg";

/** An element of a drawing, with attributes. */
function drawn(tag, attributes = {}, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

/**
 * The takes' fidelity over the frames of the shot, with a playhead; dragging on it scrubs.
 *
 * Dispatches "scrub" with the frame, counted from the shot's first.
 */
class CurvePlot extends EventTarget {
  #root;
  #takes;
  #frames;
  #start;
  #svg = drawn("svg", { class: "curves", role: "img", "aria-label": "Fidelity over time" });
  #head = drawn("g", { class: "playhead" });
  #metric = "fidelity";
  #chosen = 0;
  #frame = 0;
  #width = 0;

  constructor(root, { takes, frames, start }) {
    super();
    this.#root = root;
    this.#takes = takes;
    this.#frames = frames;
    this.#start = start;
    root.replaceChildren(this.#svg);
    this.#listen();
    new ResizeObserver(() => this.draw()).observe(root);
  }

  /** The names of everything that has a curve in any take. */
  get metrics() {
    return [...new Set(this.#takes.flatMap((take) => Object.keys(take.curves)))];
  }

  set metric(name) { this.#metric = name; this.draw(); }
  /** The take whose remarks are shaded, by its place in the list. */
  set chosen(index) { this.#chosen = index; this.draw(); }

  /** The score of a take at a frame of the shot; null where it has none. */
  scoreAt(take, frame) {
    const curve = take.curves[this.#metric] ?? [];
    const index = this.#indexAt(take, frame);
    return index === null ? null : curve[index] ?? null;
  }

  /** A take's remarks that hold at a frame of the shot. */
  remarksAt(take, frame) {
    const index = this.#indexAt(take, frame);
    if (index === null) return [];
    return take.remarks.filter((remark) => remark.start <= index && index < remark.end);
  }

  show(frame) {
    this.#frame = frame;
    this.#drawHead();
  }

  draw() {
    this.#width = this.#root.clientWidth;
    if (this.#width === 0) return;
    this.#svg.setAttribute("viewBox", `0 0 ${this.#width} ${PLOT.height}`);
    this.#svg.setAttribute("height", PLOT.height);
    this.#svg.replaceChildren(...this.#shades(), ...this.#axes(), ...this.#curves(), this.#head);
    this.#drawHead();
  }

  #indexAt(take, frame) {
    const { start, step, frames, rate } = take.clock;
    if (rate === null) return Math.round(start - this.#start) === frame ? 0 : null;
    const index = Math.floor((frame + this.#start - start) / step + 0.5);
    return index < 0 || index > frames ? null : Math.min(index, frames - 1);
  }

  #x(frame) {
    const wide = this.#width - PLOT.left - PLOT.right;
    return PLOT.left + (wide * frame) / Math.max(1, this.#frames - 1);
  }

  #y(score) {
    return PLOT.top + (PLOT.height - PLOT.top - PLOT.bottom) * (1 - score / 100);
  }

  #axes() {
    const parts = [];
    for (const level of LEVELS) {
      const y = this.#y(level);
      parts.push(drawn("line", { class: "level", x1: PLOT.left, x2: this.#width - PLOT.right, y1: y, y2: y }));
      parts.push(drawn("text", { x: PLOT.left - 10, y: y + 4, "text-anchor": "end" }, String(level)));
    }
    const most = Math.max(2, Math.floor(this.#width / 120));
    const count = Math.min(most, this.#frames);
    for (let i = 0; i < count; i += 1) {
      const frame = count === 1 ? 0 : Math.round((i * (this.#frames - 1)) / (count - 1));
      const x = this.#x(frame);
      const y = PLOT.height - 5;
      parts.push(drawn("text", { x, y, "text-anchor": "middle" }, String(frame + this.#start)));
    }
    return parts;
  }

  /** The worst remarks on the take that is looked at: where they hold, unless all along. */
  #shades() {
    const take = this.#takes[this.#chosen];
    const grounds = [];
    const words = [];
    for (const [row, remark] of (take?.remarks ?? []).slice(0, MOST_SHADED).entries()) {
      const [from, to] = [remark.start, remark.end].map((index) =>
        take.clock.start - this.#start + (index - 0.5) * take.clock.step);
      const left = Math.max(PLOT.left, this.#x(from));
      const right = Math.min(this.#width - PLOT.right, this.#x(to));
      if (right <= left) continue;
      const high = PLOT.height - PLOT.top - PLOT.bottom;
      if (remark.end - remark.start < ALL_ALONG * take.clock.frames) {
        grounds.push(drawn("rect", { class: "wrong", x: left, y: PLOT.top, width: right - left, height: high }));
      }
      const flips = left > this.#width * 0.7;
      words.push(drawn("text", {
        class: "wrong-words", x: flips ? right - 6 : left + 6, y: PLOT.height - PLOT.bottom - 6 - row * 15,
        "text-anchor": flips ? "end" : "start",
      }, `${take.letter}: ${remark.text}`));
    }
    return [...grounds, ...words];
  }

  #curves() {
    return this.#takes.flatMap((take, index) => {
      const curve = take.curves[this.#metric] ?? [];
      let path = "";
      let gap = true;
      curve.forEach((score, i) => {
        const frame = take.clock.start - this.#start + i * take.clock.step;
        if (score === null || frame < 0 || frame > this.#frames - 1) { gap = true; return; }
        path += `${gap ? "M" : "L"}${this.#x(frame).toFixed(1)} ${this.#y(score).toFixed(1)}`;
        gap = false;
      });
      if (path === "") return [];
      const chosen = index === this.#chosen ? " chosen" : "";
      return [drawn("path", { class: `curve take-${take.colour}${chosen}`, d: path })];
    });
  }

  #drawHead() {
    if (this.#width === 0) return;
    const x = this.#x(this.#frame);
    const parts = [drawn("line", { x1: x, x2: x, y1: 0, y2: PLOT.height - PLOT.bottom })];
    for (const take of this.#takes) {
      const score = this.scoreAt(take, this.#frame);
      if (score !== null) parts.push(drawn("circle", { class: `take-${take.colour}`, cx: x, cy: this.#y(score), r: 4 }));
    }
    const label = String(this.#frame + this.#start);
    const wide = 14 + 7 * label.length;
    parts.push(drawn("rect", { x: x - wide / 2, y: PLOT.height - 18, width: wide, height: 17, rx: 3 }));
    parts.push(drawn("text", { class: "now", x, y: PLOT.height - 5, "text-anchor": "middle" }, label));
    this.#head.replaceChildren(...parts);
  }

  #listen() {
    const svg = this.#svg;
    const scrub = (event) => {
      const box = svg.getBoundingClientRect();
      const wide = box.width - PLOT.left - PLOT.right;
      const share = (event.clientX - box.left - PLOT.left) / wide;
      const frame = Math.round(share * (this.#frames - 1));
      this.dispatchEvent(new CustomEvent("scrub", { detail: frame }));
    };
    svg.addEventListener("pointerdown", (event) => {
      svg.setPointerCapture(event.pointerId);
      scrub(event);
    });
    svg.addEventListener("pointermove", (event) => {
      if (svg.hasPointerCapture(event.pointerId)) scrub(event);
    });
  }
}
