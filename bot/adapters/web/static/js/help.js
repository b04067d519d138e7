// Where a person finds help: what maum is, the helplines, and numbers that can be pressed.

import { about, current, onLanguage, say } from "/static/js/words.js";

const { countries, directory } = about.helplines;
const dialog = document.getElementById("help-dialog");
const box = document.getElementById("helplines");
let who = "";

document.getElementById("help").addEventListener("click", () => dialog.showModal());
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());

const schemes = new Map(countries.flatMap(({ emergency, lines }) => [
  ...(emergency.en.match(/\d+/g) ?? []).map((number) => [number, "tel"]),
  ...lines.map(({ number, scheme }) => [number, scheme]),
]));
// Longest first, so that 1577-0199 is not read as a shorter number; never inside another number.
const numbers = [...schemes.keys()].sort((a, b) => b.length - a.length).join("|");
const pattern = new RegExp(`(?<![\\d-])(${numbers})(?![\\d-])`);

// *text* with every helpline's number as a link that calls it.
export function linked(text) {
  return text.split(pattern).map((part, at) => (at % 2 ? link(part) : part));
}

// By which name the operator knows this browser.
export function showWho(name) {
  who = name;
  document.getElementById("who").textContent = say("who", who);
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

function link(number) {
  const made = element("a", "", number);
  made.href = `${schemes.get(number)}:${number.replace(/\D/g, "")}`;
  return made;
}

function row(number, ...details) {
  return element("li", "", element("b", "", ...linked(number)), element("span", "", details.filter(Boolean).join(" · ")));
}

function country({ emergency, lines }) {
  const language = current();
  return element("ul", "lines",
    ...lines.map(({ number, name, text, all_day }) =>
      row(number, name[language], all_day && say("all_day"), text[language])),
    row(emergency[language], say("emergency")));
}

// The operator's country is open, and so is the one whose lines speak the page's language.
function isNear({ code }) {
  return code === countries[0].code || code === (current() === "ko" ? "KR" : "US");
}

function named(one) {
  return [element("h3", "", one.name[current()]), country(one)];
}

function elsewhere() {
  const others = countries.filter((one) => !isNear(one));
  const site = element("a", "", directory.name[current()]);
  site.href = `https://${directory.address}`;
  site.target = "_blank";
  site.rel = "noreferrer";
  const summary = element("summary", "", say("elsewhere"));
  return element("details", "elsewhere", summary, ...others.flatMap(named), element("p", "", site));
}

onLanguage(() => {
  const [what] = about.disclosure[current()].split(/(?<=[.!?]) /);
  document.getElementById("disclosure").textContent = what;
  document.getElementById("notice").replaceChildren(...linked(about.disclosure[current()]));
  box.replaceChildren(...countries.filter(isNear).flatMap(named), elsewhere());
  if (who) showWho(who);
});
