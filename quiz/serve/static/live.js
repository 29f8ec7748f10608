"use strict";
/* What the pages of a live quiz share. The server tells the whole view again and again; a page that
   has missed something asks for it. What is sent is sent again until an answer comes: the server does
   nothing twice. */

const SILENCE = 40000, TIMEOUT = 10000, LONGEST_WAIT = 5000;
const SHAPES = "▲◆●■";
const code = $("#main").dataset.code;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/* ── making elements; a text is never HTML, unless the server made it ── */

function make(tag, about = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (name === "html") element.innerHTML = value;
    else if (name === "on") element.addEventListener("click", value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...inside.flat().filter((each) => each !== null && each !== undefined && each !== ""));
  return element;
}

const counted = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;
const order = (place) => {
  const tens = place % 100, ending = { 1: "st", 2: "nd", 3: "rd" }[place % 10];
  return `${place}${tens > 10 && tens < 14 ? "th" : ending || "th"}`;
};

/* ── the clock of the server ── */

let ahead = 0;
const now = () => Date.now() + ahead;
const secondsLeft = (view) => Math.max(0, (view.ends - now()) / 1000);

/* ── hearing: one connection, opened anew when it has been silent ── */

class Line {
  /* path: of the messages, below the quiz. heard: called with each view that is news. */
  constructor(path, heard) {
    this.path = path;
    this.heard = heard;
    this.number = -1;
    this.at = 0;
    this.last = Date.now();
    setInterval(() => { if (Date.now() - this.last > SILENCE) this.open(); }, 5000);
    /* A sleeping tab has missed what it has missed; a phone that was locked has no connection. */
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.look(); });
    addEventListener("online", () => this.look());
    addEventListener("pageshow", (event) => { if (event.persisted) this.look(); });
  }

  open() {
    this.last = Date.now();
    if (this.source) this.source.close();
    this.source = new EventSource(`/live/${code}/${this.path}stream?as=html`);
    this.source.onmessage = (event) => this.take(JSON.parse(event.data));
    this.source.onerror = () => {
      offline(true);
      if (this.source.readyState === EventSource.CLOSED) setTimeout(() => this.look(), 1000);
    };
  }

  /* Ask for the view, and listen again. */
  async look() {
    try {
      const response = await quickly(`/live/${code}/${this.path}view?as=html`);
      if (!response.ok) throw response.status;
      this.take(await response.json());
      if (this.listens && (!this.source || this.source.readyState !== EventSource.OPEN)) this.open();
    } catch (status) {
      if (status === 404 || status === 403) location.reload();
      else {
        offline(true);
        setTimeout(() => this.look(), 1000 + 1000 * Math.random());
      }
    }
  }

  take(view) {
    this.last = Date.now();
    offline(false);
    if (view.number < this.number || (view.number === this.number && view.now < this.at)) return;
    this.number = view.number;
    this.at = view.now;
    ahead = view.now - Date.now();
    this.heard(view);
  }
}

function offline(is) {
  $("#offline").hidden = !is;
}

async function quickly(address, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    return await fetch(address, { credentials: "same-origin", cache: "no-store", ...options, signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

/* ── sending: until an answer comes ── */

async function post(path, what) {
  for (let wait = 250; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    try {
      const response = await quickly(`/live/${code}/${path}?as=html`, {
        method: "POST", body: JSON.stringify(what), headers: { "Content-Type": "application/json" },
      });
      if (response.status < 500) {
        offline(false);
        const told = await response.json().catch(() => ({}));
        return response.ok ? told : { error: told.error || "That did not work." };
      }
    } catch { /* No network: again. */ }
    offline(true);
    await Promise.race([pause(wait), new Promise((back) => addEventListener("online", back, { once: true }))]);
  }
}

/* ── parts that both pages show ── */

function prompt(view) {
  const { question, html } = view;
  return [
    question.task ? make("p", { class: "task" }, question.task) : null,
    make("div", { class: "prompt", id: "prompt", tabindex: "-1", html: html.prompt }),
    html.picture ? make("div", { class: "picture" }, make("img", { src: html.picture.at, alt: html.picture.alt || "" })) : null,
  ];
}

function standings(view) {
  const most = Math.max(1, ...view.top.map((each) => each.points));
  return make("ol", { class: "standings" }, view.top.map((each) => {
    const moved = each.before ? each.before - each.place : 0;
    const me = view.you && view.you.player === each.player;
    return make("li", { class: me ? "me" : null },
      make("span", { class: "place" }, `${each.place}`),
      make("span", { class: "name" }, make("bdi", {}, each.name), each.team ? make("small", { class: "muted" }, ` ${each.team}`) : null),
      make("span", { class: moved > 0 ? "success" : "muted" }, moved > 0 ? `▲${moved}` : moved < 0 ? `▼${-moved}` : ""),
      make("b", {}, each.points.toLocaleString("en")),
      make("meter", { value: each.points, max: most, "aria-hidden": "true" }),
    );
  }));
}

function teams(view) {
  if (!view.ranked_teams.length) return null;
  return make("section", {}, make("h2", {}, "Teams"),
    make("ol", { class: "standings" }, view.ranked_teams.map((each) => make("li", {},
      make("span", { class: "place" }, `${each.place}`),
      make("span", { class: "name" }, make("bdi", {}, each.name), make("small", { class: "muted" }, ` ${counted(each.players, "player")}`)),
      make("span"), make("b", {}, each.points.toLocaleString("en"))))));
}

function podium(view) {
  const three = view.top.filter((each) => each.place <= 3).slice(0, 3);
  return make("div", { class: "podium" }, three.map((each, at) => make("div", { class: `step step-${each.place} at-${at}` },
    make("bdi", { class: "name" }, each.name),
    make("b", {}, `${each.points.toLocaleString("en")}`),
    make("span", { class: "block" }, `${each.place}`))));
}

function say(text) {
  if ($("#live").textContent !== text) $("#live").textContent = text;
}
