"use strict";
/* The page of the host, for a projector. */

const main = $("#main");
let view = null, shown = "", clock = 0;

const line = new Line("host/", take);
line.listens = true;

async function does(what, given = {}) {
  const told = await post(`host/${what}`, given);
  if (told.error) {
    say(told.error);
    const place = $("#told");
    if (place) place.textContent = told.error;
  } else line.take(told);
}

const goOn = () => does("go-on", { step: view.step });

function take(news) {
  view = news;
  const key = JSON.stringify([view.phase, view.step, view.locked, view.phase === "lobby" && view.players, view.ends,
    view.phase === "open" && [view.count, view.done, view.top]]);
  if (key !== shown) {
    shown = key;
    draw();
  }
  const answers = $("#answers");
  if (answers) answers.textContent = `${view.answers} of ${view.count}`;
  const count = $("#count");
  if (count) count.textContent = counted(view.count, "player");
}

function draw() {
  clearInterval(clock);
  const parts = { lobby, asking, revealed, standings: ranked, open: challenge, over };
  main.replaceChildren(...parts[view.phase]().flat().filter(Boolean), controls());
  if (view.phase === "asking") {
    tick();
    clock = setInterval(tick, 200);
    say(`Question ${view.question.number + 1} of ${view.question.of}`);
  }
  scrollTo(0, 0);
}

function tick() {
  const left = secondsLeft(view);
  $("#clock").textContent = Math.ceil(left);
  $("#clock").classList.toggle("hurry", left <= 5);
  $("#left").value = left;
  if (now() - view.ends > 3000 && Date.now() - line.last > 2000) line.look();
}

/* ── what is shown ── */

function invitation(small = false) {
  const address = new URL(view.address);
  return make("section", { class: small ? "invitation small" : "invitation" },
    make("div", {},
      make("p", { class: "where" }, "Join at ", make("b", {}, `${address.host}/live`)),
      make("p", { class: "digits", "aria-label": `Code ${[...view.code].join(" ")}` }, `${view.code.slice(0, 3)} ${view.code.slice(3)}`),
      make("p", { class: "muted" }, "or in a terminal: ", make("code", {}, `quiz join ${view.code}@${address.host}`))),
    make("img", { src: `/live/${code}/qr.svg`, alt: `Opens ${view.address}/live/${view.code}`, width: 240, height: 240 }));
}

function lobby() {
  return [make("h1", {}, view.title), invitation(),
    make("p", { class: "muted" }, make("b", { id: "count" }, counted(view.count, "player")),
      `, ${counted(view.questions, "question")}`, view.locked ? ", locked" : ""),
    names()];
}

function names() {
  return make("ul", { class: "names", "aria-label": "Players" }, view.players.slice(-300).map((each) => make("li", {},
    make("button", { type: "button", "aria-label": `Send ${each.name} out`, on: () => kick(each) },
      make("bdi", {}, each.name), each.team ? make("small", { class: "muted" }, each.team) : null))));
}

function kick(player) {
  if (confirm(`Send ${player.name} out? Another device can come in under that name.`)) does("kick", { player: player.player });
}

function heading() {
  const asked = view.question;
  return make("header", { class: "hud" },
    make("h1", {}, make("span", { class: "mode" }, `${asked.number + 1} of ${asked.of}`), make("span", {}, view.title)),
    make("span"),
    make("p", { class: "score" }, make("span", { class: "muted" }, view.code)));
}

function asking() {
  const asked = view.question;
  return [heading(),
    make("progress", { id: "left", max: asked.seconds, value: asked.seconds, "aria-label": "Time left" }),
    make("article", { class: "card" }, prompt(view)),
    make("div", { class: "beside" },
      make("p", { class: "face", role: "timer", "aria-label": "Seconds left" }, make("span", { id: "clock" })),
      make("p", { class: "face" }, make("b", { id: "answers" }, `${view.answers} of ${view.count}`), make("small", {}, " answered"))),
    options()];
}

