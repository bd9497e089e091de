// Starts the components that need a script; every page works without any of them.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
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
  ServiceNavigation,
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

// A button that prints: <button data-print>.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
