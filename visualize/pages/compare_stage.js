"use strict";

const VIEWS = [
  ["side", "Side by side", "grid"],
  ["wipe", "Wipe", "wipe"],
  ["difference", "Difference", "difference"],
  ["onion", "Onion", "layers"],
];
const GAP = 8;
const CAPTION = 28;
const LEAST_HEIGHT = 260;
const STRIP = { width: 188, height: 110, least: 64 };
const NARROW = 760;

/**
 * The panes on the screen: side by side, or two of them over each other and the others in a strip.
 *
 * `figures` are the panes' elements, the blocking first; `aspect` is the width over the height of
 * each picture, and `below()` says how many pixels are wanted below them. They never move in the document, since a
 * clip that is moved stops: styles alone place them. Dispatches "view" and "choose".
 */
class Stage extends EventTarget {
  #root;
  #pairing;
  #figures;
  #aspect;
  #below;
  #view = "side";
  #under = 0;
  #over = 1;
  #share = 0.5;
  #line;

  constructor(root, pairing, figures, { aspect, below }) {
    super();
    this.#root = root;
    this.#pairing = pairing;
    this.#figures = figures;
    this.#aspect = aspect;
    this.#below = below;
    this.#line = this.#handle();
    root.replaceChildren(...figures, this.#line);
    for (const [index, figure] of figures.entries()) {
      figure.addEventListener("click", () => this.#clicked(index));
    }
    new ResizeObserver(() => this.place()).observe(root.parentElement);
    window.addEventListener("resize", () => this.place());
    document.addEventListener("fullscreenchange", () => this.place());
    this.place();
  }

  get view() { return this.#view; }
  /** The two panes that lie over each other: the lower, the upper. */
  get pair() { return [this.#under, this.#over]; }

  /** Show another view; the one that is shown already means side by side. */
  set view(name) {
    this.#view = name === this.#view ? "side" : name;
    this.place();
    this.dispatchEvent(new Event("view"));
  }

  /** Lay another pane over the lower one. */
  lay(over, under = this.#under) {
    this.#under = under;
    this.#over = over === under ? (under === 0 ? 1 : 0) : over;
    this.place();
  }

  /** Order the panes otherwise: figure indices in the order in which they are shown. */
  order(indices) {
    indices.forEach((index, place) => { this.#figures[index].style.order = place; });
  }

  place() {
    const paired = this.#view !== "side";
    this.#root.dataset.view = this.#view;
    this.#pairing.hidden = !paired;
    this.#line.hidden = this.#view !== "wipe";
    for (const [index, figure] of this.#figures.entries()) {
      figure.classList.toggle("under", paired && index === this.#under);
      figure.classList.toggle("over", paired && index === this.#over);
    }
    if (paired) this.#placePair();
    else this.#placeGrid();
    this.#split(this.#share);
  }

  /** Where the wipe or the strength of the onion skin stands: 0 to 1. */
  get share() { return this.#share; }
  set share(value) {
    this.#split(Math.min(Math.max(value, 0), 1));
    this.dispatchEvent(new Event("share"));
  }

  #room() {
    const screen = this.#root.parentElement;
    const above = screen.getBoundingClientRect().top + window.scrollY + 2 * GAP;
    const full = document.fullscreenElement === screen;
    const free = window.innerHeight - (full ? 2 * GAP : above + this.#below());
    const bar = this.#pairing.hidden ? 0 : this.#pairing.offsetHeight + GAP;
    return { width: this.#root.clientWidth, height: Math.max(LEAST_HEIGHT, free) - bar };
  }

  /** Find the columns that show the panes largest; a narrow window has two, and scrolls. */
  #placeGrid() {
    const count = this.#figures.length;
    const { width, height } = this.#room();
    const wideOf = (columns) => (width - (columns - 1) * GAP) / columns;
    let best = { columns: Math.min(2, count), pane: wideOf(Math.min(2, count)) };
    if (width >= NARROW) {
      best = { pane: 0 };
      for (let columns = 1; columns <= count; columns += 1) {
        const rows = Math.ceil(count / columns);
        const high = (height + GAP) / rows - GAP - CAPTION;
        const pane = Math.min(wideOf(columns), high * this.#aspect);
        if (pane > best.pane) best = { columns, pane };
      }
    }
    this.#root.style.setProperty("--columns", best.columns);
    this.#root.style.setProperty("--pane", `${Math.floor(best.pane)}px`);
  }

  /** Put the others below or beside the pair, wherever that leaves it larger. */
  #placePair() {
    const room = this.#room();
    const others = this.#figures.length - 2;
    const ways = [this.#stripBelow(room, others)];
    for (let columns = 1; columns <= others; columns += 1) ways.push(this.#stripBeside(room, others, columns));
    const best = ways.reduce((one, other) => (other.pane > one.pane ? other : one));
    const style = this.#root.style;
    this.#root.classList.toggle("beside", best.rows > 0);
    style.setProperty("--columns", best.columns);
    style.setProperty("--rows", best.rows);
    style.setProperty("--strip", `${Math.floor(best.strip)}px`);
    style.setProperty("--pane", `${Math.floor(best.pane)}px`);
    style.setProperty("--stage", `${Math.floor(best.pane / this.#aspect)}px`);
  }

  #stripBelow({ width, height }, others) {
    const strip = Math.min(STRIP.width, STRIP.height * this.#aspect, (width + GAP) / Math.max(1, others) - GAP);
    const rest = others > 0 ? strip / this.#aspect + CAPTION + GAP : 0;
    const pane = Math.min(width, (height - rest) * this.#aspect);
    return { pane, strip, columns: Math.max(1, others), rows: 0 };
  }

  #stripBeside({ width, height }, others, columns) {
    const rows = Math.ceil(others / columns);
    const high = (height + GAP) / rows - GAP - CAPTION;
    const strip = Math.min(STRIP.width, high * this.#aspect);
    if (strip < STRIP.least) return { pane: 0 };
    const pane = Math.min(width - columns * (strip + GAP), height * this.#aspect);
    return { pane, strip, columns, rows };
  }

  #clicked(index) {
    if (this.#view !== "side" && index !== this.#under) this.lay(index);
    this.dispatchEvent(new CustomEvent("choose", { detail: index }));
  }

  #split(share) {
    this.#share = share;
    this.#root.style.setProperty("--share", share);
    this.#line.setAttribute("aria-valuenow", Math.round(100 * share));
  }

  /** The line between both pictures: dragged, or moved by the arrow keys. */
  #handle() {
    const line = make("div", {
      class: "wipe-line", role: "slider", tabindex: 0, "aria-label": "Wipe",
      "aria-valuemin": 0, "aria-valuemax": 100,
    }, make("i"));
    const follow = (event) => {
      const box = this.#figures[this.#over].querySelector(".picture").getBoundingClientRect();
      this.share = (event.clientX - box.left) / box.width;
    };
    line.addEventListener("pointerdown", (event) => {
      line.setPointerCapture(event.pointerId);
      event.preventDefault();
      line.focus();
    });
    line.addEventListener("pointermove", (event) => {
      if (line.hasPointerCapture(event.pointerId)) follow(event);
    });
    line.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -0.02, ArrowRight: 0.02 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      this.share += by;
    });
    return line;
  }
}
