"use strict";
// The claim under pointer or focus, filters, sorting. Works on what the page holds already.
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const numbers = (element) => element.dataset.c.split(" ");
  const cards = new Map(all(".card").map((card) => [card.dataset.n, card]));
  if (cards.size === 0) return;
  const triggers = all(".article .trigger");
  const pieces = all(".article [data-c]");
  const bars = all(".bar-link");
  const rows = all("#table tbody tr");
  const order = [...cards.keys()];
  let visible = new Set(order);
  let shown = [];
  let held = false;
  let waiting = 0;

  // What belongs to a claim: its words in the article, its bar and its row.
  const belonging = new Map(order.map((number) => [number, []]));
  for (const piece of pieces) {
    const roles = new Map();
    for (const token of (piece.dataset.p || "").split(" ").filter(Boolean)) {
      const [number, role] = token.split(":");
      const known = roles.get(number) || [];
      roles.set(number, role ? [...known, role.replaceAll("_", " ")] : known);
    }
    for (const number of new Set([...numbers(piece), ...roles.keys()])) {
      belonging.get(number).push({ element: piece, roles: roles.get(number) || [] });
    }
  }
  for (const element of [...bars, ...rows]) {
    for (const number of numbers(element)) belonging.get(number).push({ element, roles: [] });
  }

  function show(wanted) {
    for (const number of shown) {
      cards.get(number).hidden = true;
      for (const { element } of belonging.get(number)) {
        element.classList.remove("on");
        element.removeAttribute("data-role");
      }
    }
    shown = wanted.filter((number) => visible.has(number));
    for (const number of shown) {
      cards.get(number).hidden = false;
      for (const { element, roles } of belonging.get(number)) {
        element.classList.add("on");
        const known = element.dataset.role ? element.dataset.role.split(", ") : [];
        const labels = [...new Set([...known, ...roles])];
        if (labels.length) element.dataset.role = labels.join(", ");
      }
    }
    one("#panel").hidden = shown.length === 0;
    one("#bar").hidden = false;
    document.body.classList.toggle("reading", shown.length > 0);
    one("#where").textContent = shown.length === 1
      ? `Claim ${shown[0]} of ${order.length}` : `${shown.length} claims`;
  }

  function hold(wanted) {
    held = wanted.some((number) => visible.has(number));
    document.body.classList.toggle("held", held);
    show(wanted);
    one("#panel").scrollTop = 0;
  }

  function letGo() {
    hold([]);
  }

  const triggerOf = (number) =>
    triggers.find((trigger) => numbers(trigger).includes(number) && !trigger.classList.contains("off"));

  function rove(trigger) {
    for (const other of all(".article .trigger[tabindex='0']")) other.tabIndex = -1;
    trigger.tabIndex = 0;
  }

  function bring(number) {
    const trigger = triggerOf(number);
    if (!trigger) return;
    rove(trigger);
    trigger.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    trigger.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  function step(by) {
    const list = triggers.filter((trigger) => !trigger.classList.contains("off"));
    if (list.length === 0) return;
    const now = list.findIndex((trigger) => numbers(trigger).includes(shown[0]));
    const next = list[Math.min(Math.max(now + by, 0), list.length - 1)];
    hold(numbers(next));
    bring(numbers(next)[0]);
  }

  // Pointer: what it rests on is shown; a click holds it, so that the panel can be reached.
  document.addEventListener("pointerover", (event) => {
    clearTimeout(waiting);
    const target = event.target.closest("[data-c]");
    if (!target || held || event.pointerType === "touch" || target.classList.contains("off")) return;
    waiting = setTimeout(() => show(numbers(target)), 70);
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-c]");
    if (event.target.closest("a.out")) return;
    if (target && !target.classList.contains("off")) {
      event.preventDefault();
      hold(numbers(target));
      if (!target.closest(".article")) bring(numbers(target)[0]);
      else if (target.matches(".trigger")) rove(target);
    } else if (event.target.closest(".hint a")) event.preventDefault();
    else if (event.target.closest(".article")) letGo();
  });
  one("#close").addEventListener("click", letGo);
  one("#previous").addEventListener("click", () => step(-1));
  one("#next").addEventListener("click", () => step(1));

  // Keyboard: the article is one stop of the tabulator; arrows go from claim to claim in it.
  document.addEventListener("focusin", (event) => {
    const trigger = event.target.closest(".article .trigger");
    if (trigger && !trigger.classList.contains("off")) {
      rove(trigger);
      if (!held) show(numbers(trigger));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return letGo();
    const trigger = event.target.closest(".article .trigger, #panel");
    if (!trigger) return;
    const list = triggers.filter((other) => !other.classList.contains("off"));
    const to = { ArrowRight: 1, ArrowLeft: -1, j: 1, k: -1 }[event.key];
    if (to) step(to);
    else if (event.key === "Home") { hold(numbers(list[0])); bring(shown[0]); }
    else if (event.key === "End") { hold(numbers(list.at(-1))); bring(shown[0]); }
    else return;
    event.preventDefault();
  });

  // Filters. A claim is shown where every filter keeps it.
  const form = one("#filters");
  function apply() {
    const kept = new Set(order);
    for (const box of all("input[data-status]:not(:checked)", form)) {
      for (const number of box.dataset.status.split(" ")) kept.delete(number);
    }
    for (const select of all("select", form).filter((choice) => choice.value)) {
      const chosen = new Set(select.value.split(" "));
      for (const number of kept) if (!chosen.has(number)) kept.delete(number);
    }
    letGo();
    visible = kept;
    for (const element of [...pieces, ...bars, ...rows]) {
      const off = !numbers(element).some((number) => kept.has(number));
      element.classList.toggle("off", off);
      if (element.matches("tr, .bar-link")) element.toggleAttribute("hidden", off);
      if (element.matches(".trigger")) {
        element.tabIndex = -1;
        element.toggleAttribute("aria-disabled", off);
      }
    }
    const first = triggers.find((trigger) => !trigger.classList.contains("off"));
    if (first) first.tabIndex = 0;
    const some = kept.size === order.length ? "" : `${kept.size} of `;
    one("#count").textContent = `${some}${order.length} claim${order.length === 1 ? "" : "s"}`;
  }
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());

  // Sorting: a second click turns it round; empty cells stay last.
  const body = one("#table tbody");
  all("#table th").forEach((head, column) => {
    head.firstElementChild.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of all("#table th")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const compare = head.dataset.kind === "number"
        ? (a, b) => a - b : new Intl.Collator("en").compare;
      const keyed = rows.map((row) => {
        const cell = row.cells[column];
        return [cell.dataset.sort || cell.textContent.trim(), row];
      });
      keyed.sort(([a], [b]) => (!a - !b) || (down ? compare(b, a) : compare(a, b)));
      body.append(...keyed.map(([, row]) => row));
    });
  });

  function follow() {
    const number = location.hash.slice(2);
    if (/^#c\d+$/.test(location.hash) && cards.has(number)) {
      hold([number]);
      bring(number);
    }
  }
  addEventListener("hashchange", follow);
  for (const card of cards.values()) card.hidden = true;
  one("#hint").open = !matchMedia("(max-width: 58rem)").matches;
  for (const trigger of triggers) trigger.tabIndex = -1;
  apply();
  follow();
})();
