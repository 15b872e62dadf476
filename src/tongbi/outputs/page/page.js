"use strict";
(() => {
  const tools = document.querySelector(".tools");
  const rows = [...document.querySelectorAll(".row")];
  const bands = [...document.querySelectorAll(".band")].map((band) => [band, [...band.querySelectorAll(".row")]]);
  const pairs = [...document.querySelectorAll(".pair")];
  const nothing = document.querySelector(".nothing");
  const said = tools.querySelector("output");
  const kindsOf = new Map(rows.map((row) => [row, row.dataset.kind.split(" ")]));
  const told = rows.filter((row) => !row.classList.contains("gone"));
  let texts;
  let current = null;

  // Classes are written only where they change: each write costs the browser a look at the row's style.
  const set = (element, name, on) => {
    if (element.classList.contains(name) !== on) element.classList.toggle(name, on);
  };

  const wanted = () => {
    const form = tools.elements;
    const kinds = new Set([...tools.querySelectorAll("[name=kind]:checked")].map((box) => box.value));
    const node = form.node ? form.node.value : "";
    const query = form.q.value.trim().toLowerCase();
    if (query && !texts) texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    return (row) =>
      kindsOf.get(row).some((kind) => kinds.has(kind)) &&
      (!node || row.dataset.node === node || row.dataset.node.startsWith(`${node}/`)) &&
      (form.noise.checked || !("noise" in row.dataset)) &&
      (!form.figures.checked || "figures" in row.dataset) &&
      (!query || texts.get(row).includes(query));
  };

  const filter = () => {
    const fits = wanted();
    const year = tools.elements.year.value;
    for (const pair of pairs) set(pair, "off", Boolean(year) && pair.dataset.year !== year);
    for (const [band, inside] of bands) {
      let any = false;
      for (const row of inside) {
        const on = fits(row);
        any ||= on;
        set(row, "off", !on);
      }
      set(band, "off", !any);
    }
    const shown = told.filter(visible).length;
    said.textContent = `${shown}/${told.length}`;
    nothing.hidden = shown > 0;
  };

  const visible = (row) => !row.classList.contains("off") && !row.closest(".pair").classList.contains("off");

  const step = (by) => {
    const shown = told.filter(visible);
    if (!shown.length) return;
    const at = shown.indexOf(current);
    show(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length]);
  };

  const show = (row) => {
    current = row;
    history.replaceState(null, "", `#${row.id}`);
    for (const marked of document.querySelectorAll(".row.at-hand")) marked.classList.remove("at-hand");
    row.classList.add("at-hand");
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  };

  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const row = target.closest(".row");
    for (const around of [row, target.closest(".band"), target.closest(".pair")]) around?.classList.remove("off");
    const folded = target.closest("details");
    if (folded) folded.open = true;
    if (row) show(row);
    else target.scrollIntoView();
  };

  tools.hidden = false;
  tools.addEventListener("input", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => {
    if (event.target.dataset.step) step(Number(event.target.dataset.step));
  });
  addEventListener("hashchange", reveal);
  addEventListener("keydown", (event) => {
    if (event.target.matches("input[type=search], select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "j") step(1);
    if (event.key === "p" || event.key === "k") step(-1);
    if (event.key === "/") {
      event.preventDefault();
      tools.elements.q.focus();
    }
  });
  if (matchMedia("(min-width: 75rem)").matches) for (const tree of document.querySelectorAll(".tree")) tree.open = true;
  filter();
  reveal();
})();
