"use strict";

/**
 * The blind vote: takes without their names, in an order that a seed decides.
 *
 * While it lasts nothing in the document tells a take: no name, no score, no cost. `order` are the
 * takes by the number they go under.
 */
class BlindVote {
  #root;
  #takes;
  #ballot;
  #seed = 0;
  #onvote;
  #onagain;
  #ondone;
  order = [];

  constructor(root, { takes, ballot, onvote, onagain, ondone }) {
    this.#root = root;
    this.#takes = takes;
    this.#ballot = ballot;
    this.#onvote = onvote;
    this.#onagain = onagain;
    this.#ondone = ondone;
  }

  begin(seed) {
    this.#seed = seed;
    this.order = shuffled(this.#takes.length, seed);
    const buttons = this.order.map((_, place) => make("button", {
      type: "button", class: "button vote", onclick: () => this.#cast(place),
    }, `Take ${place + 1}`));
    this.#write(
      make("header", {}, make("h2", {}, "Blind vote"),
        make("span", { class: "quiet" }, `seed ${seed}`)),
      make("p", {}, "Which take is best for this shot? Watch them all, then vote."),
      make("p", { class: "quiet" }, "Names, scores and costs come back after the vote."),
      make("div", { class: "ballot" }, ...buttons),
      this.#kept());
  }

  #cast(place) {
    const winner = this.#takes[this.order[place]];
    const losers = this.order.filter((_, i) => i !== place).map((index) => this.#takes[index]);
    this.#ballot.cast(winner.id, losers.map((take) => take.id), { blind: true, seed: this.#seed });
    this.#onvote();
    this.#reveal(place, winner);
  }

  #reveal(place, winner) {
    const rows = this.order.map((index, i) => make("li", { class: i === place ? "chosen" : "" },
      make("span", { class: "quiet" }, String(i + 1)), letterChip(this.#takes[index]),
      make("span", { class: "words" }, this.#takes[index].name),
      make("b", { class: `score ${scoreClass(this.#takes[index].fidelity)}` },
        scoreWords(this.#takes[index].fidelity))));
    this.#write(
      make("header", {}, make("h2", {}, `You chose ${winner.letter}`),
        make("span", { class: "quiet" }, `it was take ${place + 1}`)),
      make("ul", { class: "revealed" }, ...rows),
      make("div", { class: "ballot" },
        make("button", { type: "button", class: "button", onclick: () => this.#onagain() }, "Vote again"),
        make("button", { type: "button", class: "button bare", onclick: () => this.#ondone() }, "Show the reading")),
      this.#kept());
  }

  #write(...parts) {
    this.#root.replaceChildren(...parts.filter((part) => part !== null));
  }

  /** How many votes there are, and the button that saves them. */
  #kept() {
    const { count, unsaved } = this.#ballot;
    if (count === 0) return null;
    const words = make("span", { class: "quiet", role: "status" });
    const tell = () => {
      const votes = `${count} vote${count === 1 ? "" : "s"} in this page`;
      words.textContent = this.#ballot.unsaved > 0 ? `${votes}, not saved yet` : `${votes}, saved`;
    };
    const save = make("button", {
      type: "button", class: unsaved > 0 ? "button primary" : "button",
      onclick: () => { this.#ballot.save(); tell(); },
    }, "Save votes.json");
    tell();
    return make("div", { class: "kept-votes" }, words, save);
  }
}
