"use strict";

const MOST_DAYS = 10;
const STATES = [
  { name: "Picked", icon: "pick", fits: (take) => take.picked },
  { name: "Rated", icon: "star", fits: (take) => take.rating > 0 },
  { name: "Unrated", icon: "star-outline", fits: (take) => take.rating === 0 },
  { name: "Current", icon: "check", fits: (take) => take.stale !== null && !isStale(take) },
  { name: "Stale", icon: "stale", fits: isStale },
  { name: "Kept", icon: "slate", fits: (take) => !take.rejected },
  { name: "Rejected", icon: "reject", fits: (take) => take.rejected },
];

/**
 * The panel of filters, and which takes pass.
 *
 * Nothing ticked in a group lets everything through. Of states, a take must be all that are ticked;
 * of the other groups, one that is. The count beside a name is what ticking it would show.
 */
class Filters {
  #takes;
  #changed;
  #ticked = {
    State: new Set(), Shot: new Set(), Model: new Set(), Mode: new Set(), Made: new Set(),
  };
  #counts = [];
  #least = 0;
  #costs;
  #most;
  #words = [];
  #slider = null;
  #ratingRow;

  constructor(root, takes, shots, changed) {
    this.#takes = takes;
    this.#changed = changed;
    this.#costs = [...new Set(takes.map((take) => take.cost).filter((cost) => cost !== null))];
    this.#costs.sort((one, other) => one - other);
    this.#most = this.#costs.length - 1;
    const boxes = [
      this.#group("State", STATES.filter((state) => takes.some(state.fits))),
      this.#group("Shot", shots.map((shot) => ({
        name: shot.id, words: shot.title, fits: (take) => take.shot === shot.id,
      }))),
      this.#group("Model", this.#named((take) => take.model)),
      this.#group("Mode", this.#named((take) => take.mode)),
      this.#rating(),
      this.#cost(),
      this.#group("Made", this.#days()),
    ];
    root.replaceChildren(...boxes.filter((box) => box !== null));
    this.#tell();
  }

  set text(text) {
    this.#words = text.toLowerCase().split(/\s+/).filter((word) => word);
  }

  /** The takes that pass, in the order in which they came. */
  passing() {
    return this.#takes.filter((take) => this.#passes(take, null));
  }

  /** What narrows the view, to be shown and taken off one by one. */
  active() {
    const list = [];
    for (const { group, entry, box } of this.#counts) {
      if (!this.#ticked[group].has(entry)) continue;
      const drop = () => { box.checked = false; this.#tick(group, entry, false); };
      list.push({ words: entry.words ?? entry.name, drop });
    }
    if (this.#least > 0) {
      list.push({ words: `${counted(this.#least, "star")} or more`, drop: () => this.#rate(0) });
    }
    if (this.#most < this.#costs.length - 1) {
      list.push({ words: this.#costWords(), drop: () => this.#spend(this.#costs.length - 1) });
    }
    return list;
  }

  reset() {
    for (const { box } of this.#counts) box.checked = false;
    for (const ticked of Object.values(this.#ticked)) ticked.clear();
    this.#words = [];
    this.#least = 0;
    this.#most = this.#costs.length - 1;
    this.#told();
  }

  /** Whether a take passes every group but one. */
  #passes(take, but) {
    for (const [group, ticked] of Object.entries(this.#ticked)) {
      if (group === but || ticked.size === 0) continue;
      const entries = [...ticked];
      const fits = group === "State"
        ? entries.every((entry) => entry.fits(take)) : entries.some((entry) => entry.fits(take));
      if (!fits) return false;
    }
    if (take.rating < this.#least) return false;
    const isOpen = this.#most >= this.#costs.length - 1;
    if (!isOpen && (take.cost === null || take.cost > this.#costs[this.#most])) return false;
    return this.#words.every((word) => take.text.includes(word));
  }

  #named(nameOf) {
    const names = [...new Set(this.#takes.map(nameOf))].sort((a, b) => a.localeCompare(b, "en"));
    return names.map((name) => ({ name, fits: (take) => nameOf(take) === name }));
  }

  /** The days on which takes were made, the latest first; of many days, the months. */
  #days() {
    const latest = [...this.#takes].sort((a, b) => b.made.localeCompare(a.made));
    const days = new Set(latest.map((take) => day(take.made)));
    const nameOf = days.size > MOST_DAYS ? (take) => month(take.made) : (take) => day(take.made);
    const names = [...new Set(latest.map(nameOf))];
    return names.map((name) => ({ name, fits: (take) => nameOf(take) === name }));
  }

  #group(title, entries) {
    if (entries.length === 0) return null;
    const rows = entries.map((entry) => {
      const box = make("input", { type: "checkbox" });
      box.addEventListener("change", () => this.#tick(title, entry, box.checked));
      const count = make("span", { class: "count" });
      this.#counts.push({ group: title, entry, box, count });
      const words = make("span", { class: "name" }, entry.words ?? entry.name);
      words.title = words.textContent;
      const sign = entry.icon ? icon(entry.icon) : null;
      if (sign) sign.classList.add(`is-${entry.icon}`);
      return make("label", { class: "tick" }, box, sign, words, count);
    });
    return this.#folding(title, make("div", { class: "ticks" }, ...rows));
  }

  #rating() {
    if (!this.#takes.some((take) => take.rating > 0)) return null;
    this.#ratingRow = make("div", { class: "rating" });
    for (let star = 1; star <= 5; star += 1) {
      const button = iconButton("star-outline", `${counted(star, "star")} or more`, () => {
        this.#rate(this.#least === star ? 0 : star);
      });
      button.classList.add("bare");
      this.#ratingRow.append(button);
    }
    this.#ratingRow.append(make("span", { class: "quiet" }));
    return this.#folding("Rating", this.#ratingRow);
  }

  #cost() {
    if (this.#costs.length < 2) return null;
    this.#slider = make("input", {
      type: "range", min: 0, max: this.#costs.length - 1, "aria-label": "Highest cost",
    });
    this.#slider.addEventListener("input", () => this.#spend(Number(this.#slider.value)));
    const ends = make("div", { class: "ends quiet" },
      make("span", {}, price(this.#costs[0])), make("span", {}));
    return this.#folding("Cost", make("div", { class: "cost" }, this.#slider, ends));
  }

  #folding(title, ...inside) {
    const summary = make("summary", {}, icon("fold"), make("h3", {}, title));
    return make("details", { class: "group", open: true }, summary, ...inside);
  }

  #tick(group, entry, on) {
    if (on) this.#ticked[group].add(entry);
    else this.#ticked[group].delete(entry);
    this.#told();
  }

  #rate(least) {
    this.#least = least;
    this.#told();
  }

  #spend(most) {
    this.#most = most;
    this.#told();
  }

  #costWords() {
    const most = this.#costs[this.#most];
    return most === 0 ? "Free" : `Up to ${price(most)}`;
  }

  #told() {
    this.#tell();
    this.#changed();
  }

  /** Bring counts, stars and slider up to what is asked for. */
  tell() {
    this.#tell();
  }

  #tell() {
    const pools = new Map();
    for (const { group, entry, count } of this.#counts) {
      const but = group === "State" ? null : group;
      if (!pools.has(but)) pools.set(but, this.#takes.filter((take) => this.#passes(take, but)));
      const number = pools.get(but).filter(entry.fits).length;
      count.textContent = number.toLocaleString("en");
      count.closest(".tick").classList.toggle("none", number === 0);
    }
    if (this.#ratingRow) {
      const buttons = this.#ratingRow.querySelectorAll("button");
      buttons.forEach((button, at) => {
        relabel(button, button.title, at < this.#least ? "star" : "star-outline");
        button.setAttribute("aria-pressed", String(at + 1 === this.#least));
      });
      this.#ratingRow.lastChild.textContent = this.#least ? "or more" : "any rating";
    }
    if (this.#slider) {
      const last = this.#costs.length - 1;
      this.#slider.value = this.#most;
      this.#slider.style.setProperty("--done", `${(100 * this.#most) / last}%`);
      this.#slider.setAttribute("aria-valuetext", this.#costWords());
      this.#slider.parentElement.querySelector(".ends").lastChild.textContent =
        this.#most === last ? price(this.#costs[last]) : this.#costWords();
    }
  }
}
