"use strict";

/** Numbers from 0 to 1 that follow from a seed alone (mulberry32). */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The numbers 0 to count - 1 in an order that follows from a seed alone. */
function shuffled(count, seed) {
  const random = seeded(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** A seed that nobody chose. */
function freshSeed() {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}

/**
 * Votes of one shot, kept in the page until they are saved as a file.
 *
 * A page on a disk cannot write: the file is handed to the user, who gives it to Shotwright.
 */
class Ballot {
  #shot;
  #votes = [];
  #saved = 0;

  constructor(shot) {
    this.#shot = shot;
  }

  get count() { return this.#votes.length; }
  get unsaved() { return this.#votes.length - this.#saved; }

  cast(winner, losers, { blind, seed }) {
    this.#votes.push({ shot: this.#shot, winner, losers, blind, seed, at: new Date().toISOString() });
  }

  save() {
    const content = { kind: "shotwright-votes", version: 1, votes: this.#votes };
    const file = new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" });
    const address = URL.createObjectURL(file);
    make("a", { href: address, download: "votes.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    this.#saved = this.#votes.length;
  }
}
