"use strict";
/* What Match and Gravity need besides: a first pick that the page keeps, and a prompt that falls. */

let early = "", release = null;

/* A click counts only where press and release find the same tile: a new page waits for the release. */
addEventListener("pointerdown", (event) => {
  if (!event.target.closest("[data-side]")) return;
  release = new Promise((done) => {
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(done), { once: true });
  });
});

addEventListener("click", (event) => {
  const tile = event.target.closest("[data-side]");
  if (!tile) return;
  const picked = $("[name=picked]", tile.form), key = tile.dataset.key;
  const first = picked.value && $(`#tile-${picked.value}`, tile.form);
  if (busy) {
    /* The pair before is on its way: this pick waits for the page that comes back. */
    early = key;
    event.preventDefault();
    tile.setAttribute("aria-pressed", "true");
    return;
  }
  /* Two of two sides are sent as a pair. */
  if (first && first.dataset.side !== tile.dataset.side) return;
  event.preventDefault();
  picked.value = first === tile ? "" : key;
  all("[data-side]", tile.form).forEach((each) => {
    each.setAttribute("aria-pressed", each.dataset.key === picked.value);
    each.classList.remove("wrong");
  });
});

function pickEarly(main) {
  const tile = early && $(`#tile-${early}:not(:disabled)`, main);
  early = "";
  if (tile) tile.click();
}

/* share: how far the prompt has fallen, 0 at the top, 1 on the answer. */
function fall(main, share) {
  const sky = $(".sky", main);
  if (!sky || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  /* Prompt and answer stay in sight, also above the keys of a phone. */
  const height = window.visualViewport ? visualViewport.height : innerHeight;
  const room = Math.max(0, Math.min(height - sky.firstElementChild.offsetHeight - 230, 260));
  sky.style.height = `${sky.firstElementChild.offsetHeight + room}px`;
  sky.firstElementChild.style.transform = `translateY(${Math.round(room * share)}px)`;
}
