// A table of figures: headings sort it, rows and links open something. Every text is set as text.
const LOCK = "M7 10V8a5 5 0 0 1 10 0v2h1a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h1zm2 0h6V8a3 3 0 0 0-6 0v2z";
const KINDS = ["figure", "tight", "top", "strip"];

const make = (tag, name = "", text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

export default function ({ parentElement, data, setTriggerValue }) {
  const table = (parentElement._ledger ??= create(parentElement));
  table.send = setTriggerValue;
  const serial = JSON.stringify(data);
  if (serial === table.serial) return;
  table.serial = serial;
  table.data = data;
  draw(table);
}

function create(parent) {
  const table = { sort: null, serial: "" };
  table.root = make("div", "ledger");
  parent.append(table.root);
  table.root.addEventListener("click", (event) => act(table, event));
  table.root.addEventListener("keydown", (event) => {
    const line = event.target.closest("tr[data-id]");
    if (event.target !== line || !line) return;
    if (event.key === "Enter" || event.key === " ") open(table, line, "", event);
    const next = { ArrowDown: line.nextElementSibling, ArrowUp: line.previousElementSibling }[event.key];
    if (next) {
      next.focus();
      event.preventDefault();
    }
  });
  return table;
}

function act(table, event) {
  const heading = event.target.closest("th[data-column] button");
  if (heading) return sortBy(table, heading.closest("th").dataset.column);
  const line = event.target.closest("tr[data-id]");
  if (!line || String(getSelection()).length) return; // somebody who marks words wants to copy them
  open(table, line, event.target.closest("button.link")?.dataset.column ?? "", event);
}

function open(table, line, column, event) {
  if (!table.data.opens) return;
  event.preventDefault();
  table.send("opened", { line: line.dataset.id, column });
}

// --- drawing

function draw(table) {
  const { columns, label, dense } = table.data;
  const focused = table.root.getRootNode().activeElement?.closest?.("tr[data-id]")?.dataset.id;
  const node = make("table", dense ? "dense" : "");
  node.setAttribute("aria-label", label);
  const head = make("thead");
  const row = make("tr");
  for (const column of columns) row.append(heading(table, column));
  head.append(row);
  const body = make("tbody");
  for (const line of sorted(table)) body.append(drawLine(table, line));
  node.append(head, body);
  table.root.replaceChildren(node);
  if (focused) [...body.children].find((tr) => tr.dataset.id === focused)?.focus({ preventScroll: true });
}

function heading(table, column) {
  const cell = make("th", column.figure ? "figure" : "");
  cell.dataset.column = column.id;
  cell.scope = "col";
  if (column.about) cell.title = column.about;
  const button = make("button", "", column.label);
  button.type = "button";
  cell.append(button);
  const { sort } = table;
  if (sort?.column === column.id) {
    cell.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
    button.append(make("span", "arrow", sort.down ? " ↓" : " ↑"));
  }
  return cell;
}

function drawLine(table, line) {
  const row = make("tr", [line.tone && `t-${line.tone}`, line.last && "last"].filter(Boolean).join(" "));
  if (table.data.opens && !line.last) {
    row.dataset.id = line.id;
    row.tabIndex = 0;
  }
  table.data.columns.forEach((column, place) => {
    const cell = make(place ? "td" : "th", KINDS.filter((kind) => column[kind]).join(" "));
    if (!place) cell.scope = "row";
    cell.dataset.label = column.label;
    fill(cell, column, line.cells[column.id] ?? {}, Boolean(row.dataset.id));
    row.append(cell);
  });
  return row;
}

function fill(cell, column, value, opens) {
  if (!value.text && !value.badges?.length) cell.classList.add("empty");
  if (value.tone) cell.classList.add(`t-${value.tone}`);
  if (value.title) cell.title = value.title;
  if (value.shade) cell.style.setProperty("--shade", `${Math.round(6 + 50 * Math.min(1, value.shade))}%`);
  if (value.shade) cell.classList.add("shaded");
  const words = make(value.link && opens ? "button" : "span", value.link && opens ? "link" : "words");
  if (value.link && opens) {
    words.type = "button";
    words.dataset.column = column.id;
  }
  if (value.lock) words.append(lock());
  words.append(value.text ?? "");
  cell.append(words);
  for (const [text, colour] of value.badges ?? []) cell.append(make("span", `badge b-${colour}`, text));
  if (value.sub) cell.append(make("span", "sub", value.sub));
  if (value.fill !== undefined) cell.append(bar(value));
}

function lock() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "locked");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", LOCK);
  svg.append(path);
  return svg;
}

function bar(value) {
  const track = make("span", "track");
  track.setAttribute("aria-hidden", "true");
  const part = make("span", "part");
  part.style.width = `${100 * Math.max(0, Math.min(1, value.fill))}%`;
  track.append(part);
  if (value.mark !== undefined) {
    const mark = make("span", "mark");
    mark.style.left = `${100 * Math.min(1, value.mark)}%`;
    track.append(mark);
  }
  return track;
}

// --- sorting

function sortBy(table, column) {
  const same = table.sort?.column === column;
  const first = table.data.columns.find((one) => one.id === column)?.figure; // the greatest figure is what one looks for
  table.sort = { column, down: same ? !table.sort.down : Boolean(first) };
  draw(table);
  const again = [...table.root.querySelectorAll("th[data-column]")].find((th) => th.dataset.column === column);
  again?.querySelector("button")?.focus({ preventScroll: true });
}

function sorted(table) {
  const { sort, data } = table;
  if (!sort) return data.lines;
  const value = (line) => line.cells[sort.column]?.sort ?? line.cells[sort.column]?.text ?? "";
  const compare = (a, b) => {
    const [one, other] = [value(a), value(b)];
    const order = typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other));
    return sort.down ? -order : order;
  };
  const rest = data.lines.filter((line) => !line.last).sort(compare);
  return [...rest, ...data.lines.filter((line) => line.last)];
}
