"use strict";

const ORDERS = {
  newest: { words: "Newest first", by: (a, b) => b.number - a.number },
  oldest: { words: "Oldest first", by: (a, b) => a.number - b.number },
  rating: { words: "Best rated", by: (a, b) => b.rating - a.rating || b.number - a.number },
  fidelity: {
    words: "Most faithful",
    by: (a, b) => (b.fidelity?.score ?? -1) - (a.fidelity?.score ?? -1) || b.number - a.number,
  },
  cheap: {
    words: "Cheapest",
    by: (a, b) => (a.cost ?? Infinity) - (b.cost ?? Infinity) || b.number - a.number,
  },
};

/**
 * The takes by shot. One card is the current one; keys and clicks choose another.
 *
 * A card is an empty button until it comes near the window, so that thousands cost little.
 */
class Wall {
  #root;
  #near;
  #chosen;
  #sections = [];
  #cards = new Map();
  #current = null;

  constructor(root, shots, chosen) {
    this.#root = root;
    this.#chosen = chosen;
    this.#near = new IntersectionObserver((cards) => {
      for (const { target, isIntersecting } of cards) if (isIntersecting) this.#fill(target);
    }, { root, rootMargin: "100% 0px" });
    root.style.setProperty("--shape", Wall.#shapeOf(shots.flatMap((shot) => shot.takes)));
    for (const shot of shots) this.#sections.push(this.#section(shot));
    root.replaceChildren(...this.#sections.map((section) => section.element));
    root.addEventListener("click", ({ target }) => {
      const card = target.closest(".card");
      if (card) this.choose(card.take);
    });
  }

  get current() { return this.#current; }

  /** Show these takes alone, in this order; `narrowed` leaves out shots without any. */
  show(takes, order, narrowed) {
    const passing = new Set(takes);
    for (const { shot, element, grid, facts, empty } of this.#sections) {
      const shown = shot.takes.filter((take) => passing.has(take)).sort(ORDERS[order].by);
      grid.replaceChildren(...shown.map((take) => this.#cards.get(take)));
      grid.hidden = shown.length === 0;
      empty.hidden = shot.takes.length > 0;
      element.hidden = shown.length === 0 && (narrowed || shot.takes.length > 0);
      facts.textContent = Wall.#factsOf(shot, shown);
    }
    this.#letIn();
  }

  /** One card alone is reached by Tab, arrows do the rest: the current one, or else the first. */
  #letIn() {
    for (const card of this.#root.querySelectorAll(".card[tabindex='0']")) card.tabIndex = -1;
    const shown = this.shown;
    const door = shown.includes(this.#current) ? this.#current : shown[0];
    if (!door) return;
    this.#fill(this.#cards.get(door));
    this.#cards.get(door).tabIndex = 0;
  }

  /** Make a take the current one, in view; `focus` moves the keyboard there too. */
  choose(take, { focus = false } = {}) {
    if (this.#current) {
      this.#cards.get(this.#current).removeAttribute("aria-current");
    }
    this.#current = take;
    const card = this.#cards.get(take);
    this.#fill(card);
    card.setAttribute("aria-current", "true");
    this.#letIn();
    if (focus) {
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest" });
    }
    this.#chosen(take);
  }

  /** The takes that are shown, as they are read. */
  get shown() {
    return [...this.#root.querySelectorAll(".shot:not([hidden]) .card")].map((card) => card.take);
  }

  /** Go to the next take by an arrow key; tell whether it was one. */
  key(event) {
    const ways = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: "up", ArrowDown: "down" };
    const way = ways[event.key];
    if (way === undefined || event.ctrlKey || event.altKey || event.metaKey) return false;
    event.preventDefault();
    const shown = this.shown;
    if (shown.length === 0) return true;
    const at = shown.indexOf(this.#current);
    const next = at < 0 ? shown[0]
      : typeof way === "number" ? shown[at + way] : this.#across(shown, at, way === "down");
    if (next) this.choose(next, { focus: true });
    return true;
  }

  /** The take nearest to this one in the row above or below, in another shot if need be. */
  #across(shown, at, down) {
    const from = this.#cards.get(shown[at]).getBoundingClientRect();
    const rest = down ? shown.slice(at + 1) : shown.slice(0, at).reverse();
    let row = null;
    let best = null;
    for (const take of rest) {
      const box = this.#cards.get(take).getBoundingClientRect();
      const isOther = down ? box.top > from.bottom - 4 : box.bottom < from.top + 4;
      if (!isOther) continue;
      row ??= box.top;
      if (Math.abs(box.top - row) > 4) break;
      const far = Math.abs(box.left - from.left);
      if (!best || far < best.far) best = { take, far };
    }
    return best?.take ?? null;
  }

  #section(shot) {
    const facts = make("span", { class: "quiet" });
    const grid = make("div", { class: "grid" });
    const gone = shot.gone ? make("span", { class: "chip" }, "no more in the project") : null;
    const head = make("summary", {}, icon("fold"),
      make("h2", {}, shot.number ? make("b", {}, shot.number) : null, shot.name), facts, gone);
    const empty = make("div", { class: "empty" }, icon("slate"),
      make("span", {}, `No takes for ${shot.number || shot.name}. To make one: shotwright generate --shot ${shot.number || shot.name}`));
    for (const take of shot.takes) this.#cards.set(take, this.#card(take));
    const element = make("details", { class: "shot", open: true }, head, grid, empty);
    return { shot, element, grid, facts, empty };
  }

  #card(take) {
    const card = make("button", { type: "button", class: "card", tabindex: -1 });
    card.take = take;
    this.#near.observe(card);
    return card;
  }

  #fill(card) {
    if (card.firstChild) return;
    const { take } = card;
    this.#near.unobserve(card);
    card.classList.toggle("rejected", take.rejected);
    card.setAttribute("aria-label", Wall.#wordsOf(take));
    card.append(
      this.#picture(take),
      make("span", { class: "line" },
        make("span", { class: "who" }, make("b", {}, `T${take.number}`), ` ${take.model}`),
        Wall.#score(take)),
      make("span", { class: "line" },
        take.rejected ? make("span", { class: "quiet" }, "Rejected") : stars(take.rating),
        make("span", { class: "price" }, price(take.cost))),
    );
  }

  #picture(take) {
    const box = make("span", { class: "thumb" });
    if (!take.poster) {
      box.append(make("span", { class: "none" }, icon("slate"), "No picture"));
    } else {
      box.append(make("img", { src: take.poster, alt: "", loading: "lazy", decoding: "async" }));
      if (take.tiles > 1) this.#scrubs(box, take);
    }
    if (take.picked) box.append(make("span", { class: "chip pick corner-left" }, icon("pick"), "Pick"));
    if (isStale(take)) {
      const more = take.stale.length > 1 ? ` +${take.stale.length - 1}` : "";
      const chip = make("span", { class: "chip stale corner-right" }, icon("stale"),
        make("span", { class: "cut" }, sentence(take.stale[0]).slice(0, -1)), more);
      chip.title = take.stale.map(sentence).join(" ");
      box.append(chip);
    }
    box.append(make("span", { class: "chip length" }, duration(take)));
    return box;
  }

  /** Let the pointer scrub a take: its strip is laid over the poster, tile by tile. */
  #scrubs(box, take) {
    let film = null;
    box.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") return;
      const edges = box.getBoundingClientRect();
      const part = Math.min(Math.max((event.clientX - edges.left) / edges.width, 0), 0.9999);
      if (!film) {
        film = make("span", { class: "film" }, make("span", { class: "strip" }), make("i"));
        film.firstChild.style.backgroundImage = `url("${take.strip}")`;
        film.firstChild.style.aspectRatio = `${take.size[0]} / ${take.size[1]}`;
        const isWider = take.size[0] / take.size[1] >= edges.width / edges.height;
        film.firstChild.classList.add(isWider ? "wide" : "tall");
        film.firstChild.style.backgroundSize = `${take.tiles * 100}% 100%`;
        box.prepend(film);
        box.classList.add("scrubbed");
      }
      const tile = Math.floor(part * take.tiles);
      film.firstChild.style.backgroundPositionX = `${(100 * tile) / (take.tiles - 1)}%`;
      film.lastChild.style.left = `${100 * part}%`;
      box.querySelector(".length").textContent = clock(part * take.seconds);
    });
    box.addEventListener("pointerleave", () => {
      film?.remove();
      film = null;
      box.classList.remove("scrubbed");
      box.querySelector(".length").textContent = duration(take);
    });
  }

  static #score(take) {
    if (!take.fidelity) return null;
    const { score } = take.fidelity;
    const line = make("span", { class: `score ${standingOf(score)}` }, scored(score));
    line.title = score === null ? "Fidelity could not be measured" : "Fidelity, 0 to 100";
    return line;
  }

  static #wordsOf(take) {
    const parts = [
      `Take ${take.number} of ${take.label}`, take.model, duration(take), price(take.cost),
      take.rating ? counted(take.rating, "star") : "not rated",
    ];
    if (take.picked) parts.push("picked");
    if (take.rejected) parts.push("rejected");
    if (isStale(take)) parts.push(`stale: ${take.stale.join(", ")}`);
    return parts.join(", ");
  }

  static #factsOf(shot, shown) {
    if (shot.takes.length === 0) return "no takes";
    const count = shown.length === shot.takes.length
      ? counted(shown.length, "take") : `${shown.length} of ${counted(shot.takes.length, "take")}`;
    const pick = shot.takes.some((take) => take.picked) ? "" : " · no pick yet";
    return `${count} · ${priceOfAll(shown)}${pick}`;
  }

  /** The shape that most pictures have, so that few have bars. */
  static #shapeOf(takes) {
    const shapes = takes.map((take) => take.size[0] / take.size[1]).sort((a, b) => a - b);
    const middle = shapes[Math.floor(shapes.length / 2)] ?? 16 / 9;
    return String(Math.min(Math.max(middle, 1), 2.4));
  }
}
