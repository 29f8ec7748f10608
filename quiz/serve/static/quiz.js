"use strict";
/* Everything works without this file. With it, forms are sent without loading the page anew, again
   and again over a bad network; keys play; steps are moved by buttons or dragged. */

const PENDING = "quiz-pending";
const GLANCE = 700, LONGEST_WAIT = 8000, TIMEOUT = 15000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const isTyping = (element) => element.matches("input, textarea");
let busy = false;

/* ── sending ── */

async function send(form, button) {
  if (busy) return;
  if (button && button.dataset.ask && !confirm(button.dataset.ask)) return;
  const body = new URLSearchParams(new FormData(form));
  if (button && button.name) body.append(button.name, button.value);
  await deliver({ to: form.getAttribute("action") || location.pathname, body: body.toString(), at: Date.now() - away });
}

/* A round ignores what it has done already, so sending again is safe: until an answer comes.
   quietly: the player has gone to another page meanwhile, and stays there. */
async function deliver(what, quietly = false) {
  busy = true;
  document.body.classList.add("waiting");
  keep(what);
  const sent = Date.now();
  for (let wait = 250; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT);
    try {
      const response = await fetch(what.to, {
        /* The time without a network, and without a look at the page, is no time of the answer. */
        method: "POST", body: `${what.body}&away=${Math.max(0, Date.now() - what.at)}`,
        signal: stop.signal, credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "Quiz-Script": "1" },
      });
      const page = await response.text();
      /* A proxy without its server, or a server without its database: what was sent did not count. */
      if ([502, 504].includes(response.status) || response.headers.has("Retry-After")) throw new Error(response.status);
      clearTimeout(timer);
      keep(null);
      await release;
      $("#offline").hidden = true;
      busy = false;
      document.body.classList.remove("waiting");
      if (quietly) location.reload();
      else show(page, response.url, Date.now() - sent);
      return;
    } catch {
      clearTimeout(timer);
      $("#offline").hidden = false;
      await Promise.race([pause(wait), new Promise((back) => addEventListener("online", back, { once: true }))]);
    }
  }
}

function keep(what) {
  try {
    if (what) sessionStorage.setItem(PENDING, JSON.stringify(what));
    else sessionStorage.removeItem(PENDING);
  } catch { /* A browser without storage loses only what a reload would send again. */ }
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(PENDING));
  } catch {
    return null;
  }
}

/* ── showing ── */

/* late: milliseconds that the page was on its way, which are no time of the answer either. */
function show(page, address, late) {
  const next = new DOMParser().parseFromString(page, "text/html");
  const main = $("#main", next);
  if (!main) {
    location.reload();
    return;
  }
  document.title = next.title;
  const focused = document.activeElement.id;
  $("#main").replaceWith(main);
  const path = new URL(address).pathname;
  if (path !== location.pathname) history.replaceState(null, "", path);
  if (!main.matches(".match")) scrollTo(0, 0);
  ready(late);
  const wanted = $("[autofocus]", main) || (focused && $(`#${CSS.escape(focused)}:not(:disabled)`, main)) || $("#prompt", main) || $("h1", main);
  if (wanted) {
    if (wanted.matches("h1")) wanted.tabIndex = -1;
    wanted.focus({ preventScroll: true });
  }
  const verdict = $(".verdict", main);
  if (verdict) {
    const see = () => verdict.scrollIntoView({ block: "nearest" });
    see();
    all("img", main).forEach((image) => image.addEventListener("load", see, { once: true }));
  }
  $("#live").textContent = main.dataset.say || "";
}

let clock = 0, glance = 0, away = 0, left = 0;

document.addEventListener("visibilitychange", () => {
  if (document.hidden) left = Date.now();
  else if (left) away += Date.now() - left;
});

/* What a new page needs. late: as in `show`. */
function ready(late = 0) {
  clearInterval(clock);
  clearTimeout(glance);
  left = 0;
  away = late;
  const main = $("#main");
  all("[data-order]", main).forEach(makeMovable);
  if ($("#clock", main)) startClock(main);
  if (main.dataset.glance !== undefined) glance = setTimeout(() => step("next"), GLANCE);
  pickEarly(main);
}

/* A Blitz counts down on the server; a falling prompt, and a board, wait for who looks away. */
function startClock(main) {
  const { seconds, falls, taken } = main.dataset, text = $("#clock", main);
  const began = performance.now();
  const gone = () => (performance.now() - began) / 1000, seen = () => gone() - away / 1000;
  const tick = () => {
    if (seconds === undefined) {
      if (!document.hidden) text.textContent = Math.max(0, Number(taken) + seen()).toFixed(1);
      return;
    }
    if (falls !== undefined && document.hidden) return;
    const left = Math.max(0, falls === undefined ? seconds - gone() : Math.min(falls, seconds - seen()));
    text.textContent = Math.ceil(left);
    $(".clock", main).classList.toggle("hurry", left <= (falls === undefined ? 10 : 3));
    if (falls !== undefined) fall(main, 1 - left / falls);
    if (left === 0 && main.dataset.stage === "asking" && !busy) {
      clearInterval(clock);
      step(falls === undefined ? "expire" : "skip");
    }
  };
  clock = setInterval(tick, 100);
  tick();
}

function step(what) {
  const body = new URLSearchParams({ step: $("#main").dataset.step, do: what });
  if (!busy) deliver({ to: location.pathname, body: body.toString(), at: Date.now() - away });
}

/* ── keys ── */

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const typing = isTyping(event.target);
  if (event.key === "Enter" && typing) {
    /* In a list, Enter goes to the next item. */
    const inputs = all("input[name=text]", event.target.form);
    const next = inputs[inputs.indexOf(event.target) + 1];
    if (next && event.target.value.trim()) {
      event.preventDefault();
      next.focus();
    }
    return;
  }
  if (typing) return;
  if (event.key === "Enter" || event.key === " ") {
    const next = $("[data-next]");
    if (next && !event.target.matches("button, a, summary, audio")) {
      event.preventDefault();
      next.click();
    }
    return;
  }
  const button = $(`[data-key="${CSS.escape(event.key.toLowerCase())}"]:not(:disabled)`) || $(`[data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

let pressed = null;
addEventListener("click", (event) => { pressed = event.target.closest("button"); }, true);

addEventListener("submit", (event) => {
  /* A form that leads to a page of another kind goes there by itself. */
  if (!event.target.closest("#main") || "leaves" in event.target.dataset) return;
  event.preventDefault();
  clearTimeout(glance);
  /* Older browsers do not say which button it was. */
  const button = event.submitter || (pressed && pressed.form === event.target ? pressed : $("button[name]", event.target));
  send(event.target, button);
});

/* A page that the browser had kept is not the round as it is now. */
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

ready();
const pending = kept();
if (pending) deliver(pending, pending.to !== location.pathname);
