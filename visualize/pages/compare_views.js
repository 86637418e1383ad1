"use strict";

const HINTS = {
  wipe: "Drag the line",
  difference: "Black where both agree, light where they differ",
};

/**
 * The tabs of the views, and for two panes over each other which they are and how they mix.
 *
 * `order()` are the panes in the order in which they are offered, `nameOf(index)` what one is called
 * at the moment.
 */
class ViewBar {
  #tabs;
  #pairing;
  #stage;
  #order;
  #nameOf;
  #strength;

  constructor({ tabs, pairing, stage, order, nameOf }) {
    this.#tabs = tabs;
    this.#pairing = pairing;
    this.#stage = stage;
    this.#order = order;
    this.#nameOf = nameOf;
    this.#strength = make("input", { type: "range", min: 0, max: 100, "aria-label": "Strength" });
    this.#strength.addEventListener("input", () => { stage.share = this.#strength.value / 100; });
    tabs.replaceChildren(...VIEWS.map(([name, words, image]) => make("button", {
      type: "button", class: "button bare", "data-view": name,
      onclick: () => { if (stage.view !== name) stage.view = name; },
    }, icon(image), words)));
    stage.addEventListener("view", () => this.show());
    stage.addEventListener("share", () => this.#tellShare());
    this.show();
  }

  /** Say which view is on, and what lies over what. */
  show() {
    const { view, pair: [under, over] } = this.#stage;
    for (const tab of this.#tabs.children) {
      tab.setAttribute("aria-pressed", String(tab.dataset.view === view));
    }
    this.#pairing.replaceChildren(
      this.#choice("Above", over, (index) => this.#stage.lay(index)),
      make("span", { class: "quiet" }, "over"),
      this.#choice("Below", under, (index) => this.#stage.lay(this.#stage.pair[1], index)),
      make("span", { class: "spring" }),
      ...(view === "onion"
        ? [make("span", { class: "quiet" }, "Strength"), this.#strength]
        : [make("span", { class: "quiet" }, HINTS[view] ?? "")]));
    this.#tellShare();
  }

  #tellShare() {
    this.#strength.value = Math.round(100 * this.#stage.share);
    this.#strength.style.setProperty("--done", `${this.#strength.value}%`);
  }

  #choice(words, now, act) {
    const options = this.#order().map((index) =>
      make("option", { value: index, selected: index === now }, this.#nameOf(index)));
    const select = make("select", { class: "button", "aria-label": words }, ...options);
    select.addEventListener("change", () => {
      act(Number(select.value));
      this.show();
    });
    return select;
  }
}
