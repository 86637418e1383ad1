"use strict";

/** A pane's element: its caption, its picture, and what is said over it. */
function figureOf(pane, size) {
  const picture = make("div", { class: "picture" }, pane.element, make("span", { class: "tag", hidden: true }));
  picture.style.aspectRatio = `${size[0]} / ${size[1]}`;
  return make("figure", { class: "pane" }, make("figcaption"), picture);
}

/** Write a pane's caption anew. */
function caption(figure, parts) {
  figure.querySelector("figcaption").replaceChildren(...parts.filter((part) => part !== null));
}

function blockingCaption() {
  return [icon("cube"), make("b", {}, "3D blocking"), make("span", { class: "quiet" }, "authored, clay")];
}

/** What a take is called while nobody is to know which it is. */
function blindCaption(place) {
  return [make("b", { class: "letter" }, String(place)), make("b", {}, `Take ${place}`)];
}

function takeCaption(take) {
  return [
    letterChip(take),
    make("b", { class: "name" }, take.name),
    make("span", { class: "quiet detail" }, take.detail),
    make("span", { class: "spring" }),
    take.picked ? make("span", { class: "chip pick" }, icon("pick"), "Pick") : null,
    take.stale.length > 0 ? make("span", { class: "chip stale", title: take.stale.join(", ") }, icon("stale"), "Stale") : null,
    take.no_ai ? make("span", { class: "chip" }, "no AI") : null,
    make("b", { class: `score ${scoreClass(take.fidelity)}` }, scoreWords(take.fidelity)),
  ];
}
