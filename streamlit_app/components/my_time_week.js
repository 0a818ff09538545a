// A week: seven columns stacked by task, and the same as a table below. A click on a day opens it. All text is set as text.
const make = (tag, name = "", text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });

export default function ({ parentElement, data, setTriggerValue }) {
  const root = (parentElement._week ??= parentElement.appendChild(make("div", "week")));
  const found = getComputedStyle(root).getPropertyValue("--st-chart-categorical-colors").trim();
  const colours = found ? found.split(",") : ["currentColor"];
  const colour = (node, number) => {
    node.style.setProperty("--c", colours[number % colours.length]);
    return node;
  };
  const columns = make("div", "columns");
  columns.append(make("span"));
  for (const day of data.days) columns.append(column(day, colour, setTriggerValue));
  columns.append(make("span", "sum", data.total));
  const table = make("div", "tasks");
  table.setAttribute("role", "table");
  table.setAttribute("aria-label", data.label);
  for (const task of data.tasks) {
    const row = make("div", "row");
    row.setAttribute("role", "row");
    const name = make("span", "name");
    name.setAttribute("role", "rowheader");
    name.append(colour(make("i", "dot"), task.colour), make("b", "", task.title));
    if (task.production) name.append(make("span", "soft", task.production));
    row.append(name, ...task.cells.map((text) => cell("cell", text)), cell("sum", task.total));
    table.append(row);
  }
  root.replaceChildren(columns, table);
}

function cell(name, text) {
  const node = make("span", name, text);
  node.setAttribute("role", "cell");
  return node;
}

function column(day, colour, send) {
  const node = make("button", `column${day.today ? " today" : ""}${day.ahead ? " ahead" : ""}`);
  node.type = "button";
  node.setAttribute("aria-label", `${day.title}: ${day.total || "nothing"}`);
  node.onclick = () => send("opened", { date: day.date, n: Date.now() });
  const bar = make("span", "bar");
  const stack = make("span", "stack");
  stack.style.height = `${day.height}%`;
  for (const part of day.parts) {
    const piece = colour(make("span", "part"), part.colour);
    piece.style.flexGrow = part.share;
    piece.title = part.title;
    stack.append(piece);
  }
  bar.append(make("span", "total", day.total), stack);
  const date = make("span", "date");
  date.append(make("span", "", day.label), make("b", "", day.number));
  node.append(bar, date);
  return node;
}
