"use strict";

const MOST_REMARKS = 2;

/** One word for a score, and how it is coloured. */
function verdict(take, score) {
  if (score === null) return ["", "unknown"];
  if (take.no_ai && score >= 98) return ["Exact", "kept"];
  if (score >= FAITHFUL) return ["Faithful", "kept"];
  return score >= FAIR ? ["Fair", "fair"] : ["Wrong move", "lost"];
}

/**
 * What differs from the blocking at the playhead, take by take, and the pick.
 *
 * `onchoose(index)` and `onpick(index)` are called for a take's row and for the button.
 */
class Reading {
  #root;
  #shot;
  #takes;
  #plot;
  #title = make("h2");
  #rows;
  #pick;
  #chosen = 0;

  constructor(root, { shot, takes, standing, plot, onchoose, onpick }) {
    this.#root = root;
    this.#shot = shot;
    this.#takes = takes;
    this.#plot = plot;
    this.#rows = takes.map((take, index) => make("li", { onclick: () => onchoose(index) },
      letterChip(take), make("span", { class: "words" }), make("b", { class: "score" }),
      make("span", { class: "verdict" })));
    this.#pick = make("button", {
      type: "button", class: "button primary", onclick: () => onpick(this.#chosen),
    });
    root.replaceChildren(
      make("header", {}, this.#title, make("span", { class: "quiet" }, "against the blocking")),
      make("ul", {}, ...this.#rows),
      make("p", { class: "standing" }, standing),
      this.#pick);
    this.chosen = 0;
  }

  set chosen(index) {
    this.#chosen = index;
    this.#rows.forEach((row, i) => row.classList.toggle("chosen", i === index));
    this.#pick.replaceChildren(icon("pick"), `Pick ${this.#takes[index].letter} for shot ${this.#shot.number}`);
  }

  show(frame, sceneFrame) {
    this.#title.textContent = `Reading at f ${sceneFrame}`;
    this.#rows.forEach((row, index) => {
      const take = this.#takes[index];
      const [, words, number, end] = row.children;
      const score = this.#plot.scoreAt(take, frame);
      const remarks = this.#plot.remarksAt(take, frame);
      const [word, kind] = verdict(take, score);
      words.textContent = this.#words(take, score, remarks);
      number.textContent = scoreWords(score);
      number.className = `score ${scoreClass(score)}`;
      end.textContent = word;
      end.className = `verdict ${kind}`;
    });
  }

  #words(take, score, remarks) {
    const worst = remarks.slice(0, MOST_REMARKS).map((remark) => remark.text);
    if (worst.length > 0) return capital(worst.join(", "));
    if (score !== null) return score >= FAITHFUL ? "As authored here" : "Nothing named here";
    return take.fidelity === null ? "Not measurable" : "Not judged here";
  }
}
