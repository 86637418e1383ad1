"use strict";

/** The panel beside the wall: the current take's player, and all that is known of it. */
class Detail {
  #root;
  #close;
  #take = null;
  #video = make("video", { muted: true });
  #still = make("img", { alt: "" });
  #stage = make("div", { class: "stage" });
  #player;
  #clip;
  #transport;
  #controls = make("div");
  #text = make("div", { class: "facts" });
  #fidelity = null;
  #title = make("h2");
  #state = make("span");

  constructor(root, close) {
    this.#root = root;
    this.#close = close;
    this.#video.muted = true;
    this.#clip = new FrameClip(this.#video);
    this.#clip.loop = true;
    this.#stage.append(this.#video, this.#still);
    this.#player = make("div", { class: "player" }, this.#stage, this.#controls);
    this.#transport = new Transport(this.#controls, this.#clip, {
      screen: this.#player,
      label: (frame) => this.#frameWords(frame),
    });
    this.#clip.addEventListener("frame", () => {
      if (this.#fidelity) this.#fidelity.frame = this.#clip.frame;
    });
    this.#stage.addEventListener("click", () => this.#isFilm && this.#transport.toggle());
    this.#stage.addEventListener("dblclick", () => this.#transport.fullscreen());
    const shut = iconButton("close", "Close (Esc)", () => this.#close());
    shut.classList.add("bare", "shut");
    root.replaceChildren(
      make("div", { class: "head" }, this.#title, this.#state, make("span", { class: "spring" }), shut),
      make("div", { class: "inside" }, this.#player, this.#text),
    );
  }

  get #isFilm() { return this.#take?.kind === "video" && Boolean(this.#take.clip); }

  show(take) {
    this.#take = take;
    this.#root.hidden = false;
    this.#root.querySelector(".inside").scrollTop = 0;
    this.#title.replaceChildren(make("b", {}, take.shotTitle), ` · Take ${take.number}`);
    this.#state.replaceWith(this.#state = Detail.#stateOf(take));
    this.#load(take);
    this.#text.replaceChildren(...this.#facts(take));
  }

  hide() {
    this.#take = null;
    this.#clip.close();
    this.#root.hidden = true;
  }

  fullscreen() {
    this.#transport.fullscreen();
  }

  /** Give the player a key; tell whether it took it. */
  key(event) {
    if (!this.#take) return false;
    if (event.key === "Enter" || event.key.toLowerCase() === "f") {
      event.preventDefault();
      this.fullscreen();
      return true;
    }
    return this.#isFilm && this.#transport.key(event);
  }

  #load(take) {
    const isFilm = this.#isFilm;
    this.#stage.style.aspectRatio = `${take.size[0]} / ${take.size[1]}`;
    this.#video.hidden = !isFilm;
    this.#controls.hidden = !isFilm;
    this.#still.hidden = isFilm || !take.clip;
    this.#stage.classList.toggle("none", !take.clip);
    if (isFilm) {
      this.#clip.open({ src: take.clip, poster: take.poster, frames: take.frames, rate: take.rate });
      this.#transport.sound = take.audio;
    } else {
      this.#clip.close();
      if (take.clip) this.#still.src = take.clip;
    }
  }

  /** "f 139 · 43 of 108": the scene's frame where it is known, then the clip's own. */
  #frameWords(frame) {
    const own = `${frame + 1}\u00a0of\u00a0${this.#clip.frames}`;
    if (!this.#take?.scene) return own;
    const [start, step, low, high] = this.#take.scene;
    const at = Math.min(Math.max(start + frame * step, low), high);
    return `f\u00a0${Number(at.toFixed(2))} · ${own}`;
  }

  #facts(take) {
    return [
      Detail.#judgement(take),
      take.fault ? Detail.#part("No picture", make("p", { class: "wrong" }, take.fault)) : null,
      Detail.#staleness(take),
      this.#fidelityPart(take),
      Detail.#provenance(take),
      Detail.#prompt(take),
      Detail.#notes(take),
    ].filter((part) => part !== null);
  }

  static #stateOf(take) {
    if (take.stale === null) return make("span", { class: "chip" }, "Not known whether stale");
    if (isStale(take)) return make("span", { class: "chip stale" }, icon("stale"), "Stale");
    return make("span", { class: "chip good" }, icon("check"), "Current");
  }

  static #judgement(take) {
    return make("div", { class: "judged" },
      take.picked ? make("span", { class: "chip pick" }, icon("pick"), `Pick for ${take.shotTitle}`) : null,
      take.rejected ? make("span", { class: "chip bad" }, icon("reject"), "Rejected") : null,
      make("span", { class: "spring" }), stars(take.rating));
  }

  static #staleness(take) {
    const parts = [
      ...(take.stale ?? []).map((reason) => make("li", { class: "stale" }, sentence(reason))),
      ...take.remarks.map((remark) => make("li", { class: "quiet" }, sentence(remark))),
    ];
    if (parts.length === 0) return null;
    const title = isStale(take) ? "Older than its shot" : "Its scene";
    return Detail.#part(title, make("ul", { class: "reasons" }, ...parts));
  }

  #fidelityPart(take) {
    this.#fidelity = null;
    if (!take.fidelity) return null;
    this.#fidelity = new Fidelity(take, (frame) => { this.#clip.pause(); this.#clip.seek(frame); });
    return Detail.#part("Fidelity", this.#fidelity.element, "0 to 100");
  }

  static #provenance(take) {
    const rows = [...take.provenance, ["Made", moment(take.made)], ["File", take.file]];
    const list = rows.flatMap(([label, words]) => [make("dt", {}, label), make("dd", {}, words)]);
    return Detail.#part("Provenance", make("dl", {}, ...list));
  }

  static #prompt(take) {
    if (!take.prompt && !take.negative) return null;
    const words = make("div", { class: "prompt" }, make("p", {}, take.prompt));
    if (take.negative) words.append(make("p", { class: "quiet" }, `Not: ${take.negative}`));
    return Detail.#part("Prompt", words, counted(take.prompt.length, "character"));
  }

  static #notes(take) {
    if (!take.note && take.tags.length === 0) return null;
    const tags = take.tags.map((tag) => make("span", { class: "chip" }, tag));
    return Detail.#part("Note and tags", make("div", { class: "notes" },
      take.note ? make("p", {}, take.note) : null, make("div", { class: "tags" }, ...tags)));
  }

  static #part(title, inside, aside = "") {
    const head = make("summary", {}, icon("fold"), make("h3", {}, title),
      make("span", { class: "spring" }), make("span", { class: "quiet" }, aside));
    return make("details", { class: "part", open: true }, head, inside);
  }
}
