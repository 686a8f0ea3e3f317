"use strict";
// Search over names and titles of an archive. All text enters the page as text, never as markup.
(() => {
  const one = (selector) => document.querySelector(selector);
  const data = JSON.parse(one("#data").textContent);
  const PAGE = 60;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const plural = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

  function make(tag, text, kind) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }

  const documents = data.documents.map(([file, title, date, outlet, claims]) =>
    ({ file, title, date, outlet, claims: [], key: fold(`${title} ${outlet}`) }));
  const claims = data.claims.map(([doc, number, kind, family, statuses, when, words]) => {
    const claim = { doc: documents[doc], number, kind, family, statuses, when, words };
    documents[doc].claims.push(claim);
    return claim;
  });
  const named = data.named.map(([name, others, group, address, label, at, roles]) =>
    ({ name, others, group, address, label, roles: new Map(at.map((n, i) => [claims[n], roles[i]])),
      key: fold([name, ...others].join(" ")) }));
  documents.sort((a, b) => (!a.date - !b.date) || b.date.localeCompare(a.date));

  let chosen = null;
  let namesShown = PAGE;
  let listShown = PAGE;

  function filters() {
    const off = new Set([...document.querySelectorAll(".chip input:not(:checked)")].map((box) => box.value));
    const kind = one("#kind").value;
    return (claim) => (!kind || claim.kind === kind) && !claim.statuses.some((status) => off.has(status));
  }

  function standing(statuses) {
    return statuses.map((status) => {
      const made = make("span", undefined, `standing s-${status}`);
      const sign = make("span", data.status[status]);
      sign.ariaHidden = "true";
      made.append(sign, ` ${status}`);
      return made;
    });
  }

  function claimLine(claim, role) {
    const item = make("li", undefined, `claim f-${claim.family}`);
    const head = make("div", undefined, "head");
    head.append(make("span", claim.kind, "type"), ...standing(claim.statuses));
    if (role) head.append(make("span", role, "role"));
    head.append(make("span", claim.when || "no date", "date"));
    const link = make("a");
    link.href = `${claim.doc.file}#c${claim.number}`;
    link.append(make("bdi", claim.words));
    item.append(head, link);
    const from = [claim.doc.title, claim.doc.outlet, claim.doc.date].filter(Boolean).join(" · ");
    item.append(make("div", from, "note"));
    return item;
  }

  function documentLine(doc, kept) {
    const item = make("li", undefined, "document");
    const link = make("a", undefined, "title");
    link.href = doc.file;
    link.append(make("bdi", doc.title));
    const about = [doc.outlet, doc.date || "no date", plural(kept, "claim")];
    item.append(link, make("div", about.filter(Boolean).join(" · "), "note"));
    return item;
  }

  function names(matching, keep) {
    const list = one("#names");
    list.replaceChildren(...matching.slice(0, namesShown).map(({ known, kept }) => {
      const item = make("li");
      const button = make("button", undefined, "name");
      button.type = "button";
      button.ariaPressed = String(known === chosen);
      button.append(make("bdi", known.name), make("span", `${known.group}, ${plural(kept, "claim")}`, "note"));
      button.addEventListener("click", () => {
        chosen = known === chosen ? null : known;
        listShown = PAGE;
        update();
        if (chosen && matchMedia("(max-width: 58rem)").matches) one("#found").scrollIntoView();
      });
      item.append(button);
      return item;
    }));
    if (matching.length === 0) list.append(make("li", "No name fits.", "note"));
    one("#more-names").hidden = matching.length <= namesShown;
  }

  function update() {
    const focused = document.activeElement?.closest(".name")?.textContent;
    const words = fold(one("#query").value).split(/\s+/).filter(Boolean);
    const fits = (key) => words.every((word) => key.includes(word));
    const keep = filters();
    const group = one("#group").value;
    const matching = named
      .filter((known) => (!group || known.group === group) && fits(known.key))
      .map((known) => ({ known, kept: [...known.roles.keys()].filter(keep).length }))
      .filter(({ kept }) => kept > 0)
      .sort((a, b) => b.kept - a.kept);
    names(matching, keep);
    let lines;
    if (chosen) {
      const kept = [...chosen.roles.keys()].filter(keep);
      kept.sort((a, b) => (!a.when - !b.when) || b.when.localeCompare(a.when));
      lines = kept.map((claim) => () => claimLine(claim, chosen.roles.get(claim)));
      one("#found-title").textContent = chosen.name;
      const about = [chosen.group, plural(new Set(kept.map((claim) => claim.doc)).size, "document")];
      if (chosen.others.length) about.push(`also read: ${chosen.others.join(", ")}`);
      one("#about").textContent = about.join(" · ");
      if (chosen.address) {
        const link = make("a", chosen.label);
        link.href = chosen.address;
        link.rel = "noreferrer noopener";
        one("#about").append(" · ", link);
      }
    } else {
      const narrowed = one("#kind").value || document.querySelector(".chip input:not(:checked)");
      const rows = documents.map((doc) => [doc, doc.claims.filter(keep).length])
        .filter(([doc, kept]) => fits(doc.key) && (kept > 0 || !narrowed));
      lines = rows.map(([doc, kept]) => () => documentLine(doc, kept));
      one("#found-title").textContent = "Documents";
    }
    one("#about").hidden = one("#back").hidden = !chosen;
    one("#list").replaceChildren(...lines.slice(0, listShown).map((line) => line()));
    if (lines.length === 0) one("#list").append(make("li", "Nothing fits.", "note"));
    one("#more").hidden = lines.length <= listShown;
    one("#count").textContent = `${plural(matching.length, "name")}, ${plural(lines.length, chosen ? "claim" : "document")}`;
    if (focused) [...document.querySelectorAll(".name")].find((it) => it.textContent === focused)?.focus();
  }

  function afresh() {
    namesShown = listShown = PAGE;
    update();
  }
  one("#filters").addEventListener("input", afresh);
  one("#filters").addEventListener("submit", (event) => event.preventDefault());
  one("#filters").addEventListener("reset", () => setTimeout(() => { chosen = null; afresh(); }));
  one("#back").addEventListener("click", () => { chosen = null; afresh(); });
  one("#more-names").addEventListener("click", () => { namesShown += PAGE; update(); });
  one("#more").addEventListener("click", () => { listShown += PAGE; update(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) { chosen = null; afresh(); }
    if (event.key === "/" && !event.target.closest("input, select")) {
      event.preventDefault();
      one("#query").focus();
    }
  });
  update();
})();
