"use strict";
/* The page of a player. */

const PENDING = `quiz-live-${code}`, NAME = "quiz-live-name";
const main = $("#main");
let view = null, shown = "", sent = null, trip = 0, clock = 0;

const line = new Line("", take);

function keep(name, what) {
  try {
    if (what) sessionStorage.setItem(name, JSON.stringify(what));
    else sessionStorage.removeItem(name);
  } catch { /* A browser without storage loses only what a reload would send again. */ }
}

function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

/* The way to the server and back; half of it is no time of the answer. */
async function measure() {
  let best = Infinity;
  for (let n = 0; n < 3; n++) {
    const start = performance.now();
    try {
      await quickly(`/live/${code}/ping`);
      best = Math.min(best, performance.now() - start);
    } catch { return; }
  }
  trip = Math.round(best);
}

/* ── what is sent ── */

async function answer(given) {
  if (isSent() || !view.question) return;
  sent = { question: view.question.number, given, trip };
  keep(PENDING, sent);
  draw();
  await deliver(sent);
}

const isSent = () => Boolean(sent && view.question && sent.question === view.question.number);

async function deliver(what) {
  const told = await post("answer", what);
  if (sent === what) {
    keep(PENDING, null);
    sent = null;
  }
  if (told.error) await line.look();
  else line.take(told);
  draw();
}

async function begin(question) {
  const told = await post("begin", { question });
  if (told.error) line.look();
  else line.take(told);
}

