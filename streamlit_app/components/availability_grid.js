// Availability: people and places down, days across. Cells are selected by dragging (mouse), by tapping (touch, with
// "Select range" for more than one) or by the keyboard, and painted with a state. The browser shows a stroke at once and
// sends it; the next is sent when Python has answered the one before. Every text is set as text.
const FREE = "free";
const PATIENCE = 10000; // ms to wait for an answer before sending the next stroke all the same

const make = (tag, name = "", text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

export default function ({ parentElement, data, setTriggerValue }) {
  const grid = (parentElement._grid ??= create(parentElement));
  grid.send = setTriggerValue;
  grid.data = data;
  if (grid.sent && data.seen >= grid.sent) grid.sent = 0;
  sendNext(grid);
  if (!grid.sent && !grid.queue.length) draw(grid);
}

function create(parent) {
  const grid = { queue: [], sent: 0, serial: "", cells: [], rows: [] };
  grid.root = make("div", "availability");
  grid.bar = make("div", "bar");
  grid.bar.setAttribute("role", "toolbar");
  grid.bar.setAttribute("aria-label", "Paint the selected days");
  grid.scroll = make("div", "scroll");
  grid.said = make("div", "said");
  grid.said.setAttribute("role", "status");
  grid.root.append(grid.bar, grid.scroll, grid.said);
  parent.append(grid.root);
  grid.scroll.addEventListener("pointerdown", (event) => down(grid, event));
  grid.scroll.addEventListener("pointerover", (event) => over(grid, event));
  grid.scroll.addEventListener("click", (event) => tap(grid, event));
  grid.scroll.addEventListener("dblclick", (event) => open(grid, event.target.closest(".cell")));
  grid.scroll.addEventListener("keydown", (event) => onKey(grid, event));
  return grid;
}

// --- drawing

function draw(grid) {
  const { data } = grid;
  const { seen, ...drawn } = data;
  const serial = JSON.stringify(drawn);
  if (serial === grid.serial) return;
  grid.serial = serial;
  const focused = grid.root.getRootNode().activeElement?.closest?.(".cell");
  const table = make("table");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", data.label);
  table.setAttribute("aria-multiselectable", "true");
  const head = make("tr");
  head.append(make("th", "who", "Who"));
  for (const column of data.columns) {
    const date = make("th", column.today ? "today" : "");
    date.append(make("b", "", column.day), make("span", "", column.weekday), make("span", "number", column.number));
    date.title = column.title;
    date.scope = "col";
    head.append(date);
  }
  const top = make("thead");
  top.append(head);
  const body = make("tbody");
  [grid.cells, grid.rows] = [[], []];
  for (const group of data.groups) {
    const title = make("tr", "group");
    const name = make("th", "", group.name);
    const rest = make("td");
    rest.colSpan = data.columns.length;
    title.append(name, rest);
    body.append(title);
    for (const row of group.rows) body.append(line(grid, row));
  }
  table.append(top, body);
  const at = [grid.scroll.scrollLeft, grid.scroll.scrollTop];
  grid.scroll.replaceChildren(table);
  grid.scroll.scrollTo(...at);
  if (!at[0]) showToday(grid);
  bar(grid);
  const known = grid.to && grid.cells[grid.to[1]]?.[grid.to[0]];
  (known || grid.cells[0]?.[0])?.setAttribute("tabindex", "0");
  if (!known) grid.from = grid.to = null;
  if (focused && known) known.focus({ preventScroll: true });
  mark(grid);
}

function showToday(grid) {
  const place = grid.data.columns.findIndex((column) => column.today);
  const cell = place > 3 && grid.cells[0]?.[place];
  if (cell) grid.scroll.scrollLeft = cell.offsetLeft - grid.scroll.clientWidth / 2;
}

function line(grid, row) {
  const y = grid.rows.push(row) - 1;
  const tr = make("tr");
  const who = make("th", "who");
  who.scope = "row";
  who.append(make("span", "no", row.number), make("span", "name", row.name), make("span", "about", row.about));
  who.title = [row.name, row.about].filter(Boolean).join(" · ");
  tr.append(who);
  grid.cells[y] = grid.data.columns.map((column, x) => {
    const cell = make("td", "cell");
    Object.assign(cell.dataset, { x, y });
    cell.setAttribute("role", "gridcell");
    cell.tabIndex = -1;
    paintCell(grid, cell, row, column, row.cells[x]);
    tr.append(cell);
    return cell;
  });
  return tr;
}

function paintCell(grid, cell, row, column, value) {
  const state = value?.state;
  const words = [row.name, column.title];
  cell.className = `cell${column.off ? " off" : ""}${row.editable ? " can" : ""}`;
  if (state) cell.classList.add(`s-${state}`);
  if (value?.partly) cell.classList.add("partly");
  if (value?.wanted) cell.classList.add("wanted");
  if (value?.clash) cell.classList.add(`clash-${value.clash}`);
  cell.textContent = state ? grid.data.states[state].letter : "";
  if (state) words.push(grid.data.states[state].label);
  if (value?.partly) words.push(value.partly);
  if (value?.wanted) words.push("the schedule wants them");
  if (value?.clash) words.push("clash");
  cell.title = words.join(", ");
  cell.setAttribute("aria-label", words.join(", "));
}

function bar(grid) {
  const { brushes, states } = grid.data;
  grid.bar.hidden = !brushes.length;
  if (!brushes.length) return;
  const button = (name, chip, label, act, help) => {
    const node = make("button", name);
    node.type = "button";
    if (chip !== null) node.append(chip);
    node.append(make("span", "", label));
    node.title = help;
    node.onclick = act;
    return node;
  };
  grid.range = button("range", null, "Select range", () => {
    grid.ranging = !grid.ranging;
    mark(grid);
  }, "The next tap selects up to there");
  const painters = brushes.map((key) =>
    button("paint", make("span", `chip s-${key}`, states[key].letter), states[key].label, () => paint(grid, key), `Key ${states[key].letter}`),
  );
  painters.push(button("paint", make("span", "chip free", ""), "Free", () => paint(grid, FREE), "Delete key"));
  painters.push(button("paint details", null, "Details…", () => open(grid, grid.cells[grid.to?.[1]]?.[grid.to?.[0]]), "Enter key"));
  grid.count = make("span", "count");
  grid.bar.replaceChildren(grid.range, ...painters, grid.count);
}

// --- selecting

const place = (cell) => [Number(cell.dataset.x), Number(cell.dataset.y)];

function box(grid) {
  if (!grid.from || !grid.to) return null;
  const sort = (a, b) => (a < b ? [a, b] : [b, a]);
  return [sort(grid.from[0], grid.to[0]), sort(grid.from[1], grid.to[1])];
}

function select(grid, cell, extend = false) {
  if (!cell) return;
  for (const other of grid.scroll.querySelectorAll('.cell[tabindex="0"]')) other.tabIndex = -1;
  cell.tabIndex = 0;
  grid.to = place(cell);
  if (!extend || !grid.from) grid.from = grid.to;
  mark(grid);
}

function mark(grid) {
  const chosen = box(grid);
  let days = 0;
  let rows = 0;
  grid.cells.forEach((line, y) => {
    const inside = chosen && y >= chosen[1][0] && y <= chosen[1][1] && grid.rows[y].editable;
    rows += inside ? 1 : 0;
    line.forEach((cell, x) => {
      const on = Boolean(inside && x >= chosen[0][0] && x <= chosen[0][1]);
      if (cell.classList.contains("chosen") !== on) cell.classList.toggle("chosen", on);
      if (on) cell.setAttribute("aria-selected", "true");
      else cell.removeAttribute("aria-selected");
    });
  });
  if (!grid.count) return;
  if (chosen) days = chosen[0][1] - chosen[0][0] + 1;
  const word = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
  grid.count.textContent = rows ? `${word(days, "day")}${rows > 1 ? ` × ${rows}` : ""} selected` : "Select days, then a state";
  for (const node of grid.bar.querySelectorAll(".paint")) node.disabled = !rows;
  grid.range.setAttribute("aria-pressed", String(Boolean(grid.ranging)));
}

function down(grid, event) {
  const cell = event.target.closest(".cell");
  grid.pointer = event.pointerType;
  if (!cell || event.pointerType === "touch" || event.button) return;
  grid.dragging = true;
  select(grid, cell, event.shiftKey);
  const stop = () => {
    grid.dragging = false;
    window.removeEventListener("pointerup", stop);
  };
  window.addEventListener("pointerup", stop);
}

function over(grid, event) {
  if (grid.dragging && event.buttons) select(grid, event.target.closest(".cell"), true);
}

function tap(grid, event) {
  const cell = event.target.closest(".cell");
  if (!cell) return;
  if (grid.pointer === "touch") {
    select(grid, cell, grid.ranging);
    grid.ranging = false;
    mark(grid);
  }
  cell.focus({ preventScroll: true });
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onKey(grid, event) {
  const cell = event.target.closest(".cell");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const [x, y] = place(cell);
  const letter = Object.entries(grid.data.states).find(([, state]) => state.letter.toLowerCase() === event.key.toLowerCase());
  if (event.key in STEPS) {
    const [right, below] = STEPS[event.key];
    const next = grid.cells[y + below]?.[x + right];
    if (next) {
      if (event.shiftKey && !grid.from) grid.from = [x, y];
      select(grid, next, event.shiftKey);
      next.focus();
    }
  } else if (event.key === "Home" || event.key === "End") {
    const next = grid.cells[y].at(event.key === "Home" ? 0 : -1);
    select(grid, next, event.shiftKey);
    next.focus();
  } else if (event.key === "Enter") open(grid, cell);
  else if (event.key === "Escape") {
    grid.from = grid.to = null;
    mark(grid);
  } else {
    const state = event.key === "Delete" || event.key === "Backspace" || event.key === "f" ? FREE : letter?.[0];
    if (!state || (state !== FREE && !grid.data.brushes.includes(state))) return;
    if (!grid.from) select(grid, cell);
    paint(grid, state);
  }
  event.preventDefault();
}

// --- telling Python

function paint(grid, state) {
  const chosen = box(grid);
  if (!chosen || !grid.data.brushes.length) return;
  const [[left, right], [first, last]] = chosen;
  const rows = grid.rows.slice(first, last + 1).filter((row) => row.editable);
  if (!rows.length) return;
  grid.rows.forEach((row, y) => {
    if (y < first || y > last || !row.editable) return;
    for (let x = left; x <= right; x += 1) {
      const wanted = row.cells[x]?.wanted || false;
      const value = { state: state === FREE ? null : state, partly: "", wanted, clash: null };
      paintCell(grid, grid.cells[y][x], row, grid.data.columns[x], value);
    }
  });
  grid.serial = ""; // what Python draws next is drawn whatever it is
  mark(grid);
  grid.said.textContent = `${rows.length} × ${right - left + 1} days: ${state === FREE ? "free" : grid.data.states[state].label}`;
  const columns = grid.data.columns;
  grid.queue.push({ rows: rows.map((row) => row.key), first: columns[left].date, last: columns[right].date, state });
  sendNext(grid);
}

function sendNext(grid) {
  if (!grid.queue.length || (grid.sent && Date.now() - grid.sent < PATIENCE)) return;
  grid.sent = Math.max(Date.now(), grid.sent + 1);
  grid.send("painted", { ...grid.queue.shift(), n: grid.sent });
}

function open(grid, cell) {
  if (!cell) return;
  const [x, y] = place(cell);
  grid.send("opened", { row: grid.rows[y].key, date: grid.data.columns[x].date });
}
