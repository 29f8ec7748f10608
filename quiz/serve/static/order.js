"use strict";
/* Steps in order, moved by buttons or dragged. */

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function makeMovable(list) {
  const form = list.closest("form"), numbers = $("input[name=text]", form);
  $(".numbers", form).hidden = true;
  const tell = (item) => {
    numbers.value = all("li", list).map((each) => each.dataset.number).join(" ");
    const place = all("li", list).indexOf(item) + 1;
    if (item) $("#live").textContent = `${$(".text", item).textContent}: ${place} of ${list.children.length}`;
  };
  const given = numbers.value.split(" ");
  given.forEach((number) => {
    const item = $(`li[data-number="${CSS.escape(number)}"]`, list);
    if (item) list.append(item);
  });
  for (const item of all("li", list)) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.textContent = "≡";
    grip.setAttribute("aria-hidden", "true");
    $(".number", item).replaceWith(grip);
    const moves = document.createElement("span");
    moves.className = "moves";
    for (const [sign, name, by] of [["▲", "up", -1], ["▼", "down", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", `Move ${$(".text", item).textContent} ${name}`);
      button.addEventListener("click", () => {
        const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
        if (!other) return;
        if (by < 0) other.before(item);
        else other.after(item);
        button.focus();
        tell(item);
      });
      moves.append(button);
    }
    item.append(moves);
    drag(item, grip, list, tell);
  }
  tell();
}

function drag(item, grip, list, tell) {
  grip.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    grip.setPointerCapture(down.pointerId);
    item.classList.add("dragged");
    const move = (event) => {
      /* It goes where so many of the others have their middles above the finger. They move, not
         the step itself: a node that moves loses the pointer. */
      const place = all("li", list).filter((each) => {
        const box = each.getBoundingClientRect();
        return each !== item && event.clientY >= box.top + box.height / 2;
      }).length;
      const index = () => all("li", list).indexOf(item);
      while (index() > place) item.after(item.previousElementSibling);
      while (index() < place) item.before(item.nextElementSibling);
    };
    const end = () => {
      grip.removeEventListener("pointermove", move);
      item.classList.remove("dragged");
      tell(item);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end, { once: true });
    grip.addEventListener("pointercancel", end, { once: true });
  });
}