async function join(form) {
  const name = $("#name", form).value, team = $("#team", form);
  let key = kept(PENDING + "-key");
  if (!key) {
    key = [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    /* Sent again after a reload, it is the same player. */
    keep(PENDING + "-key", key);
  }
  keep(NAME, name);
  $("button", form).disabled = true;
  const told = await post("join", { key, name, team: team ? team.value : "" });
  if (told.error) {
    $("button", form).disabled = false;
    $("#fault", form).textContent = told.error;
    $("#name", form).focus();
    return;
  }
  line.listens = true;
  line.take(told);
  line.open();
  measure();
}

/* ── what is heard ── */

function take(news) {
  view = news;
  if (view.you && !line.listens) {
    line.listens = true;
    line.open();
    measure();
  }
  draw();
}

function draw() {
  const key = JSON.stringify([view.phase, view.kicked, view.you && [view.you.player, view.you.place, view.you.points],
    view.question && view.question.number, view.given !== null && view.given, Boolean(view.told), sent,
    view.next, view.done, view.you ? 0 : view.locked, view.phase === "asking" ? view.ends : 0]);
  if (key === shown) return;
  shown = key;
  clearInterval(clock);
  const parts = page();
  main.replaceChildren(head(), ...parts.flat().filter(Boolean));
  all("[data-order]", main).forEach(makeMovable);
  if (view.question && !view.told) {
    tick();
    clock = setInterval(tick, 200);
    const input = $("#text", main);
    if (input) input.focus({ preventScroll: true });
    else if (!$("#waits", main)) $("#prompt", main).focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function tick() {
  const left = secondsLeft(view), face = $("#clock");
  if (!face) return;
  face.textContent = Math.ceil(left);
  face.parentElement.classList.toggle("hurry", left <= 5);
  $("#left").value = left;
  if (left === 0) {
    all("#answer button, #answer input", main).forEach((each) => { each.disabled = true; });
    if (!$("#up") && $("#answer")) {
      $("#answer").before(make("p", { id: "up", class: "said" }, "Time is up."));
      say("Time is up.");
    }
    /* The server closes it; if that was missed, ask. */
    if (now() - view.ends > 3000 && Date.now() - line.last > 2000) line.look();
  }
}

function head() {
  const you = view.you;
  if (!you) return make("header", { class: "top" }, make("h1", {}, view.title));
  const asked = view.question;
  return make("header", { class: "hud" },
    make("h1", {}, asked ? make("span", { class: "mode" }, `${asked.number + 1} of ${asked.of}`) : null,
      make("span", {}, make("bdi", {}, you.name), you.team ? make("small", { class: "muted" }, ` ${you.team}`) : null)),
    make("span"),
    make("p", { class: "score" },
      asked && !view.told ? make("span", { class: "clock" }, make("span", { id: "clock" }), " s") : null,
      make("span", { class: "points" }, you.points.toLocaleString("en"), make("span", { class: "unseen" }, " points")),
      you.streak > 1 ? make("span", { class: "streak", role: "img", "aria-label": `${you.streak} in a row` }, `×${you.streak}`) : null),
    asked && !view.told ? make("progress", { id: "left", max: asked.seconds, value: asked.seconds, "aria-label": "Time left" }) : null);
}

function page() {
  if (view.kicked) return [make("p", { class: "said", role: "alert" }, "The host has sent you out of this quiz.")];
  if (!view.you) return [door()];
  if (view.question && !view.told) return asking();
  if (view.told) return told();
  if (view.phase === "lobby") {
    say("You are in.");
    return [make("section", { class: "big" }, make("p", { class: "wave", "aria-hidden": "true" }, SHAPES),
      make("h2", {}, "You are in!"), make("p", {}, "Do you see your name on the big screen? It begins soon."))];
  }
  if (view.phase === "open") return [ready()];
  if (view.phase === "standings") return [placed(), teams(view), standings(view)];
  return over();
}

function door() {
  if (view.locked) return make("p", { class: "said" }, "The host has locked this quiz: nobody can join any more.");
  if (view.phase === "over") return make("section", {}, make("p", { class: "said" }, "This quiz is over."), podium(view));
  const form = make("form", { class: "line" },
    make("label", { for: "name" }, "Your name, as everybody sees it"),
    make("input", { id: "name", maxlength: 24, required: true, autocomplete: "nickname", enterkeyhint: "go", value: kept(NAME) || "" }),
    view.teams.length ? make("label", { for: "team" }, "Your team") : null,
    view.teams.length ? make("select", { id: "team" }, make("option", { value: "" }, "Any team"),
      view.teams.map((team) => make("option", {}, team))) : null,
    make("p", { id: "fault", class: "error", role: "alert" }),
    make("button", { class: "main" }, "Join"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    join(form);
  });
  return form;
}

/* ── a question ── */

function asking() {
  const asked = view.question;
  say(`Question ${asked.number + 1} of ${asked.of}`);
  if (view.given || isSent()) return [make("article", { class: "card" }, prompt(view)), waiting()];
  return [make("article", { class: "card" }, prompt(view)), make("div", { id: "answer" }, answers(asked))];
}

function waiting() {
  const given = view.given ? view.given : null;
  return make("section", { class: "big", id: "waits" },
    make("p", { class: "wave", "aria-hidden": "true" }, SHAPES),
    make("h2", {}, given ? "Your answer is in" : "Sending your answer…"),
    given ? make("p", {}, make("bdi", {}, given.join(" → "))) : null);
}

function answers(asked) {
  if (asked.way === "typed") return typed();
  if (asked.way === "sequence") return steps(asked);
  return make("div", { class: asked.way === "true-false" ? "tiles truth" : "tiles" },
    asked.options.map((option, place) => make("button", {
      type: "button", class: `tile tile-${(place % 4) + 1}`, "data-key": place + 1, on: () => answer(place),
    }, make("span", { class: "shape", "aria-hidden": "true" }, SHAPES[place % 4]),
    make("span", { class: "text", html: label(place) }), make("kbd", { "aria-hidden": "true" }, `${place + 1}`))));
}

function label(place) {
  const html = view.html.options[place];
  return view.question.way === "true-false" ? html.charAt(0).toUpperCase() + html.slice(1) : html;
}

function typed() {
  const form = make("form", { class: "line" }, make("label", { for: "text" }, "Your answer"),
    make("input", { id: "text", maxlength: 200, autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "send" }),
    make("button", { class: "main" }, "Send"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = $("#text", form).value.trim();
    if (text) answer(text);
  });
  return form;
}

function steps(asked) {
  const form = make("form", {}, make("div", { class: "numbers" },
    make("input", { name: "text", type: "hidden", value: asked.options.map((_, place) => place + 1).join(" ") })),
  make("ol", { class: "steps", "data-order": true }, asked.options.map((_, place) => make("li", { "data-number": place + 1 },
    make("span", { class: "number" }, `${place + 1}`), make("span", { class: "text", html: view.html.options[place] })))),
  make("button", { class: "main" }, "This is the order"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer($("input[name=text]", form).value.split(" ").map((number) => number - 1));
  });
  return form;
}

/* ── after a question ── */

function told() {
  const right = view.credit >= 1, none = view.given === null;
  const words = right ? "Right!" : none ? "No answer" : view.credit > 0 ? "Partly right" : "Not this time";
  say(`${words} ${view.earned ? counted(view.earned, "point") : ""}`);
  return [
    make("section", { class: `verdict ${right ? "success" : view.credit > 0 ? "warning" : "error"}` },
      make("p", { class: "words" }, make("b", {}, words), view.earned ? make("span", {}, `+${view.earned}`) : null,
        right && view.you.streak > 1 ? make("span", { class: "praise" }, `${view.you.streak} in a row`) : null)),
    placed(),
    make("article", { class: "card" }, prompt(view),
      make("p", { class: "is" }, make("small", { class: "muted" }, "Answer"), make("span", { html: view.html.answer })),
      !right && !none ? make("p", { class: "is" }, make("small", { class: "muted" }, "Yours"), make("bdi", {}, view.given.join(" → "))) : null,
      view.html.explanation ? make("div", { class: "explanation", html: view.html.explanation }) : null),
    view.phase === "open" ? following() : null,
  ];
}

function following() {
  if (view.done) return make("section", { class: "big" }, make("h2", {}, "That was the last question"),
    make("p", {}, `${counted(view.you.points, "point")}, ${order(view.you.place)} of ${view.count} so far. The places are final on ${day(view.closes)}.`));
  return make("button", { class: "main wide", "data-key": "Enter", autofocus: true, on: () => begin(view.next) }, "Next question");
}

function ready() {
  return make("section", { class: "big" }, make("h2", {}, "At your own pace"),
    make("p", {}, `${counted(view.questions, "question")}. Each has its own clock, which runs from when you open it. Open until ${day(view.closes)}.`),
    make("button", { class: "main wide", "data-key": "Enter", on: () => begin(view.next) }, "First question"));
}

const day = (at) => new Date(at).toLocaleString([], { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

function placed() {
  const you = view.you, moved = you.before ? you.before - you.place : 0;
  return make("p", { class: "placed" }, make("b", {}, order(you.place)), ` of ${view.count}`,
    moved > 0 ? make("span", { class: "success" }, ` ▲${moved}`) : null);
}

function over() {
  say(`The quiz is over. ${order(view.you.place)} of ${view.count}.`);
  return [make("section", { class: "big" },
    make("h2", {}, view.you.place <= 3 ? "On the podium!" : "Well played!"), placed(),
    make("p", {}, `${counted(view.you.points, "point")}, ${view.you.right} of ${view.questions} right.`)),
  podium(view), teams(view), standings(view)];
}

/* ── keys ── */

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches("input, select, button")) return;
  const button = $(`[data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

const pending = kept(PENDING);
line.look().then(() => {
  if (!pending) return;
  sent = pending;
  draw();
  deliver(pending);
});
