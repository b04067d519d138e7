// Joins the parts of the page.

import { Avatar } from "/static/js/avatar.js";
import { Commands } from "/static/js/commands.js";
import { Composer } from "/static/js/composer.js";
import { Connection } from "/static/js/socket.js";
import { Conversation } from "/static/js/conversation.js";
import { Delivery } from "/static/js/delivery.js";
import { Gapless } from "/static/js/talk/gapless.js";
import { HandsFree } from "/static/js/talk/handsfree.js";
import { Playback } from "/static/js/playback.js";
import { Scroll } from "/static/js/scroll.js";
import { Status } from "/static/js/status.js";
import { VoiceMessage } from "/static/js/voice-message.js";
import { blobOf } from "/static/js/media.js";
import { announce } from "/static/js/announcer.js";
import { correctEmotion } from "/static/js/emotion.js";
import { expect, explained, noted } from "/static/js/why.js";
import { showWho } from "/static/js/help.js";
import { about, current, say, switchLanguage } from "/static/js/words.js";

// A token in the address has done its work; it must not stay in the history.
if (location.search) history.replaceState(null, "", location.pathname);

const voice = document.getElementById("voice");
const stop = document.getElementById("stop");
const listen = document.getElementById("listen");

const status = new Status({ onChange: () => showTalk() });
const avatar = new Avatar();
const scroll = new Scroll();
let quiet = false; // the answer in flight was told to stop
let told = null; // the state that is shown

const playback = new Playback({
  onState: () => sounding(),
  onBlocked: () => { listen.hidden = false; },
});

// In a talk the voice must not pause between sentences, but must where somebody interrupts.
const gapless = new Gapless({
  onState: (on) => {
    connection.send({ type: "playing", on });
    sounding();
  },
});

const conversation = new Conversation({
  onRetry: (text) => write(text),
  onChoice: (command, label) => write(command, label),
  onReplay: (clips) => {
    silence();
    clips.forEach(play);
  },
});

const composer = new Composer({ onSend: (text) => write(text) });

new Commands({ onSend: (command) => write(command) });

const voiceMessage = new VoiceMessage({
  onStart: () => {
    composer.hint("");
    hush();
    status.set("listening", true);
  },
  onStop: () => status.set("listening", false),
  onSend: (recording) => record(recording),
  onTrouble: (sentence) => composer.hint(sentence),
});

const connection = new Connection({
  onMessage: (message) => handlers[message.event]?.(message),
  onUp: () => status.set("away", false),
  onDown: () => {
    if (!status.has("away")) announce(say("status_away"));
    status.set("away", true);
    handsfree.lost();
    busy(null);
  },
});

const handsfree = new HandsFree({
  connection,
  wish: () => ({ language: current(), speak: voice.value !== "never" }),
  onStart: () => {
    composer.hint("");
    hush();
    gapless.unlock();
  },
  onStop: () => {
    quiet = true;
    gapless.stop();
  },
  onTrouble: (sentence) => composer.hint(sentence),
});

const delivery = new Delivery(connection);

