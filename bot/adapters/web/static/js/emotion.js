// What was read in a message, small and honest, under the person's bubble.

import { moodName, onLanguage, say } from "/static/js/words.js";

const SURE = 0.45; // probability of the mood below which it is said to be a guess
const SHOWN = 3; // labels

const shown = new Map();
onLanguage(() => shown.forEach((reading, element) => write(element, reading)));

export function forgetEmotions() {
  shown.clear();
}

// *reading* is a felt event, or just a mood for a line of the history.
export function showEmotion(element, reading) {
  shown.set(element, reading);
  element.dataset.mood = reading.mood;
  write(element, reading);
}

function write(element, reading) {
  if (!reading.labels) {
    element.textContent = say("felt_before", moodName(reading.mood));
    return;
  }
  const open = element.querySelector("details")?.open ?? false;
  const details = document.createElement("details");
  details.open = open;
  const summary = document.createElement("summary");
  summary.textContent = sentence(reading);
  const list = document.createElement("ul");
  list.append(...reading.labels.slice(0, SHOWN).map(([label, share]) => row(label, share)));
  const caution = document.createElement("p");
  caution.textContent = say("felt_detail");
  details.append(summary, list, caution);
  element.replaceChildren(details);
}

function sentence({ mood, confidence }) {
  return confidence < SURE
    ? say("unsure")
    : say("felt", moodName(mood), percent(confidence));
}

function row(label, share) {
  const item = document.createElement("li");
  const bar = document.createElement("meter");
  bar.value = share;
  bar.title = percent(share);
  item.append(moodName(label), bar, percent(share));
  return item;
}

const percent = (share) => `${Math.round(share * 100)}%`;
