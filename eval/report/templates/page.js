// Shows the cases that match; without it all of them are shown.
"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const cases = [...document.querySelectorAll(".case")];
  const words = form.querySelector("[data-filter-words]");
  const chosen = [...form.querySelectorAll("[data-filter]")];
  const status = form.querySelector("[data-count]");
  const texts = new Map();
  const textOf = (one) => {
    if (!texts.has(one)) texts.set(one, one.textContent.toLowerCase());
    return texts.get(one);
  };
  const matches = (one, wanted) =>
    chosen.every((field) => {
      const held = (one.dataset[field.dataset.filter] || "").split(" ");
      return !field.value || held.includes(field.value);
    }) && wanted.every((word) => textOf(one).includes(word));
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of cases) {
      one.hidden = !matches(one, wanted);
      shown += one.hidden ? 0 : 1;
    }
    const noun = status.dataset.count;
    status.textContent =
      shown === cases.length ? `${shown} ${noun}` : `${shown} of ${cases.length} ${noun}`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
