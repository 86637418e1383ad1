"use strict";

/** What the page shows: the JSON that was written into it. */
function pageData() {
  return JSON.parse(document.getElementById("page-data").textContent);
}

/**
 * Make an element. Text is only ever set as text, so nothing of a project becomes markup.
 *
 * make("button", { class: "icon", title: "Play", onclick: play }, icon("play"))
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An icon of icons.svg, hidden from screen readers: what carries it has the words. */
function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A button that shows an icon alone; its words are its tooltip and its name. */
function iconButton(name, words, onclick) {
  const button = make("button", { type: "button", class: "button icon-only", onclick }, icon(name));
  relabel(button, words);
  return button;
}

/** Say anew what an icon's button does, and show another icon when one is given. */
function relabel(button, words, name) {
  button.title = words;
  button.setAttribute("aria-label", words);
  if (name) button.querySelector("use").setAttribute("href", `#icon-${name}`);
}

/** 0:01.8, 12:03.4: tenths are cut, not rounded, so that a clip never seems over too soon. */
function clock(seconds) {
  const tenths = Math.floor(seconds * 10 + 1e-6);
  const whole = Math.floor(tenths / 10);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}.${tenths % 10}`;
}

/** Whether keys belong to a field that text is typed into. */
function isTyping(target) {
  return target.matches("textarea, select, input:not([type=checkbox]):not([type=range])");
}
