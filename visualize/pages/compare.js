"use strict";

const COLOURS = "abcdefghi";
const FEW_PANES = 6;

/** The page: panes, clock, views, curves, findings and the blind vote, and what keys do. */
class ComparePage {
  #data;
  #panes;
  #figures;
  #ensemble;
  #stage;
  #views;
  #transport;
  #plot;
  #reading;
  #blindVote;
  #ballot;
  #chosen = 0;
  #blind = false;

  constructor(data) {
    this.#data = data;
    data.takes.forEach((take, index) => { take.colour = COLOURS[index]; });
    this.#ballot = new Ballot(data.shot.id);
    this.#build();
    this.#listen();
    this.#name();
    this.choose(0);
    const asked = /^#blind(?:=(\d+))?$/.exec(location.hash);
    if (asked) this.blind(asked[1] === undefined ? freshSeed() : Number(asked[1]));
  }

  get ensemble() { return this.#ensemble; }
  get panes() { return this.#panes; }

  /** Look at one take more closely: its remarks, its row, its pick. */
  choose(index) {
    if (index < 0 || index >= this.#data.takes.length) return;
    this.#chosen = index;
    this.#figures.forEach((figure, i) => figure.classList.toggle("chosen", !this.#blind && i === index + 1));
    this.#stage.lay(index + 1);
    this.#views.show();
    if (this.#blind) return;
    this.#plot.chosen = index;
    this.#reading.chosen = index;
    for (const row of byId("findings").querySelectorAll("tr[data-take]")) {
      row.classList.toggle("chosen", Number(row.dataset.take) === index);
    }
  }

  /** Hide every name and shuffle the takes; null shows them again. */
  blind(seed) {
    this.#blind = seed !== null;
    document.body.classList.toggle("blind", this.#blind);
    byId("blind").setAttribute("aria-pressed", String(this.#blind));
    if (this.#blind) {
      this.#blindVote.begin(seed);
      this.#stage.order([0, ...this.#blindVote.order.map((index) => index + 1)]);
      for (const id of ["findings", "plot", "said"]) byId(id).replaceChildren();
      byId("said").hidden = true;
    } else {
      this.#stage.order(this.#figures.map((_, i) => i));
      this.#show();
    }
    this.#stage.place();
    this.#name();
    this.choose(this.#blind ? this.#blindVote.order[0] : 0);
  }

  /** Say how the pick is made: a page on a disk cannot change the project. */
  pick(index) {
    if (this.#blind) return;
    const { stem, letter } = this.#data.takes[index];
    const line = `shotwright takes pick ${stem}`;
    const copy = make("button", { type: "button", class: "button" }, "Copy");
    const told = make("span", {}, `To pick ${letter}, run in the project's folder: `, make("code", {}, line));
    copy.addEventListener("click", () => {
      navigator.clipboard.writeText(line).then(
        () => { copy.textContent = "Copied"; },
        () => { copy.textContent = "Select and copy the line"; });
    });
    this.#say(told, copy);
  }

  #build() {
    const { takes, frames, rate, start, size, shot } = this.#data;
    const clock = { start, step: 1, frames, rate };
    this.#panes = [
      new Pane({ src: this.#data.blocking, clock, start }),
      ...takes.map((take) => new Pane({ src: take.src, clock: take.clock, start })),
    ];
    this.#figures = this.#panes.map((pane) => figureOf(pane, size));
    byId("title").textContent = `Compare ${shot.number}`;
    this.#stage = new Stage(byId("panes"), byId("pairing"), this.#figures, {
      aspect: size[0] / size[1], below: () => this.#below(),
    });
    this.#ensemble = new Ensemble(this.#panes, { frames, rate });
    this.#transport = new Transport(byId("transport"), this.#ensemble, {
      screen: byId("screen"), label: (frame) => this.#frameWords(frame), sound: false,
    });
    this.#blindVote = new BlindVote(byId("reading"), {
      takes, ballot: this.#ballot,
      onvote: () => this.#reveal(), onagain: () => this.blind(freshSeed()), ondone: () => this.blind(null),
    });
    this.#views = new ViewBar({
      tabs: byId("views"), pairing: byId("pairing"), stage: this.#stage,
      order: () => this.#paneOrder(), nameOf: (index) => this.#paneName(index),
    });
    this.#show();
  }

  /** Build what tells takes apart: curves, reading, findings. */
  #show() {
    const { takes, shot, standing, columns, ranked, frames, start } = this.#data;
    const root = byId("plot");
    const space = make("div", { class: "space" });
    this.#plot = new CurvePlot(space, { takes, frames, start });
    this.#plot.addEventListener("scrub", (event) => {
      this.#ensemble.pause();
      this.#ensemble.seek(event.detail);
    });
    root.replaceChildren(this.#legend(), space);
    const acts = { onchoose: (index) => this.choose(index), onpick: (index) => this.pick(index) };
    this.#reading = new Reading(byId("reading"), { shot, takes, standing, plot: this.#plot, ...acts });
    byId("findings").replaceChildren(
      findingsTable({ takes, columns, order: ranked.map((letter) => this.#indexOf(letter)), ...acts }));
    this.#tell();
  }

  /** After a vote: names, scores and curves come back around what the vote says. */
  #reveal() {
    this.#blind = false;
    document.body.classList.remove("blind");
    byId("blind").setAttribute("aria-pressed", "false");
    this.#show();
    this.#name();
    this.choose(this.#chosen);
  }

  /** How many pixels below the panes are to be seen without scrolling: time, and some findings. */
  #below() {
    const { size } = this.#data;
    const share = this.#panes.length <= FEW_PANES && size[0] > size[1] ? 0.22 : 0.06;
    const found = Math.min(byId("findings").offsetHeight, share * window.innerHeight);
    return document.querySelector(".time").offsetHeight + found + document.querySelector(".keys").offsetHeight;
  }

  #legend() {
    const choice = make("select", { class: "button", "aria-label": "Curve" },
      ...this.#plot.metrics.map((name) => make("option", { value: name }, name === "fidelity" ? "Overall" : capital(name))));
    choice.addEventListener("change", () => {
      this.#plot.metric = choice.value;
      this.#tell();
    });
    const title = make("div", { class: "plot-title" }, make("b", {}, "Fidelity to the authored move"),
      make("span", { class: "quiet" }, "0 to 100, frame by frame"), make("span", { class: "spring" }),
      ...this.#data.takes.map((take) => make("span", { class: "key" }, make("i", { class: `take-${take.colour}` }), take.letter)),
      this.#plot.metrics.length > 0 ? choice : make("span", { class: "quiet" }, "nothing measured"));
    return title;
  }

  /** Write the captions, by name or, while blind, by number. */
  #name() {
    const { shot, takes, project } = this.#data;
    const count = `${takes.length} take${takes.length === 1 ? "" : "s"} against the blocking`;
    byId("subtitle").textContent = `${shot.name} · ${count} · ${project}`;
    byId("blind").replaceChildren(icon(this.#blind ? "eye" : "eye-off"), this.#blind ? "Show names" : "Blind vote");
    byId("standing").textContent = this.#blind ? "" : `Metrics ${this.#data.metrics}`;
    caption(this.#figures[0], blockingCaption());
    takes.forEach((take, index) => {
      const place = this.#blindVote.order.indexOf(index) + 1;
      caption(this.#figures[index + 1], this.#blind ? blindCaption(place) : takeCaption(take));
    });
    this.#views.show();
  }

  #paneOrder() {
    const takes = this.#data.takes.map((_, i) => i);
    return [0, ...(this.#blind ? this.#blindVote.order : takes).map((i) => i + 1)];
  }

  #paneName(index) {
    if (index === 0) return "3D blocking";
    if (this.#blind) return `Take ${this.#blindVote.order.indexOf(index - 1) + 1}`;
    const take = this.#data.takes[index - 1];
    return `${take.letter}  ${take.name}`;
  }

  #indexOf(letter) {
    return this.#data.takes.findIndex((take) => take.letter === letter);
  }

  #frameWords(frame) {
    const waits = this.#ensemble?.waiting ? "waiting for a clip" : "all in step";
    return `f ${frame + this.#data.start}, ${waits}`;
  }

  /** Show the playhead and mark panes that have no frame there. */
  #tell() {
    const frame = this.#ensemble.frame;
    this.#panes.forEach((pane, index) => {
      const side = pane.side(frame);
      const tag = this.#figures[index].querySelector(".tag");
      this.#figures[index].classList.toggle("outside", side !== 0);
      tag.hidden = side === 0;
      tag.textContent = side < 0 ? "Not begun" : "Ended";
    });
    if (this.#blind) return;
    this.#plot.show(frame);
    this.#reading.show(frame, frame + this.#data.start);
  }

  #listen() {
    this.#ensemble.addEventListener("frame", () => this.#tell());
    this.#stage.addEventListener("choose", (event) => this.choose(event.detail - 1));
    this.#ensemble.addEventListener("state", () => document.body.classList.toggle("waits", this.#ensemble.waiting));
    byId("blind").addEventListener("click", () => this.blind(this.#blind ? null : freshSeed()));
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const onButton = event.target.matches("button") && event.key === " ";
    if (onButton) return;
    const acts = {
      w: () => { this.#stage.view = "wipe"; },
      d: () => { this.#stage.view = "difference"; },
      o: () => { this.#stage.view = "onion"; },
      s: () => { this.#stage.view = "side"; },
      b: () => this.blind(this.#blind ? null : freshSeed()),
      p: () => this.pick(this.#chosen),
    };
    const act = acts[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      act();
    } else if (/^[1-9]$/.test(event.key)) {
      const place = Number(event.key) - 1;
      this.choose(this.#blind ? this.#blindVote.order[place] ?? -1 : place);
    } else {
      this.#transport.key(event);
    }
  }

  #say(...parts) {
    const said = byId("said");
    const close = iconButton("close", "Close", () => { said.hidden = true; });
    said.replaceChildren(...parts, close);
    said.hidden = false;
  }
}

function byId(id) {
  return document.getElementById(id);
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const page = new ComparePage(takeData());

/** Read the page's data and take it out of the document, so that a blind page names nobody. */
function takeData() {
  const data = pageData();
  byId("page-data").remove();
  return data;
}
