// Every word of the page, in Korean and English.

const about = JSON.parse(document.getElementById("about").textContent);

const WORDS = {
  ko: {
    skip: "메시지 쓰기로 건너뛰기",
    welcome: "오늘은 어떤 하루였나요? 편하게 적거나, 마이크를 눌러 말해 보세요.",
    conversation: "대화",
    placeholder: "마음을 적어 보세요",
    send: "보내기",
    mic: "말하기: 눌러서 시작하고 다시 눌러 보내요. 누르고 있는 동안 말해도 돼요.",
    mic_stop: "말하기를 마치고 보내기",
    cancel: "취소",
    advice_tap: "다시 누르면 보내요",
    advice_hold: "손을 떼면 보내요",
    stop: "그만 듣기",
    listen: "눌러서 듣기",
    replay: "다시 듣기",
    ai_voice: "AI 음성",
    latest: "↓ 최근 대화로",
    voice: "목소리로도 답하기",
    voice_always: "항상",
    voice_auto: "말할 때만",
    voice_never: "끄기",
    other_language: "EN",
    switch_language: "Switch to English",
    help: "힘들 때 도움받을 곳",
    safety: "안전 안내",
    all_day: "24시간",
    emergency: "지금 위험할 때",
    elsewhere: "다른 나라",
    help_title: "사람의 도움이 필요할 때",
    help_lead: "혼자 견디지 않아도 돼요. 지금 위험하다면 바로 전화하세요.",
    help_note: "마음은 상담이나 진료를 대신하지 않아요. 어린이나 청소년에게는 맞지 않을 수 있어요. 위기를 알아차리면 대화를 멈추고 도움받을 곳을 먼저 알려 드려요.",
    who: (name) => `내 대화를 내려받거나 지우고 싶다면 운영자에게 이 이름을 알려 주세요: ${name}`,
    close: "닫기",
    sending: "보내는 중…",
    voice_message: "음성 메시지",
    hearing: "듣고 있어요…",
    trouble_unanswered: "답을 받지 못했어요.",
    retry: "다시 보내기",
    too_long: (count, limit) => `한 번에 ${limit}자까지 보낼 수 있어요. 지금은 ${count}자예요.`,
    too_large: "녹음이 너무 길어요. 조금 짧게 다시 말해 줄래요?",
    too_short: "너무 짧게 눌렸어요. 누른 채로 말하거나, 한 번 누르고 말해 보세요.",
    no_microphone: "이 기기에서 마이크를 찾지 못했어요.",
    denied: "마이크를 쓸 수 없게 되어 있어요. 주소창의 자물쇠를 눌러 마이크를 허용해 주세요.",
    insecure: "마이크는 https 주소나 이 컴퓨터(localhost)에서만 쓸 수 있어요.",
    talk_start: "손대지 않고 이야기하기",
    talk_stop: "이야기 마치기: 더 듣지 않아요",
    talk_listening: "듣고 있어요",
    talk_thinking: "생각하고 있어요…",
    talk_speaking: "말하고 있어요. 말을 꺼내면 멈춰요",
    talk_hint: "편하게 말해 보세요",
    talk_notice: "마이크가 켜져 있어요. 소리는 남기지 않아요.",
    talk_leave: "화면을 벗어나면 멈추기",
    talk_left: "화면을 벗어나서 듣기를 멈췄어요. 다시 누르면 이어서 들을게요.",
    talk_lost: "연결이 끊겨서 듣기를 멈췄어요. 다시 연결되면 한 번 더 눌러 주세요.",
    talk_slow: "연결이 느려서 듣기를 멈췄어요. 음성 메시지나 글로 이야기해 주세요.",
    status_here: "곁에 있어요",
    status_listening: "듣고 있어요",
    status_thinking: "생각하고 있어요…",
    status_writing: "쓰고 있어요…",
    status_speaking: "AI 음성으로 말해요",
    status_away: "다시 연결하고 있어요…",
    felt: (mood, share) => `${mood}${direction(mood)} 읽었어요 · ${share}`,
    felt_before: (mood) => `${mood}${direction(mood)} 읽었어요`,
    unsure: "어떤 마음인지 확실하지 않아요",
    told: (mood) => `${mood}${copula(mood)}라고 알려 주셨어요`,
    why_asking: "어떤 말에서 읽었는지 보고 있어요…",
    why_words: (words) => `그렇게 읽은 말: ${words}`,
    why_whole: "한 낱말이 아니라 문장 전체에서 읽었어요.",
    why_unsure: "확실하지 않아서 차분하게 대했어요.",
    why_other: "다른 마음이었다면 골라 주세요.",
    commands: "할 수 있는 것",
    commands_found: (count) => `${count}개 중에서 위아래 화살표로 고르고 Enter로 보내요.`,
    choices: "고르기",
    download: (name) => `${name} 받기`,
    face: (name, mood) => `AI가 그린 ${name}의 얼굴, 읽은 기분: ${mood}`,
    you: "나",
  },
  en: {
    skip: "Skip to writing",
    welcome: "How was your day? Write whatever comes to mind, or press the microphone and talk.",
    conversation: "Conversation",
    placeholder: "What is on your mind?",
    send: "Send",
    mic: "Talk: press to start and again to send, or hold while you talk.",
    mic_stop: "Finish talking and send",
    cancel: "Cancel",
    advice_tap: "Press again to send",
    advice_hold: "Release to send",
    stop: "Stop",
    listen: "Tap to listen",
    replay: "Listen again",
    ai_voice: "AI voice",
    latest: "↓ Latest",
    voice: "Answer aloud",
    voice_always: "Always",
    voice_auto: "When I talk",
    voice_never: "Off",
    other_language: "KO",
    switch_language: "한국어로 바꾸기",
    help: "Where to get help",
    safety: "Safety",
    all_day: "24 hours",
    emergency: "Immediate danger",
    elsewhere: "Other countries",
    help_title: "When you need a person",
    help_lead: "You do not have to bear it alone. If you are in danger now, call right away.",
    help_note: "maum does not replace counselling or medical care and may not be suitable for some minors. When it notices a crisis it stops the conversation and tells you first where to get help.",
    who: (name) => `To have your conversation exported or deleted, give the operator this name: ${name}`,
    close: "Close",
    sending: "Sending…",
    voice_message: "Voice message",
    hearing: "Listening…",
    trouble_unanswered: "There was no answer.",
    retry: "Send again",
    too_long: (count, limit) => `Up to ${limit} characters at once; this has ${count}.`,
    too_large: "That recording is too long. Could you make it shorter?",
    too_short: "That was very short. Hold while you talk, or press once and then talk.",
    no_microphone: "There is no microphone on this device.",
    denied: "The microphone is blocked. Allow it from the lock in the address bar.",
    insecure: "The microphone works only over https or on this computer (localhost).",
    talk_start: "Talk without hands",
    talk_stop: "End the talk: stop listening",
    talk_listening: "Listening",
    talk_thinking: "Thinking…",
    talk_speaking: "Speaking. Talk to interrupt",
    talk_hint: "Just start talking",
    talk_notice: "The microphone is on. No sound is kept.",
    talk_leave: "Stop when I leave this page",
    talk_left: "You left the page, so I stopped listening. Press again to go on.",
    talk_lost: "The connection was lost, so I stopped listening. Press again when it is back.",
    talk_slow: "The connection is too slow to listen. Send a voice message, or write to me.",
    status_here: "Here with you",
    status_listening: "Listening",
    status_thinking: "Thinking…",
    status_writing: "Writing…",
    status_speaking: "Speaking, AI voice",
    status_away: "Reconnecting…",
    felt: (mood, share) => `I read ${mood} · ${share}`,
    felt_before: (mood) => `I read ${mood}`,
    unsure: "I am not sure how you feel",
    told: (mood) => `You told me that it was ${mood}`,
    why_asking: "Looking which words it was…",
    why_words: (words) => `What I went by: ${words}`,
    why_whole: "It was no single word but the sentence as a whole.",
    why_unsure: "I was not sure, so I stayed calm.",
    why_other: "If it was something else, choose it.",
    commands: "What I can do",
    commands_found: (count) => `${count} commands: choose with the arrow keys, send with Enter.`,
    choices: "Choices",
    download: (name) => `Save ${name}`,
    face: (name, mood) => `${name}'s face, drawn by AI; the mood it read: ${mood}`,
    you: "You",
  },
};

