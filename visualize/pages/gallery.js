"use strict";

/** The gallery: filters on the left, takes by shot in the middle, the current take on the right. */
(() => {
  const data = pageData();
  const byId = (id) => document.getElementById(id);
  const takes = data.shots.flatMap((shot) => shot.takes.map((take) => prepared(take, shot)));

  /** Give a take what every part of the page asks of it. */
  function prepared(take, shot) {
    take.shot = shot.id;
    take.shotTitle = shot.number || shot.name;
    const words = [take.prompt, take.negative, take.model, take.mode, take.note, take.label, take.file];
    take.text = [...words, ...take.tags].join("\n").toLowerCase();
    return take;
  }

  const shots = data.shots.map((shot) => ({
    id: shot.id, title: [shot.number, shot.name].filter((part) => part).join(" "),
  }));
  const detail = new Detail(byId("detail"), unchoose);
  const wall = new Wall(byId("wall"), data.shots, (take) => {
    detail.show(take);
    document.body.classList.add("chosen");
  });
  const filters = new Filters(byId("groups"), takes, shots, refresh);
  const search = byId("search");
  const sort = byId("sort");

  function refresh() {
    const passing = filters.passing();
    const active = filters.active();
    const narrowed = active.length > 0 || search.value.trim() !== "";
    wall.show(passing, sort.value, narrowed);
    byId("active").replaceChildren(...active.map(({ words, drop }) =>
      make("button", { type: "button", class: "chip off", title: `Take off: ${words}`, onclick: drop },
        words, icon("close"))));
    byId("shown").textContent = narrowed ? `${passing.length} of ${counted(takes.length, "take")}` : "";
    byId("nothing").hidden = passing.length > 0 || !narrowed;
    byId("wall").hidden = passing.length === 0 && narrowed;
    byId("reset").disabled = !narrowed;
  }

  function unchoose() {
    document.body.classList.remove("chosen");
    detail.hide();
  }

  function reset() {
    search.value = "";
    filters.reset();
  }

  function showFilters(open) {
    document.body.classList.toggle("with-filters", open);
    byId("show-filters").setAttribute("aria-expanded", String(open));
  }

  function key(event) {
    if (event.key === "Escape") return escape(event);
    if (isTyping(event.target)) return undefined;
    if (event.key === "/") {
      event.preventDefault();
      search.focus();
      return undefined;
    }
    const isControl = event.target.matches("summary, button:not(.card), input, select");
    if (isControl && (event.key === " " || event.key === "Enter")) return undefined;
    if (event.target.matches("input[type=range]") && event.key.startsWith("Arrow")) return undefined;
    return document.fullscreenElement ? detail.key(screenKey(event)) : wall.key(event) || detail.key(event);
  }

  /** On the full screen there is no wall: left and right are frames there. */
  function screenKey(event) {
    const other = { ArrowLeft: ",", ArrowRight: "." }[event.key];
    if (!other) return event;
    event.preventDefault();
    return new KeyboardEvent("keydown", { key: other, cancelable: true });
  }

  function escape(event) {
    if (event.target === search && search.value) {
      search.value = "";
      search.dispatchEvent(new Event("input"));
    } else if (event.target === search) search.blur();
    else if (document.body.classList.contains("with-filters")) showFilters(false);
    else if (!document.fullscreenElement) unchoose();
  }

  byId("project").textContent = data.project;
  byId("totals").textContent = `${counted(takes.length, "take")} · ${priceOfAll(takes)}`;
  sort.append(...Object.entries(ORDERS).map(([name, order]) =>
    make("option", { value: name }, order.words)));
  sort.addEventListener("change", refresh);
  search.addEventListener("input", () => {
    filters.text = search.value;
    filters.tell();
    refresh();
  });
  byId("reset").addEventListener("click", reset);
  byId("reset-here").addEventListener("click", reset);
  byId("show-filters").addEventListener("click", () => {
    showFilters(!document.body.classList.contains("with-filters"));
  });
  byId("wall").addEventListener("dblclick", ({ target }) => {
    if (target.closest(".card")) detail.fullscreen();
  });
  document.addEventListener("keydown", key);

  refresh();
  byId("none").hidden = data.shots.length > 0;
  byId("wall").hidden = data.shots.length === 0;
  const first = wall.shown.find((take) => take.picked) ?? wall.shown[0];
  if (first && matchMedia("(min-width: 1000px)").matches) wall.choose(first);
})();
