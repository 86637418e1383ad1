"use strict";

const FAITHFUL = 85;
const FAIR = 60;

/** A score as a whole number; only a perfect one is 100, and one that is not known is a dash. */
function scoreWords(score) {
  if (score === null || score === undefined) return "–";
  return String(score < 99.95 ? Math.min(Math.round(score), 99) : 100);
}

/** How a score is coloured: as kept, as fair, as lost, or as unknown. */
function scoreClass(score) {
  if (score === null || score === undefined) return "unknown";
  return score >= FAITHFUL ? "kept" : score >= FAIR ? "fair" : "lost";
}

/** A take's letter on its colour: never the colour alone. */
function letterChip(take) {
  return make("b", { class: `letter take-${take.colour}` }, take.letter);
}

/** The number and the bar of a take's fidelity. */
function fidelity(take) {
  const bar = make("span", { class: "bar" }, make("i", { class: `take-${take.colour}` }));
  bar.firstChild.style.width = `${take.fidelity ?? 0}%`;
  return make("span", { class: "fidelity" }, make("b", {}, scoreWords(take.fidelity)), bar);
}

/**
 * The table of what was measured, the best take first.
 *
 * `onchoose(index)` is called for a row, `onpick(index)` for its button.
 */
function findingsTable({ takes, order, columns, onchoose, onpick }) {
  const heads = ["Take", "Fidelity", ...columns.map(([head]) => head), "Cost", "Wait", "What went wrong", ""];
  const last = columns.length + 3;
  const head = make("tr", {}, ...heads.map((text, i) =>
    make("th", { scope: "col", class: i >= 2 && i <= last ? "number" : "" }, text)));
  const rows = order.map((index) => {
    const take = takes[index];
    const pick = make("button", {
      type: "button", class: "button", onclick: (event) => { event.stopPropagation(); onpick(index); },
    }, take.picked ? "Picked" : "Pick");
    return make("tr", { "data-take": index, onclick: () => onchoose(index) },
      make("th", { scope: "row" }, letterChip(take), make("span", { class: "name" }, take.name),
        take.no_ai ? make("span", { class: "chip" }, "no AI") : null),
      make("td", {}, fidelity(take)),
      ...take.scores.map((score) => make("td", { class: `number ${scoreClass(score)}` }, scoreWords(score))),
      make("td", { class: "number money" }, take.cost),
      make("td", { class: "number" }, take.wait),
      make("td", { class: "said-wrong" }, take.said),
      make("td", {}, pick));
  });
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
}
