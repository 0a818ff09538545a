// What runs, how long already, and one big button; or, mounted a second time, the tasks to change over to by a click. The
// clock ticks in the browser; a press is sent once and answered by the next drawing. Every text is set as text.
const PATIENCE = 6000; // ms after which a press that nobody answered may be tried again
const KEYS = /Mac/.test(navigator.platform) ? "⌥ T" : "Alt T";

const make = (tag, name = "", text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });

export default function ({ parentElement, data, setTriggerValue }) {
  const timer = (parentElement._timer ??= create(parentElement));
  timer.send = setTriggerValue;
  if (timer.rev !== data.rev) {
    // the browser's date may be wrong, but it runs on while a phone sleeps
    Object.assign(timer, { rev: data.rev, data, from: Date.now() - (data.running?.seconds ?? 0) * 1000, sent: 0 });
    draw(timer);
  }
  if (data.chips) return undefined;
  clearInterval(timer.clock);
  timer.clock = setInterval(() => tick(timer), 1000);
  document.removeEventListener("keydown", timer.onKey);
  document.addEventListener("keydown", timer.onKey);
  return () => {
    clearInterval(timer.clock);
    document.removeEventListener("keydown", timer.onKey);
  };
}

function create(parent) {
  const timer = { root: parent.appendChild(make("div", "timer")), rev: null, sent: 0 };
  timer.onKey = (event) => {
    if (!event.altKey || event.code !== "KeyT" || event.repeat || document.querySelector("[role=dialog]")) return;
    event.preventDefault();
    timer.go?.click();
  };
  return timer;
}

function draw(timer) {
  const { root } = timer;
  const found = getComputedStyle(root).getPropertyValue("--st-chart-categorical-colors").trim();
  timer.colours = found ? found.split(",") : ["currentColor"];
  const focused = root.getRootNode().activeElement?.dataset?.focus;
  root.replaceChildren(timer.data.chips ? chips(timer) : head(timer));
  for (const button of root.querySelectorAll("button")) button.type = "button";
  if (focused) root.querySelector(`[data-focus="${focused}"]`)?.focus({ preventScroll: true });
}

function head(timer) {
  const { running, ready, today } = timer.data;
  const shown = running ?? ready;
  timer.root.className = `timer ${running ? (running.ticking ? "running" : "running still") : "resting"}`;
  timer.face = make("div", "face");
  const about = make("div", "about");
  about.append(timer.face);
  const line = make("div", "head");
  line.append(about, make("div", "today", today));
  timer.go = null;
  if (shown) {
    const task = make("div", "task");
    task.append(dot(timer, shown.colour), make("span", "", shown.title));
    about.append(task, make("div", "facts", shown.about));
    timer.go = make("button", running ? "go stop" : "go start");
    timer.go.append(make("span", "sign"), make("span", "", running ? "Stop" : "Start"), make("kbd", "", KEYS));
    timer.go.setAttribute("aria-label", `${running ? "Stop" : "Start"} ${shown.title}`);
    timer.go.setAttribute("aria-keyshortcuts", "Alt+T");
    timer.go.dataset.focus = "go";
    timer.go.onclick = () => press(timer, timer.go, running ? null : ready.task_id);
    line.append(timer.go);
  } else about.append(make("div", "facts", "Choose a task below: it starts at once."));
  tick(timer);
  return line;
}

function chips(timer) {
  const row = make("div", "chips");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", timer.data.lead);
  row.append(make("span", "lead", timer.data.lead));
  for (const chip of timer.data.chips) {
    const button = make("button", "chip");
    if (chip.colour !== null) button.append(dot(timer, chip.colour));
    button.append(make("span", "", chip.title));
    button.title = [chip.title, chip.about].filter(Boolean).join(" · ");
    button.dataset.focus = `chip-${chip.task_id}`;
    button.onclick = () => press(timer, button, chip.task_id);
    row.append(button);
  }
  return row;
}

function dot(timer, number) {
  const node = make("i", "dot");
  if (number !== null && number !== undefined) node.style.setProperty("--c", timer.colours[number % timer.colours.length]);
  return node;
}

function tick(timer) {
  const { running } = timer.data;
  if (!running) {
    timer.face.textContent = "Not running";
    return;
  }
  const seconds = running.ticking ? Math.max(0, Math.floor((Date.now() - timer.from) / 1000)) : running.seconds;
  const two = (number) => String(number).padStart(2, "0");
  const text = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (timer.face.textContent !== text) timer.face.textContent = text;
}

function press(timer, button, task) {
  if (Date.now() - timer.sent < PATIENCE) return;
  timer.sent = Date.now();
  button.classList.add("sent");
  timer.send("pressed", { task, n: timer.sent });
}
