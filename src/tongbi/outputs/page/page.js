"use strict";
(() => {
  const one = (query, within = document) => within.querySelector(query);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const tools = one(".tools");
  const form = tools.elements;
  const words = tools.dataset;
  const said = one("output", tools);
  const nothing = one(".nothing");
  const map = one(".map");
  const help = one("#help");
  const pairs = new Map(all(".pair").map((pair) => [pair.dataset.pair, pair]));
  const AROUND = 3; // rows of context on either side
  const MOST_MARKED = 5000; // hits that are painted
  let open = null; // the pair of years that is shown, with its rows
  let bands = [];
  let told = [];
  let marksOf = new Map();
  let texts = null;
  let current = null;
  let fate = "";
  let round = 0; // the search that is under way

  // Classes are written only where they change: each write costs the browser a look at the row's style.
  const set = (element, name, on) => {
    if (element.classList.contains(name) !== on) element.classList.toggle(name, on);
  };
  const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // Some work on each of many things, without holding the page up; the first at once.
  const piecewise = (things, work, go_on = () => true, done = () => {}) => {
    const rest = [...things];
    const go = () => {
      if (!go_on()) return;
      const until = performance.now() + 40;
      while (rest.length && performance.now() < until) work(rest.shift());
      if (rest.length) setTimeout(go);
      else done();
    };
    go();
  };

  // ── figures in the order of how far they moved, up or down ────────────────────────────────────────────────────────────────

  const orderable = (within) => {
    for (const head of all("th[data-order]", within)) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
    }
  };

  const order = (head, on) => {
    const body = head.closest("table").tBodies[0];
    const size = (row) => parseFloat(row.cells[head.cellIndex].textContent.replace(/[^\d.]/g, "")) || 0;
    [...body.rows].forEach((row, at) => (row.dataset.at ??= at));
    const compare = on ? (a, b) => size(b) - size(a) : (a, b) => a.dataset.at - b.dataset.at;
    body.append(...[...body.rows].sort(compare));
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    if (on) head.setAttribute("aria-sort", "descending");
  };

  const largest = () => {
    const sheet = one("#indicators details.sheet");
    sheet.open = true;
    const holder = one(":scope > noscript", sheet);
    if (holder) make(holder);
    const heads = all("th[data-order]", sheet);
    order(heads.at(-1), true);
    sheet.scrollIntoView();
  };

  // ── what lies in a noscript is made when it is asked for ──────────────────────────────────────────────────────────────────

  const make = (holder) => {
    const box = document.createElement("template");
    box.innerHTML = holder.textContent;
    orderable(box.content);
    holder.replaceWith(box.content);
  };

  const find = (id) => {
    const found = document.getElementById(id);
    if (found || !id) return found;
    const holder = all("main noscript").find((held) => held.textContent.includes(` id="${id}"`));
    if (!holder) return null;
    make(holder);
    return document.getElementById(id);
  };

  const openPair = (pair) => {
    if (pair === open) return;
    const holder = one(":scope > .body > noscript", pair);
    if (holder) make(holder);
    if (wide.matches) for (const tree of all(".tree", pair)) tree.open = true;
    for (const other of pairs.values()) set(other, "closed", other !== pair);
    const rows = all(".row", pair);
    open = pair;
    bands = all(".band", pair).map((band) => [band, all(".row", band)]);
    told = rows.filter((row) => !row.classList.contains("gone"));
    marksOf = new Map(rows.map((row) => [row, row.dataset.marks.split(" ")]));
    texts = null;
    current = null;
    [form.before.value, form.after.value] = pair.dataset.pair.split("-");
    for (const option of form.before.options) option.disabled = !pairs.has(`${option.value}-${form.after.value}`);
    const counts = new Map(pair.dataset.counts.trim().split(" ").map((count) => count.split(":")));
    for (const chip of all(".chip", tools)) {
      const count = counts.get(one("input", chip).value);
      one("b", chip).textContent = count;
      chip.hidden = count === undefined;
      set(chip, "none", !Number(count));
    }
    if (form.inline.checked) runTogether();
  };

  // ── filters ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const sides = (row) => all(".old, .new", row).map(spoken);

  // The text of one side with the places of its text nodes, without what is printed around it.
  const spoken = (side) => {
    const walker = document.createTreeWalker(side, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === 1 && node.matches(".at, .place, .point, .acts") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const nodes = [];
    let text = "";
    while (walker.nextNode()) {
      if (walker.currentNode.nodeType !== 3) continue;
      nodes.push([text.length, walker.currentNode]);
      text += walker.currentNode.data;
    }
    return { text: text.toLowerCase(), nodes };
  };

  const places = (text, query) => {
    const found = [];
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) found.push(at);
    return found;
  };

  const asked = () => form.q.value.trim().toLowerCase();

  // Without a kind that is asked for all that changed is shown, and all that holds the words that are looked for.
  const wanted = () => {
    const kinds = new Set(all("[name=kind]:checked", tools).map((box) => box.value));
    const node = form.node ? form.node.value : "";
    const query = asked();
    if (query && !texts) texts = new Map(told.map((row) => [row, sides(row)]));
    const fits = (marks) => (kinds.size ? marks.some((mark) => kinds.has(mark)) : query || marks.some((mark) => mark !== "unchanged"));
    return (row) =>
      fits(marksOf.get(row)) &&
      (kinds.size || query || form.noise.checked || !("noise" in row.dataset)) &&
      (!node || row.dataset.node === node || row.dataset.node.startsWith(`${node}/`)) &&
      (!form.figures.checked || "figures" in row.dataset) &&
      (!query || (texts.get(row) || []).some((side) => side.text.includes(query)));
  };

  const filter = () => {
    const fits = wanted();
    const context = form.context.checked;
    for (const [band, rows] of bands) {
      const on = rows.map(fits);
      let any = false;
      rows.forEach((row, at) => {
        const near = context && !on[at] && on.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(Boolean);
        any ||= on[at];
        set(row, "off", !on[at] && !near);
        set(row, "context", near);
      });
      set(band, "off", !any);
    }
    const shown = told.filter(visible).length;
    said.textContent = filled(words.shown, { shown, all: told.length });
    nothing.hidden = shown > 0;
    draw();
    search();
  };

  const visible = (row) => !row.classList.contains("off") && !row.classList.contains("context");

  // Before an older year than the newer one's neighbour stands only what the record holds.
  const choose = (changed) => {
    const [before, after] = [form.before.value, form.after.value];
    const known = [...pairs.keys()].filter((key) => key.split("-")[changed === "after" ? 1 : 0] === form[changed].value);
    const key = pairs.has(`${before}-${after}`) ? `${before}-${after}` : known[0];
    if (key) openPair(pairs.get(key));
  };

  // ── search ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  const ENTITIES = { amp: "&", lt: "<", gt: ">", "#39": "'", "#34": '"' };
  const plain = (html) => html.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|#39|#34);/g, (_, name) => ENTITIES[name]);
  const held = new Map(); // the texts of what is not made, by their noscript

  const heldTexts = (holder) => {
    if (!held.has(holder)) {
      const html = holder.textContent;
      const found = [...html.matchAll(/<div class="(?:old|new)"[^>]*>([\s\S]*?)<\/div>/g)].map((side) => side[1]);
      const parts = found.map((side) => side.replace(/<(p|a|span) class="(?:at|place|point)"[\s\S]*?<\/\1>/g, ""));
      held.set(holder, plain(parts.length ? parts.join("\n") : html).toLowerCase());
    }
    return held.get(holder);
  };

  const hitsIn = (element, query) => {
    const holders = all("noscript", element);
    let hits = holders.reduce((sum, holder) => sum + places(heldTexts(holder), query).length, 0);
    if (element.matches(".pair")) return hits + (holders.length ? 0 : all(".row", element).flatMap(sides).reduce((sum, side) => sum + places(side.text, query).length, 0));
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.matches("noscript") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    while (walker.nextNode()) hits += places(walker.currentNode.data.toLowerCase(), query).length;
    return hits;
  };

  // The hits of the years that are shown at once, those of the others and of the other parts piece by piece.
  const search = () => {
    const query = asked();
    const own = ++round;
    if (self.CSS?.highlights) CSS.highlights.delete("found");
    for (const mark of all(".hits")) mark.textContent = "";
    for (const link of all("nav.top a")) delete link.dataset.hits;
    if (!query) return;
    const ranges = [];
    let hits = 0;
    const shown = told.filter(visible);
    for (const row of shown) {
      for (const { text, nodes } of texts.get(row)) {
        for (const at of places(text, query)) {
          hits += 1;
          if (ranges.length < MOST_MARKED) ranges.push(rangeOf(nodes, at, at + query.length));
        }
      }
    }
    if (self.CSS?.highlights) CSS.highlights.set("found", new Highlight(...ranges));
    const here = filled(words.hits, { hits, rows: shown.length });
    said.textContent = here;
    let elsewhere = 0;
    const rest = [...[...pairs.values()].filter((pair) => pair !== open), ...all("main > section:not(#changes)")];
    const count = (part) => {
      const found = hitsIn(part, query);
      if (part.matches(".pair")) {
        one(".hits", part).textContent = found || "";
        elsewhere += found;
      } else if (found) {
        const link = one(`nav.top a[href="#${part.id}"]`);
        if (link) link.dataset.hits = found;
      }
    };
    const tellAll = () => {
      if (elsewhere) said.textContent = `${here} · ${filled(words.elsewhere, { hits: elsewhere })}`;
    };
    setTimeout(() => piecewise(rest, count, () => own === round, tellAll), 60);
  };

  const rangeOf = (nodes, from, to) => {
    const range = new Range();
    const holding = (at) => nodes.findLast(([start]) => start <= at);
    const [first, last] = [holding(from), holding(to - 1)];
    range.setStart(first[1], from - first[0]);
    range.setEnd(last[1], to - last[0]);
    return range;
  };

  // ── both sides in one text ────────────────────────────────────────────────────────────────────────────────────────────────

  const pieces = (side) =>
    [...side.childNodes].filter((node) => node.nodeType === 3 || node.matches("del, ins")).map((node) => [node.localName || "", node.textContent]);

  const together = (row) => {
    const [old, now] = [one(":scope > .old", row), one(":scope > .new", row)];
    if (!old || !now || row.classList.contains("possible") || one(".both", row)) return;
    const [before, after] = [pieces(old), pieces(now)];
    const both = document.createElement("div");
    both.className = "both";
    both.lang = now.lang;
    const add = (tag, text) => {
      const node = tag ? document.createElement(tag) : document.createTextNode("");
      node.textContent = text;
      both.append(node);
    };
    while (before.length || after.length) {
      if (before[0]?.[0] === "del") add(...before.shift());
      else if (after[0]?.[0] === "ins") add(...after.shift());
      else {
        const length = Math.min(before[0]?.[1].length ?? 0, after[0]?.[1].length ?? 0);
        if (!length) break;
        add("", before[0][1].slice(0, length));
        for (const side of [before, after]) if (!(side[0][1] = side[0][1].slice(length))) side.shift();
      }
    }
    const years = open.dataset.pair.split("-");
    for (const [at, side] of [old, now].entries()) {
      const place = one(".place", side).cloneNode(true);
      place.prepend(`${years[at]} `);
      both.append(" ", place);
    }
    now.after(both);
  };

  const runTogether = () => piecewise(told, together);

  // ── rows, one after another ───────────────────────────────────────────────────────────────────────────────────────────────

  const step = (by) => {
    const shown = told.filter(visible);
    if (!shown.length) return;
    const at = shown.indexOf(current);
    show(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length]);
  };

  const show = (row) => {
    current = row;
    for (const marked of all(".row.at-hand")) marked.classList.remove("at-hand");
    row.classList.add("at-hand");
    row.append(acts);
    write();
    row.focus({ preventScroll: true });
    bring(row, { block: "center" });
    draw();
  };

  // Rows out of sight have their true heights only when they have been near, so what was brought is brought again.
  const bring = (element, how, again = 3) => {
    element.scrollIntoView(how);
    if (again) requestAnimationFrame(() => setTimeout(bring, 0, element, how, again - 1));
  };

  const textOf = (row) => {
    const [before, after] = open.dataset.pair.split("-");
    const heads = [...all(".tag .kind", row).map((kind) => kind.textContent), `${before}→${after}`, one("h4 bdi", row.closest(".band")).textContent];
    const told = all(":scope > .old, :scope > .new", row).map((side) => {
      const copy = side.cloneNode(true);
      for (const around of all(".at, .place, .acts", copy)) around.remove();
      const year = side.matches(".old") ? before : after;
      return `${year}${one(".place", side) ? ` (${one(".place", side).textContent})` : ""}: ${copy.textContent.trim()}`;
    });
    return [one("h1 bdi").textContent, heads.join(" · "), ...told].join("\n");
  };

  const tell = (words) => {
    acts.dataset.said = words;
    setTimeout(() => delete acts.dataset.said, 1500);
  };

  const copyText = async (row) => {
    const text = textOf(row);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    tell(words.copied);
  };

  // The row as the page shows it, drawn by the browser itself.
  const pictureOf = async (row) => {
    const copy = row.cloneNode(true);
    one(".acts", copy)?.remove();
    copy.classList.remove("at-hand");
    const head = document.createElement("p");
    head.className = "soft";
    head.textContent = `${one("h1 bdi").textContent} · ${open.dataset.pair.replace("-", "→")} · ${one("h4 bdi", row.closest(".band")).textContent}`;
    const body = document.createElement("div");
    body.className = `picture ${document.body.className}`;
    body.style.width = `${row.offsetWidth}px`;
    body.append(head, copy);
    document.body.append(body);
    const [width, height] = [body.offsetWidth, body.offsetHeight];
    body.remove();
    const style = document.createElement("style");
    style.textContent = one("style").textContent;
    body.prepend(style);
    const frame = document.createElement("div");
    frame.innerHTML = `<svg width="${width}" height="${height}"><foreignObject width="100%" height="100%"></foreignObject></svg>`;
    one("foreignObject", frame).append(body);
    const drawn = new XMLSerializer().serializeToString(frame.firstChild);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * width, 2 * height];
    const pen = canvas.getContext("2d");
    pen.scale(2, 2);
    pen.drawImage(image, 0, 0);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };

  const copyPicture = async (row) => {
    const picture = await pictureOf(row);
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
      tell(words.copied);
    } catch {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(picture);
      link.download = `${row.id}.png`;
      link.click();
      URL.revokeObjectURL(link.href);
    }
  };

  const acts = document.createElement("span");
  acts.className = "acts";
  for (const [name, act] of [["text", copyText], ["picture", copyPicture]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words[name];
    button.addEventListener("click", () => act(acts.closest(".row")));
    acts.append(button);
  }

  // ── the map of changes: where in the report they stand ────────────────────────────────────────────────────────────────────

  const COLOURS = ["added", "dropped", "figures", "reworded", "split", "merged", "possible"];
  let inSight = false;
  new IntersectionObserver(([seen]) => {
    inSight = seen.isIntersecting;
    draw();
  }).observe(one("#changes"));
  const draw = () => {
    const room = wide.matches && inSight ? innerHeight - bar() - 16 : 0;
    map.hidden = room < 80;
    if (map.hidden) return;
    [map.height, map.style.top] = [room, `${bar() + 8}px`];
    const pen = map.getContext("2d");
    const style = getComputedStyle(map);
    const colours = new Map(COLOURS.map((kind) => [kind, style.getPropertyValue(`--c-${kind}`)]));
    const high = Math.max(2, room / Math.max(told.length, 1));
    told.forEach((row, at) => {
      if (!visible(row) || row.classList.contains("unchanged")) return;
      pen.fillStyle = colours.get(COLOURS.find((kind) => row.classList.contains(kind))) || "#888";
      pen.fillRect(row === current ? 0 : 3, (at / told.length) * room, row === current ? 14 : 8, high);
    });
  };
  map.addEventListener("click", (event) => {
    const at = Math.floor((event.offsetY / map.height) * told.length);
    const near = told.filter(visible).sort((a, b) => Math.abs(told.indexOf(a) - at) - Math.abs(told.indexOf(b) - at));
    if (near.length) show(near[0]);
  });

  // ── what came of plans ────────────────────────────────────────────────────────────────────────────────────────────────────

  const follow = (year) => {
    const section = one("#follow");
    if (!section) return;
    one(".unfilter").hidden = !fate;
    for (const link of all(".tally th a[data-set]")) set(link, "asked", fate !== "" && link.dataset.set === `fate=${fate}`);
    const groups = all(":scope > details", section);
    const asked = (group) => fate && (!year || group.id === `follow${year}`);
    piecewise(groups.sort((a, b) => asked(b) - asked(a)), (group) => fatesOf(group, asked(group)));
  };

  const fatesOf = (group, asked) => {
    const holder = one(":scope > noscript", group);
    if (asked) {
      if (holder) make(holder);
      group.open = true;
    }
    for (const row of all("[data-fate]", group)) set(row, "off", fate !== "" && row.dataset.fate !== fate);
    for (const part of all(".wide, .untraced", group)) {
      const rows = all("[data-fate]", part);
      set(part, "off", rows.length > 0 && rows.every((row) => row.classList.contains("off")));
      if (fate && part.matches(".untraced")) part.open = !part.classList.contains("off");
    }
  };

  // ── the state of the page stands in its address ───────────────────────────────────────────────────────────────────────────

  const SWITCHES = ["figures", "noise", "context", "inline"];
  const state = () => {
    const found = new URLSearchParams();
    const kinds = all("[name=kind]:checked", tools).map((box) => box.value);
    if (kinds.length) found.set("kind", kinds.join("."));
    if (open !== first) found.set("pair", open.dataset.pair);
    if (form.node?.value) found.set("node", form.node.value);
    for (const name of SWITCHES) if (form[name].checked) found.set(name, "1");
    if (form.q.value.trim()) found.set("q", form.q.value.trim());
    if (fate) found.set("fate", fate);
    return found;
  };

  const write = () => {
    const found = state();
    // The row's own name tells its years.
    if (current && [...found.keys()].every((key) => key === "pair")) return history.replaceState(null, "", `#${current.id}`);
    if (current) found.set("at", current.id);
    history.replaceState(null, "", found.size ? `#${found}` : location.pathname + location.search);
  };

  const restore = (found, pair) => {
    const kinds = (found.get("kind") || "").split(".");
    for (const box of all("[name=kind]", tools)) box.checked = kinds.includes(box.value);
    for (const name of SWITCHES) form[name].checked = found.has(name);
    if (form.node) form.node.value = found.get("node") || "";
    form.q.value = found.get("q") || "";
    if (all(".more [name=kind]:checked").length) one(".more", tools).open = true;
    openPair(pairs.get(found.get("pair")) || pair || first);
    set(document.body, "inline", form.inline.checked);
    if (form.inline.checked) runTogether();
    filter();
  };

  const reveal = () => {
    const hash = decodeURIComponent(location.hash.slice(1));
    const found = new URLSearchParams(hash.includes("=") ? location.hash.slice(1) : "");
    const target = find(found.get("at") || (hash.includes("=") ? "" : hash));
    const pair = target?.closest(".pair");
    if (hash.includes("=")) {
      restore(found, pair);
      fate = found.get("fate") || "";
      follow("");
      if (!target) return one(fate ? "#follow" : "#changes").scrollIntoView();
    } else if (pair) {
      const other = pair !== open;
      openPair(pair);
      if (other) filter();
    }
    if (!target) return;
    const row = target.closest(".row");
    for (const around of [row, target.closest(".band")]) around?.classList.remove("off");
    for (let folded = target.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    if (row) show(row);
    else bring(target);
  };

  // A number of the summary sets the filters to what it counts.
  const follows = (link) => {
    const found = new URLSearchParams(link.dataset.set);
    if (found.has("fate")) {
      fate = found.get("fate");
      follow(found.get("of"));
      write();
      find(link.hash.slice(1)).scrollIntoView();
      return;
    }
    current = null;
    restore(found, null);
    history.pushState(null, "", `#${state()}`);
    one("#changes").scrollIntoView();
  };

  // ── the page begins ───────────────────────────────────────────────────────────────────────────────────────────────────────

  const wide = matchMedia("(min-width: 75rem)");
  const first = pairs.values().next().value;
  const bar = () => one("nav.top").offsetHeight + (getComputedStyle(tools).position === "sticky" ? tools.offsetHeight : 0);
  let waiting = 0;

  tools.hidden = false;
  document.documentElement.classList.add("live");
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", (event) => {
    const name = event.target.name;
    clearTimeout(waiting);
    if (name === "before" || name === "after") choose(name);
    if (name === "inline") {
      set(document.body, "inline", form.inline.checked);
      if (form.inline.checked) runTogether();
    }
    const now = () => {
      current = null;
      filter();
      write();
    };
    if (name === "q") waiting = setTimeout(now, 120);
    else now();
  });
  const DEEDS = { on: () => step(1), back: () => step(-1), help: () => help.showModal() };
  document.addEventListener("click", (event) => {
    const deed = event.target.closest("[data-do]");
    const link = event.target.closest("a[data-set]");
    const plainClick = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (deed) DEEDS[deed.dataset.do]();
    const head = event.target.closest("th[data-order]");
    if (head) order(head, !head.hasAttribute("aria-sort"));
    if (event.target.closest("[data-largest]") && plainClick) {
      event.preventDefault();
      largest();
    }
    if (link && plainClick) {
      event.preventDefault();
      follows(link);
    }
    const row = event.target.closest("article.row");
    if (row && !link && !event.target.closest("a, button")) row.append(acts);
  });
  document.addEventListener("mouseover", (event) => {
    const row = event.target.closest?.("article.row");
    if (row && acts.parentElement !== row) row.append(acts);
  });
  document.addEventListener(
    "toggle",
    (event) => {
      const holder = event.target.open && one(":scope > noscript", event.target);
      if (!holder) return;
      make(holder);
      if (fate) follow("");
    },
    true,
  );
  addEventListener("hashchange", reveal);
  addEventListener("resize", draw);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key === "Escape" && event.target === form.q) form.q.blur();
    if (event.target.matches("input[type=search], select, textarea")) return;
    if (event.key === "n" || event.key === "j") step(1);
    if (event.key === "p" || event.key === "k") step(-1);
    if (event.key === "i") form.inline.click();
    if (event.key === "c" && current) copyText(current);
    if (event.key === "?") help.showModal();
    if (event.key === "/") {
      event.preventDefault();
      form.q.focus();
    }
  });
  new ResizeObserver(() => document.documentElement.style.setProperty("--top", `${bar() + 8}px`)).observe(tools);
  orderable(document);
  openPair(first);
  filter();
  reveal();
})();
