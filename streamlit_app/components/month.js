// A month of days, Monday first, with what is on each; a click or Enter on an entry tells Python. All text is set as text.
const make = (tag, name, text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });

export default function ({ parentElement, data, setTriggerValue }) {
  const root = (parentElement._month ??= parentElement.appendChild(make("div", "month")));
  const head = make("div", "row names");
  head.append(...data.weekdays.map((name) => make("div", "weekday", name)));
  const weeks = data.weeks.map((week) => {
    const row = make("div", "row");
    row.append(...week.map((day) => cell(day, setTriggerValue)));
    return row;
  });
  root.replaceChildren(head, ...weeks);
}

function cell(day, send) {
  const box = make("div", `day${day.inside ? "" : " outside"}${day.today ? " today" : ""}${day.free ? " free" : ""}`);
  const date = make("time", "date", day.label);
  date.dateTime = day.date;
  box.append(date, ...day.entries.map((entry) => line(entry, send)));
  return box;
}

function line(entry, send) {
  const words = [make("span", "title", entry.title), ...(entry.detail ? [make("span", "detail", entry.detail)] : [])];
  if (!entry.opens) {
    const plain = make("div", `entry ${entry.kind}`);
    plain.append(...words);
    plain.title = entry.detail;
    return plain;
  }
  const button = Object.assign(make("button", `entry ${entry.kind}`), { type: "button", title: entry.detail });
  button.append(...words);
  button.addEventListener("click", () => send("opened", { key: entry.key }));
  return button;
}