const handlers = {
  state(state) {
    // Forgotten or set aside while this page was not connected.
    if (told?.life === state.life && told.renewals !== state.renewals) handlers.anew({ turns: [] });
    told = state;
    const restored = conversation.restore(state);
    if (restored) state.turns.forEach(catchUp);
    if (state.lines) {
      avatar.read(state.mood ?? "calm");
      prefer(state.voice);
    }
    if (state.portrait) avatar.show(state.portrait);
    showWho(state.who);
    for (const { message, recording } of delivery.resume(state)) {
      conversation.pending(message, recording !== null);
    }
    if (restored) scroll.toEnd();
  },
  received(message) {
    delivery.taken(message.id);
    conversation.received(message);
    if (!message.again && message.kind !== "command") busy("thinking");
  },
  refused(message) {
    delivery.refused(message.id);
    conversation.refused(message);
  },
  heard(event) {
    delivery.heard(event.id, event.text);
    conversation.heard(event);
  },
  felt(event) {
    conversation.felt(event);
    avatar.read(event.mood);
  },
  cared(event) {
    silence();
    avatar.care();
    conversation.cared(event);
  },
  delta(event) {
    delivery.answered(event.id);
    conversation.delta(event);
    busy("writing");
  },
  replied(event) {
    delivery.answered(event.id);
    const care = conversation.replied(event);
    if (care) scroll.readFrom(care);
  },
  spoke(event) {
    const clip = blobOf(event.audio, event.media_type);
    conversation.spoke(event, clip);
    if (delivery.isOurs(event.id) && !quiet) play(clip);
  },
  pictured(event) { avatar.show(event); },
  degraded(event) { conversation.degraded(event); },
  answered(event) {
    delivery.answered(event.id);
    conversation.answered(event);
    scroll.toEnd();
  },
  anew({ turns }) {
    told = null;
    silence();
    conversation.anew();
    delivery.anew();
    busy(null);
    turns.forEach(catchUp);
  },
  why(event) { explained(event); },
  corrected(event) {
    if (event.mood) correctEmotion(event.text, event.mood);
    noted(event);
  },
  preferences(event) { prefer(event.voice); },
  failed(event) {
    delivery.answered(event.id);
    conversation.failed(event);
    busy(null);
  },
  ended() {
    conversation.ended();
    busy(null);
  },
  hushed() {
    silence();
    conversation.ended();
    busy(null);
  },
  listening(event) { handsfree.listening(event); },
  caption(event) {
    if (event.id) {
      delivery.own(event.id);
      quiet = false;
    }
    handsfree.caption(event);
  },
  pause() {
    gapless.pause();
    showTalk();
  },
  resume() {
    gapless.resume();
    showTalk();
  },
};

function catchUp({ received, events }) {
  handlers.received(received);
  for (const event of events) handlers[event.event]?.(event);
}

function write(text, shown = text) {
  const speak = voice.value === "always";
  send({ ...heading(), type: "say", text, speak }, null, shown);
}

function record(recording) {
  const speak = voice.value !== "never";
  send({ ...heading(), type: "voice", media_type: recording.type, speak }, recording);
}

function heading() {
  return { id: randomId(), language: current(), at: Date.now() };
}

function send(message, recording = null, shown = message.text) {
  silence();
  quiet = false;
  conversation.pending({ id: message.id, text: shown }, recording !== null);
  delivery.send(message, recording);
  scroll.toEnd();
}

function hush() {
  const speaking = status.has("speaking") || status.has("writing") || status.has("thinking");
  silence();
  if (!speaking) return;
  quiet = true;
  connection.send({ type: "hush" });
}

function play(clip) {
  (handsfree.active ? gapless : playback).add(clip);
}

function silence() {
  playback.stop();
  gapless.stop();
}

function sounding() {
  const playing = playback.playing || gapless.playing;
  status.set("speaking", playing);
  avatar.speaking(playing);
  stop.hidden = !playing && !status.has("writing");
  listen.hidden = true;
}

function showTalk() {
  const busy = status.has("thinking") || status.has("writing");
  const speaking = gapless.playing && !gapless.paused;
  handsfree.show(speaking ? "speaking" : busy ? "thinking" : "listening");
}

function busy(stage) {
  status.set("thinking", stage === "thinking");
  status.set("writing", stage === "writing");
  stop.hidden = !stage && !status.has("speaking");
}

// randomUUID needs https; a plain address in the home network has none.
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the person chose with /voice, here or on another messenger.
function prefer(chosen) {
  voice.value = chosen ?? "always";
}

document.addEventListener("maum:ask", ({ detail: { question, panel } }) => {
  const id = randomId();
  expect(id, panel);
  const sent = connection.send({ ...question, id, language: current() });
  if (!sent) explained({ id, error: "away", message: say("status_away") });
});

prefer(null);
voice.addEventListener("change", () => {
  connection.send({ type: "prefer", voice: voice.value });
  if (voice.value === "never") silence();
  handsfree.ask();
});
stop.addEventListener("click", hush);
listen.addEventListener("click", () => playback.resume());
document.getElementById("avatar").addEventListener("click", hush);
document.getElementById("language").addEventListener("click", () => {
  switchLanguage();
  handsfree.ask();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (voiceMessage.active) voiceMessage.cancel();
  else if (handsfree.active) handsfree.stop();
  else hush();
});
document.getElementById("handsfree").hidden = !about.talk;
if (matchMedia("(hover: hover)").matches) composer.focus();
