"use strict";

const FAITHFUL = 85;
const UNFAITHFUL = 60;

/** The class that colours a score: faithful, not, or neither. */
function standingOf(score) {
  if (score === null || score === undefined) return "unmeasured";
  if (score >= FAITHFUL) return "faithful";
  return score < UNFAITHFUL ? "unfaithful" : "between";
}

/** A score in words: a whole number, or a dash where it could not be measured. */
function scored(score) {
  return score === null || score === undefined ? "–" : String(Math.round(score));
}

/** "pan 30 % slow, late" becomes "Pan 30 % slow, late." */
function sentence(words) {
  return words ? `${words[0].toUpperCase()}${words.slice(1)}.` : "";
}

const GROUPS = ["motion", "structure", "anchors", "temporal", "picture", "timing"];

/** What was measured of a take: the headline, its curve over time, and each metric. */
class Fidelity {
  #found;
  #frames;
  #seek;
  #head = null;
  element;

  constructor(take, seek) {
    this.#found = take.fidelity;
    this.#frames = take.frames;
    this.#seek = seek;
    const curve = this.#found.curve.length > 1 ? this.#curve() : null;
    this.element = make("div", { class: "fidelity" }, this.#headline(), curve, this.#table());
  }

  /** Mark the frame that is shown on the curve. */
  set frame(frame) {
    if (!this.#head) return;
    const at = String(frame + 0.5);
    this.#head.setAttribute("x1", at);
    this.#head.setAttribute("x2", at);
  }

  #headline() {
    const { score } = this.#found;
    const bar = make("i", { class: standingOf(score) });
    bar.style.width = `${score ?? 0}%`;
    return make("div", { class: "headline" }, make("b", {}, scored(score)),
      make("div", {}, make("div", { class: "bar" }, bar), this.#remarks()));
  }

  /** What went wrong, the worst first; each leads to the frame where it begins. */
  #remarks() {
    const { score, remarks } = this.#found;
    if (remarks.length === 0) {
      return make("p", {}, score === null ? "Too little of it could be judged." : "Nothing to remark.");
    }
    return make("ul", {}, ...remarks.map(({ text, start }) => make("li", {},
      make("button", { type: "button", class: "remark", title: "Go there",
        onclick: () => this.#seek(start) }, sentence(text)))));
  }

  /** The headline for each frame; where a frame could not be judged the line is broken. */
  #curve() {
    const svg = drawn("svg", {
      class: "curve", viewBox: `0 0 ${this.#frames} 100`, preserveAspectRatio: "none",
      role: "img", "aria-label": "Fidelity over time",
    });
    for (const level of [25, 50, 75]) {
      svg.append(drawn("line", { class: "level", x1: 0, x2: this.#frames, y1: level, y2: level }));
    }
    let path = "";
    let isDown = false;
    this.#found.curve.forEach((score, frame) => {
      if (score !== null) path += `${isDown ? "L" : "M"}${frame + 0.5} ${100 - score}`;
      isDown = score !== null;
    });
    this.#head = drawn("line", { class: "now", x1: 0.5, x2: 0.5, y1: 0, y2: 100 });
    svg.append(drawn("path", { d: path }), this.#head);
    svg.addEventListener("pointerdown", (event) => {
      const box = svg.getBoundingClientRect();
      this.#seek(Math.floor(((event.clientX - box.left) / box.width) * this.#frames));
    });
    return svg;
  }

  /** A row for each group of metrics; one that could not be measured says why. */
  #table() {
    const rows = GROUPS.flatMap((group) => {
      const metrics = this.#found.metrics.filter((metric) => metric.group === group);
      if (metrics.length === 0) return [];
      const values = metrics.map(({ name, score, note }) => {
        const value = make("span", { class: "metric" }, `${name.replaceAll("_", " ")} `,
          make("b", { class: standingOf(score) }, scored(score)));
        if (note) value.title = sentence(note);
        return value;
      });
      return [make("dt", {}, sentence(group).slice(0, -1)), make("dd", {}, ...values)];
    });
    return make("dl", { class: "metrics" }, ...rows);
  }
}

/** An element of a drawing, with its attributes. */
function drawn(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