let language = localStorage.getItem("maum.language")
  ?? (navigator.languages.some((tag) => tag.startsWith("ko")) ? "ko" : "en");
const listeners = [];

export { about };

export const current = () => language;

export function say(key, ...values) {
  const word = WORDS[language][key];
  return typeof word === "function" ? word(...values) : word;
}

export const moodName = (mood) => about.moods[mood]?.[language] ?? mood;

export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}

export function switchLanguage() {
  language = language === "ko" ? "en" : "ko";
  localStorage.setItem("maum.language", language);
  listeners.forEach((listener) => listener());
}

// Between a noun and 라고: 이 after a consonant.
function copula(noun) {
  return (noun.charCodeAt(noun.length - 1) - 0xac00) % 28 === 0 ? "" : "이";
}

// The particle after a noun: 로 after a vowel or ㄹ, else 으로.
function direction(noun) {
  const final = (noun.charCodeAt(noun.length - 1) - 0xac00) % 28;
  return final === 0 || final === 8 ? "로" : "으로";
}

onLanguage(() => {
  document.documentElement.lang = language;
  document.title = about.name[language];
  document.getElementById("name").textContent = about.name[language];
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = say(element.dataset.t);
  }
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", say(element.dataset.tLabel));
  }
  for (const element of document.querySelectorAll("[data-t-hint]")) {
    element.dataset.hint = say(element.dataset.tHint);
  }
  for (const element of document.querySelectorAll("[data-t-placeholder]")) {
    element.placeholder = say(element.dataset.tPlaceholder);
  }
});
