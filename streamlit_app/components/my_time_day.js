// A day: its line of blocks and gaps, and below it the list of the same. A click on a segment opens it; a gap is filled
// by naming what it was. Every text is set as text.
const make = (tag, name = "", text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });

export default function ({ parentElement, data, setTriggerValue }) {
  const day = (parentElement._day ??= { root: parentElement.appendChild(make("div", "day")), serial: "" });
  day.send = setTriggerValue;
  const serial = JSON.stringify(data);
  if (serial === day.serial) return;
  Object.assign(day, { serial, data, sent: false });
  const found = getComputedStyle(day.root).getPropertyValue("--st-chart-categorical-colors").trim();
  day.colours = found ? found.split(",") : ["currentColor"];
  const focused = day.root.getRootNode().activeElement?.dataset?.focus;
  const parts = [];
  if (data.line) parts.push(line(day));
  parts.push(list(day));
  day.root.replaceChildren(...parts);
  for (const node of day.root.querySelectorAll("button")) node.type = "button";
  if (focused) day.root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function ask(day, what) {
  if (what.do === "fill" && day.sent) return; // one at a time: the list is drawn anew before the next
  day.sent = what.do === "fill";
  day.send("asked", { ...what, n: Date.now() });
}

const button = (name, text, focus, act) => {
  const node = make("button", name, text);
  node.dataset.focus = focus;
  node.onclick = act;
  return node;
};

// Pointing at a row lights its block up, and the other way round.
function pair(day, node, key) {
  node.dataset.pair = key;
  const light = (on) => (event) => {
    if (event.pointerType === "touch") return; // a finger does not leave
    for (const other of day.root.querySelectorAll(`[data-pair="${CSS.escape(key)}"]`)) other.classList.toggle("lit", on);
  };
  node.addEventListener("pointerenter", light(true));
  node.addEventListener("pointerleave", light(false));
}

// --- the line

function line(day) {
  const { line: drawn, label } = day.data;
  const root = make("div", "line");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", label);
  const track = make("div", "track");
  track.style.setProperty("--lanes", drawn.lanes);
  const place = (node, at) => {
    node.style.left = `${at.left}%`;
    if (at.width !== undefined) node.style.width = `${at.width}%`;
    return node;
  };
  for (const tick of drawn.ticks) track.append(place(make("i", tick.minor ? "rule minor" : "rule"), { left: tick.left }));
  for (const gap of drawn.gaps) {
    const row = day.data.rows.find((one) => one.kind === "gap" && one.key === gap.key);
    const node = button("hole", "", `hole-${gap.key}`, () => ask(day, { do: "gap", key: gap.key }));
    node.setAttribute("aria-label", row ? `${row.time}, ${row.length} without time, ${row.about}. It was work` : "Gap");
    node.title = row ? `${row.time} · ${row.length} without time` : "";
    node.disabled = !row?.fills;
    pair(day, node, `gap-${gap.key}`);
    track.append(place(node, gap));
  }
  for (const block of drawn.blocks) {
    const row = day.data.rows.find((one) => one.kind === "segment" && one.id === block.id);
    const state = `${block.running ? " running" : ""}${block.removed ? " removed" : ""}`;
    const node = button(`block${state}`, "", `block-${block.id}`, () => ask(day, { do: "open", id: block.id }));
    node.style.setProperty("--c", day.colours[block.colour % day.colours.length]);
    node.style.setProperty("--lane", block.lane);
    node.append(make("span", "", block.label));
    node.title = row ? `${row.time} · ${row.task} · ${row.length}` : block.label;
    node.setAttribute("aria-label", node.title);
    pair(day, node, `segment-${block.id}`);
    track.append(place(node, block));
  }
  if (drawn.now !== null) track.append(place(make("i", "now"), { left: drawn.now }));
  const hours = make("div", "hours");
  for (const tick of drawn.ticks) {
    const name = tick.left === 0 ? "hour first" : tick.left === 100 ? "hour last" : "hour";
    hours.append(place(make("span", tick.minor ? `${name} minor` : name, tick.label), { left: tick.left }));
  }
  root.append(track, hours);
  return root;
}

// --- the list

function list(day) {
  const root = make("div", "list");
  root.setAttribute("role", "list");
  for (const row of day.data.rows) {
    const item = make("div", "item");
    item.setAttribute("role", "listitem");
    item.append(row.kind === "gap" ? gapRow(day, row) : segmentRow(day, row));
    root.append(item);
  }
  return root;
}

function segmentRow(day, row) {
  const node = button(`row${row.removed ? " removed" : ""}`, "", `row-${row.id}`, () => ask(day, { do: "open", id: row.id }));
  const dot = make("i", "dot");
  dot.style.setProperty("--c", day.colours[row.colour % day.colours.length]);
  const task = make("span", "task");
  task.append(make("b", "", row.task));
  if (row.production) task.append(make("span", "soft", row.production));
  const from = make("span", "from");
  if (row.source) from.append(make("span", "", row.source));
  if (row.about) from.append(make("span", "soft", row.about));
  const badges = make("span", "badges");
  for (const [word, colour, about] of row.badges) {
    const badge = make("span", "badge", word);
    badge.style.cssText = `background: var(--st-${colour}-background-color); color: var(--st-${colour}-text-color);`;
    badge.title = about;
    badges.append(badge);
  }
  node.append(dot, make("span", "time", row.time), task, from, badges, make("span", "length", row.length));
  node.setAttribute("aria-haspopup", "dialog");
  pair(day, node, `segment-${row.id}`);
  return node;
}

function gapRow(day, row) {
  const node = make("div", "row gap");
  const was = make("span", "was");
  if (row.fills) {
    was.append(make("span", "soft", "It was"));
    day.data.reasons.forEach((reason, n) => {
      const fill = button("fill", reason.short, `fill-${row.key}-${n}`, () => {
        fill.classList.add("sent");
        ask(day, { do: "fill", key: row.key, reason: reason.long });
      });
      fill.title = `${reason.long}: ${row.length} more on ${row.before}`;
      was.append(fill);
    });
    was.append(button("fill", "Other…", `fill-${row.key}-other`, () => ask(day, { do: "gap", key: row.key })));
  }
  node.append(make("i", "dot hatched"), make("span", "time", row.time), make("span", "task soft", row.about), was, make("span", "length soft", row.length));
  pair(day, node, `gap-${row.key}`);
  return node;
}
