"use strict";
(() => {
  const tools = document.querySelector(".tools");
  const rows = [...document.querySelectorAll(".row")];
  const bands = [...document.querySelectorAll(".band")];
  const said = tools.querySelector("output");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  let at = -1;

  const filter = () => {
    const kinds = new Set([...tools.querySelectorAll("[name=kind]:checked")].map((box) => box.value));
    const query = tools.elements.q.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const on = row.dataset.kind.split(" ").some((kind) => kinds.has(kind)) && (!query || texts.get(row).includes(query));
      row.classList.toggle("off", !on);
      shown += on;
    }
    for (const band of bands) band.classList.toggle("off", !band.querySelector(".row:not(.off)"));
    said.textContent = `${shown}/${rows.length}`;
    at = -1;
  };

  const step = (by) => {
    const shown = rows.filter((row) => !row.classList.contains("off"));
    if (!shown.length) return;
    at = (at + by + shown.length) % shown.length;
    location.replace(`#${shown[at].id}`);
  };

  const reveal = () => {
    const row = location.hash && document.getElementById(location.hash.slice(1));
    if (!row) return;
    row.classList.remove("off");
    row.closest(".band")?.classList.remove("off");
    row.scrollIntoView({ block: "center" });
  };

  tools.hidden = false;
  tools.addEventListener("input", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  addEventListener("keydown", (event) => {
    if (event.target.matches("input[type=search]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "j") step(1);
    if (event.key === "p" || event.key === "k") step(-1);
  });
  filter();
  reveal();
})();