function options(counts = null) {
  const asked = view.question;
  if (asked.way === "typed") return counts ? null : make("p", { class: "big" }, "Type your answer");
  if (asked.way === "sequence") {
    const right = view.told ? view.told.right : asked.options.map((_, place) => place);
    return make("ol", { class: "steps" }, right.map((place, at) => make("li", {},
      make("span", { class: "number" }, view.told ? `${at + 1}` : "≡"),
      make("span", { class: "text", html: view.html.options[place] }))));
  }
  return make("div", { class: asked.way === "true-false" ? "tiles truth" : "tiles" }, asked.options.map((option, place) => {
    const right = counts && counts[place].right, html = view.html.options[place];
    return make("div", { class: `tile tile-${(place % 4) + 1} ${counts ? (right ? "right" : "dim") : ""}` },
      make("span", { class: "shape", "aria-hidden": "true" }, right ? "✓" : SHAPES[place % 4]),
      make("span", { class: "text", html: asked.way === "true-false" ? html.charAt(0).toUpperCase() + html.slice(1) : html }),
      counts ? make("b", {}, `${counts[place].count}`) : make("span"));
  }));
}

function revealed() {
  say(`The answer: ${view.told.answer}`);
  return [heading(), make("article", { class: "card" }, prompt(view)),
    options(view.counts), bars(),
    view.question.way === "typed" ? make("p", { class: "answer-is", html: view.html.answer }) : null,
    view.html.explanation ? make("div", { class: "explanation card", html: view.html.explanation }) : null];
}

function bars() {
  const most = Math.max(1, ...view.counts.map((each) => each.count));
  const tile = ["choice", "true-false"].includes(view.question.way);
  return make("ul", { class: "bars", "aria-label": "How many answered what" }, view.counts.map((each, place) => make("li", {
    class: each.right ? "right" : `tile-${(place % 4) + 1}` },
  make("span", { class: "text" }, tile ? `${SHAPES[place % 4]} ` : "", make("bdi", {}, each.text), each.right ? " ✓" : ""),
  make("meter", { value: each.count, max: most, "aria-label": each.text }), make("b", {}, `${each.count}`))));
}

function ranked() {
  return [make("h1", {}, "Standings"), places()];
}

function over() {
  say("The quiz is over.");
  return [make("h1", {}, view.title), view.top.length ? podium(view) : make("p", {}, "Nobody played."), places()];
}

const places = () => make("div", { class: "places" }, teams(view), standings(view));

function challenge() {
  return [make("h1", {}, view.title), invitation(),
    make("p", {}, `Open until ${new Date(view.closes).toLocaleString()}. `, make("b", { id: "count" }, counted(view.count, "player")),
      `, ${view.done} have finished.`), standings(view)];
}

/* ── what the host can do ── */

function controls() {
  const next = { lobby: "Start", asking: "Show the answer", revealed: view.question && view.question.number + 1 === view.question.of ? "Podium" : "Standings", standings: "Next question" }[view.phase];
  return make("nav", { class: "controls", "aria-label": "Host" },
    make("p", { id: "told", class: "error", role: "alert" }),
    next ? make("button", { class: "main", "data-key": "next", on: goOn }, next) : null,
    view.phase !== "over" ? make("button", { "data-key": "l", "aria-pressed": `${view.locked}`, on: () => does("lock", { locked: !view.locked }) }, view.locked ? "Unlock" : "Lock") : null,
    make("button", { "data-key": "f", on: fullScreen }, "Full screen"),
    view.phase !== "over" ? make("button", { "data-key": "e", on: () => { if (confirm("End the quiz now, for everybody?")) does("end"); } }, "End") : null);
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const goes = ["Enter", " ", "ArrowRight", "PageDown"].includes(event.key);
  if (goes && event.target.matches("button")) return;
  const button = $(goes ? '[data-key="next"]' : `[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

line.look();
