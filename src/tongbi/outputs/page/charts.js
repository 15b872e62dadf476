"use strict";
(() => {
  const SCALE = 4, LINE = 14, MARGIN = 8, STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor", "paint-order"];

  // Lines of a title that fit the chart, broken behind a comma where there is one; a Chinese character is as wide as two others.
  const wrapped = (text, room) => {
    const lines = [""];
    let used = 0;
    for (const part of text.match(/[^，,]+[，,]?\s*/g) ?? []) {
      const size = [...part].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 11 : 6), 0);
      if (used && used + size > room) used = lines.push("") * 0;
      lines[lines.length - 1] += part;
      used += size;
    }
    return lines;
  };

  // The chart as it stands on the page, its look within it and the finding above it, on white or on the page's own ground.
  const drawing = (item) => {
    const shown = item.querySelector("svg");
    const copy = shown.cloneNode(true);
    const own = [...shown.querySelectorAll("*")];
    [...copy.querySelectorAll("*")].forEach((element, at) => {
      const style = getComputedStyle(own[at]);
      for (const name of STYLES) element.style.setProperty(name, style.getPropertyValue(name));
    });
    const { width, height } = shown.viewBox.baseVal;
    const [name, told] = ["bdi", ".finding > span"].map((what) => item.querySelector(what).textContent.trim());
    const lines = [[name, 600], ...wrapped(told, width).map((line) => [line, 400])];
    const top = lines.length * LINE + MARGIN;
    const ink = getComputedStyle(item).color;
    lines.forEach(([words, weight], at) => {
      const line = document.createElementNS(copy.namespaceURI, "text");
      line.textContent = words;
      line.setAttribute("style", `font: ${weight} 11px ${getComputedStyle(item).fontFamily.replaceAll('"', "'")}; fill: ${ink}`);
      line.setAttribute("y", `${(at + 1) * LINE - top}`);
      copy.append(line);
    });
    const ground = document.createElementNS(copy.namespaceURI, "rect");
    ground.setAttribute("style", `fill: ${getComputedStyle(item).backgroundColor}`);
    const box = [-MARGIN, -top - MARGIN, width + 2 * MARGIN, height + top + 2 * MARGIN];
    ["x", "y", "width", "height"].forEach((side, at) => ground.setAttribute(side, box[at]));
    copy.prepend(ground);
    copy.setAttribute("viewBox", box.join(" "));
    copy.setAttribute("xmlns", copy.namespaceURI);
    copy.setAttribute("width", box[2]);
    copy.setAttribute("height", box[3]);
    copy.style.fontFamily = getComputedStyle(item).fontFamily;
    return { name, markup: new XMLSerializer().serializeToString(copy), size: box.slice(2) };
  };

  const save = (address, name) => {
    const link = document.createElement("a");
    link.href = address;
    link.download = name.replace(/[\\/:*?"<>|]/g, "_");
    link.click();
  };

  const saved = (item, form) => {
    const { name, markup, size } = drawing(item);
    const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
    if (form === "svg") return save(address, `${name}.svg`);
    const picture = new Image();
    picture.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = size.map((side) => side * SCALE);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      save(canvas.toDataURL("image/png"), `${name}.png`);
    };
    picture.src = address;
  };

  for (const hidden of document.querySelectorAll(".graphs .save")) hidden.hidden = false;
  document.querySelector(".graphs")?.addEventListener("click", (event) => {
    const form = event.target.dataset.save;
    if (form) saved(event.target.closest("li"), form);
  });
})();
