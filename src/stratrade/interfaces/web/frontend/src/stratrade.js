// Starts the components that need a script; every page works without any of them.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  Radios,
  SkipLink,
} from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  SkipLink,
];

function start(scope) {
  for (const component of components) createAll(component, {}, scope);
}

start(document);
document.addEventListener("htmx:afterSettle", (event) => start(event.target));

// What was open in a part stays open when the part is drawn anew.
let opened = new Map();
document.addEventListener("htmx:beforeSwap", (event) => {
  const folds = event.detail.target.querySelectorAll("details[id]");
  opened = new Map([...folds].map((fold) => [fold.id, fold.open]));
});
document.addEventListener("htmx:afterSwap", (event) => {
  for (const fold of event.detail.target.querySelectorAll("details[id]")) {
    if (opened.has(fold.id)) fold.open = opened.get(fold.id) || fold.open;
  }
});

// On paper everything stands open.
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".stc-fold:not([open])")) {
    fold.open = true;
    fold.dataset.closed = "";
  }
});
addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll(".stc-fold[data-closed]")) {
    fold.open = false;
    delete fold.dataset.closed;
  }
});

// Of the heads of the navigation one is open at a time; Escape and a click elsewhere close it.
function close(except) {
  let closed;
  for (const head of document.querySelectorAll(".stc-nav details[open]")) {
    if (head === except) continue;
    head.open = false;
    closed = head;
  }
  return closed;
}
document.addEventListener("click", (event) => close(event.target.closest(".stc-nav details")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close()?.querySelector("summary").focus();
});

// A button that prints: <button data-print>.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Keys for desks that go through many of one kind. <a data-key="n"> follows, a field is focused, and in a table with
// data-walk j and k move between the links marked data-step; 1 to 9 choose the answer of that number.
function typing(target) {
  return target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
}

function walk(by) {
  const steps = [...document.querySelectorAll("[data-walk] [data-step]")];
  if (!steps.length) return false;
  const at = steps.indexOf(document.activeElement);
  steps[Math.min(Math.max(at + by, 0), steps.length - 1)].focus();
  return true;
}

function choose(number) {
  const answers = document.querySelectorAll("#decision input[type=radio]");
  if (!answers[number - 1]) return false;
  answers[number - 1].click();
  answers[number - 1].focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const marked = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  let done = true;
  if (marked && marked.matches("a")) marked.click();
  else if (marked) marked.focus();
  else if (event.key === "j") done = walk(1);
  else if (event.key === "k") done = walk(-1);
  else if (/^[1-9]$/.test(event.key)) done = choose(Number(event.key));
  else done = false;
  if (done) event.preventDefault();
});
