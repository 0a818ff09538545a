// A day out of days: people down, dates across. Every text is set as text; nothing typed by people becomes markup.
// The codes are one stop of the tab key: arrows walk, Enter opens a date's day, a click does both.
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".dood");
  const serial = JSON.stringify(data);
  if (root.dataset.serial === serial) return;
  root.dataset.serial = serial;

  const make = (tag, kind, text) => {
    const node = document.createElement(tag);
    if (kind) node.className = kind;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const kindOf = (code) =>
    code.includes("W") ? "work" : code.startsWith("H") ? "hold" : code === "/" || code === "M" ? "mark" : code ? "event" : "";
  const bold = (code) => /^[SP]|W[FD]|WFD/.test(code);

  const table = make("table");
  table.setAttribute("aria-label", data.label);
  const head = make("thead");
  const months = make("tr"), dates = make("tr"), numbers = make("tr");
  const corner = make("th", "who corner", data.who);
  corner.rowSpan = 3;
  corner.scope = "col";
  months.append(corner);
  let at = 0;
  while (at < data.columns.length) {
    const name = data.columns[at].month;
    let width = 1;
    while (at + width < data.columns.length && data.columns[at + width].month === name) width += 1;
    const month = make("th", "month");
    month.append(make("span", "", name));
    month.colSpan = width;
    months.append(month);
    at += width;
  }
  for (const column of data.columns) {
    const date = make("th", `date d-${column.kind}${column.pause ? " pause" : ""}`);
    date.append(make("b", "", column.day), make("span", "", column.weekday));
    date.title = column.title;
    date.scope = "col";
    dates.append(date);
    numbers.append(make("th", `number d-${column.kind}${column.pause ? " pause" : ""}`, column.number));
  }
  for (const total of data.totals) {
    const name = make("th", "total", total);
    name.rowSpan = 3;
    name.scope = "col";
    months.append(name);
  }
  head.append(months, dates, numbers);

  const body = make("tbody");
  data.rows.forEach((row, y) => {
    const line = make("tr");
    const who = make("th", "who");
    who.scope = "row";
    who.append(make("span", "no", row.number), make("span", "name", row.name), make("span", "performer", row.performer));
    who.title = [row.name, row.performer].filter(Boolean).join(" · ");
    line.append(who);
    row.codes.forEach((code, x) => {
      const column = data.columns[x];
      const cell = make("td", `code ${kindOf(code)} d-${column.kind}${column.pause ? " pause" : ""}`);
      for (const part of code === "/" ? ["/"] : code.split("/")) cell.append(make("span", bold(part) ? "end" : "", part));
      cell.dataset.x = x;
      cell.dataset.y = y;
      cell.tabIndex = -1;
      if (code || column.day_id) {
        cell.classList.add("opens");
        cell.setAttribute("aria-label", `${row.name}, ${column.title}: ${code || "nothing"}`);
      }
      line.append(cell);
    });
    for (const total of row.totals) line.append(make("td", "total", total));
    body.append(line);
  });
  const foot = make("tfoot");
  const sums = make("tr");
  const working = make("th", "who", data.working_label);
  working.scope = "row";
  sums.append(working);
  data.working.forEach((count, x) => sums.append(make("td", `sum d-${data.columns[x].kind}`, count)));
  for (const total of data.sums) sums.append(make("td", "total", total));
  foot.append(sums);
  table.append(head, body, foot);

  const scroller = root.querySelector(".scroll");
  const left = scroller.scrollLeft, top = scroller.scrollTop;
  scroller.replaceChildren(table);
  scroller.scrollTo(left, top);

  const cellAt = (x, y) => table.querySelector(`td.code[data-x="${x}"][data-y="${y}"]`);
  let here = table.querySelector("td.code.opens") || table.querySelector("td.code");
  if (here) here.tabIndex = 0;
  const walk = (cell) => {
    if (!cell) return;
    if (here) here.tabIndex = -1;
    here = cell;
    cell.tabIndex = 0;
    cell.focus();
  };
  const open = (cell) => {
    if (!cell || !cell.classList.contains("opens")) return;
    setTriggerValue("opened", { row: Number(cell.dataset.y), column: Number(cell.dataset.x) });
  };
  table.onclick = (event) => {
    const cell = event.target.closest("td.code");
    if (cell) {
      walk(cell);
      open(cell);
    }
  };
  table.onkeydown = (event) => {
    const cell = event.target.closest("td.code");
    if (!cell) return;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) walk(cellAt(Number(cell.dataset.x) + step[0], Number(cell.dataset.y) + step[1]));
    else if (event.key === "Enter" || event.key === " ") open(cell);
    else return;
    event.preventDefault();
  };
}
