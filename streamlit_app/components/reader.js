// Script text to read: scenes beside it to jump to, words to search for. Everything is set as text, never as markup.
const MONO = "backlot.reader.typewriter"; // how this person likes to read, kept in this browser
const make = (tag, name, text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });
const button = (name, text, label) => {
  const made = Object.assign(make("button", name, text), { type: "button", title: label });
  made.setAttribute("aria-label", label);
  return made;
};

export default function ({ parentElement, data, setTriggerValue }) {
  const reader = (parentElement._reader ??= create(parentElement));
  reader.send = setTriggerValue;
  const drawn = JSON.stringify(data);
  if (reader.drawn !== drawn) {
    reader.drawn = drawn;
    draw(reader, data);
  }
  return () => reader.watcher?.disconnect();
}

function create(parent) {
  const reader = { root: make("div", "reader"), hits: [], at: -1, places: new Map() };
  reader.bar = make("div", "bar");
  reader.picker = make("select", "picker");
  reader.picker.setAttribute("aria-label", "Go to scene");
  reader.picker.addEventListener("change", () => go(reader, reader.picker.value));
  reader.find = Object.assign(make("input", "find"), { type: "search", placeholder: "Search the script" });
  reader.find.setAttribute("aria-label", "Search the script");
  reader.find.addEventListener("input", () => search(reader));
  reader.find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") step(reader, event.shiftKey ? -1 : 1);
  });
  reader.count = make("span", "count");
  reader.count.setAttribute("role", "status");
  reader.back = button("step", "↑", "Match before");
  reader.next = button("step", "↓", "Next match");
  reader.back.addEventListener("click", () => step(reader, -1));
  reader.next.addEventListener("click", () => step(reader, 1));
  reader.mono = button("mono", "Typewriter", "Typewriter letters");
  reader.mono.addEventListener("click", () => typewriter(reader, !reader.root.classList.contains("typed")));
  reader.bar.append(reader.picker, reader.find, reader.count, reader.back, reader.next, reader.mono);
  reader.list = make("nav", "list");
  reader.list.setAttribute("aria-label", "Scenes");
  reader.text = make("div", "text");
  const body = make("div", "body");
  body.append(reader.list, reader.text);
  reader.root.append(reader.bar, body);
  parent.append(reader.root);
  typewriter(reader, localStorage.getItem(MONO) !== "off");
  return reader;
}

function typewriter(reader, on) {
  localStorage.setItem(MONO, on ? "on" : "off");
  reader.root.classList.toggle("typed", on);
  reader.mono.setAttribute("aria-pressed", String(on));
}

// --- drawing

function draw(reader, data) {
  reader.watcher?.disconnect();
  reader.places.clear();
  reader.root.classList.toggle("alone", !data.toolbar);
  reader.list.replaceChildren();
  reader.picker.replaceChildren();
  reader.text.replaceChildren(...data.scenes.map((scene) => section(reader, scene, data)));
  if (!data.toolbar) return;
  search(reader, true);
  reader.watcher = new IntersectionObserver((seen) => seen.forEach((one) => one.isIntersecting && here(reader, one.target.dataset.id)), {
    rootMargin: "-18% 0px -75% 0px",
  });
  reader.places.forEach((place) => reader.watcher.observe(place.section));
  if (data.start !== null && data.start !== reader.started) {
    reader.started = data.start;
    requestAnimationFrame(() => go(reader, String(data.start)));
  }
}

function section(reader, scene, data) {
  const part = make("section", scene.omitted ? "scene omitted" : "scene");
  const id = (part.dataset.id = String(scene.id));
  const heading = make("div", "heading");
  heading.append(make("span", "number", scene.number), make("h3", "", scene.heading), make("span", "pages", scene.pages));
  if (data.opens) {
    const open = button("open", "Open", `Open scene ${scene.number}`);
    open.addEventListener("click", () => reader.send("opened", { id: scene.id }));
    heading.append(open);
  }
  part.append(heading, ...blocks(scene.paragraphs));
  if (!scene.paragraphs.length) part.append(make("p", "none", scene.omitted ? "Omitted." : "No words in this draft."));
  const row = button("row", "", `Scene ${scene.number}, ${scene.heading}`);
  row.append(make("span", "number", scene.number), make("span", "name", scene.heading), make("span", "pages", scene.pages));
  row.addEventListener("click", () => go(reader, id));
  reader.list.append(row);
  reader.picker.append(Object.assign(make("option", "", `${scene.number}  ${scene.heading}`), { value: id }));
  reader.places.set(id, { section: part, row });
  return part;
}

// Dual dialogue stands side by side: what follows each other on the left, then on the right.
function blocks(paragraphs) {
  const made = [];
  let pair = null;
  for (const { type, text, dual, mark, parts } of paragraphs) {
    const line = make("p", type.replace("_", "-"), text);
    if (mark && mark !== "same") revised(line, mark, text, parts ?? []);
    else line.dataset.text = text;
    if (!dual) {
      pair = null;
      made.push(line);
      continue;
    }
    if (!pair || (dual === "left" && pair.lastChild.childElementCount)) {
      pair = make("div", "dual");
      pair.append(make("div", ""), make("div", ""));
      made.push(pair);
    }
    (dual === "left" ? pair.firstChild : pair.lastChild).append(line);
  }
  return made;
}

// As revised pages show it: new words underlined, lost ones struck through, a star in the margin.
function revised(line, mark, text, parts) {
  line.classList.add("revised");
  const shown = parts.length ? parts : [{ mark, text }];
  line.replaceChildren(
    ...shown.map((part) => (part.mark === "same" ? document.createTextNode(part.text) : make(part.mark === "added" ? "ins" : "del", "", part.text))),
  );
}

// --- moving about

function go(reader, id) {
  const place = reader.places.get(id);
  if (!place) return;
  place.section.scrollIntoView({ block: "start" });
  here(reader, id);
}

function here(reader, id) {
  reader.places.get(reader.now)?.row.removeAttribute("aria-current");
  reader.now = id;
  const row = reader.places.get(id)?.row;
  row?.setAttribute("aria-current", "true");
  if (row && reader.list.clientHeight) {
    const above = row.offsetTop - reader.list.scrollTop;
    if (above < 0 || above > reader.list.clientHeight - row.offsetHeight) reader.list.scrollTop = row.offsetTop - reader.list.clientHeight / 3;
  }
  reader.picker.value = id;
}

function search(reader, again = false) {
  const wanted = reader.find.value.trim().toLowerCase();
  if (again && !wanted) return found(reader);
  reader.text.querySelectorAll("p.hit").forEach((line) => {
    line.classList.remove("hit");
    line.textContent = line.dataset.text;
  });
  reader.hits = [];
  reader.at = -1;
  if (wanted.length > 1) reader.text.querySelectorAll("p[data-text]").forEach((line) => mark(reader, line, wanted));
  found(reader);
  if (reader.hits.length && !again) step(reader, 1);
}

function mark(reader, line, wanted) {
  const text = line.dataset.text;
  const lower = text.toLowerCase();
  if (lower.length !== text.length || !lower.includes(wanted)) return; // letters that grow when lowered would shift the marks
  line.classList.add("hit");
  line.textContent = "";
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    const hit = make("mark", "", text.slice(at, at + wanted.length));
    line.append(text.slice(from, at), hit);
    reader.hits.push(hit);
    from = at + wanted.length;
  }
  line.append(text.slice(from));
}

function step(reader, by) {
  if (!reader.hits.length) return;
  reader.hits[reader.at]?.classList.remove("now");
  reader.at = (reader.at + by + reader.hits.length) % reader.hits.length;
  reader.hits[reader.at].classList.add("now");
  reader.hits[reader.at].scrollIntoView({ block: "center" });
  found(reader);
}

function found(reader) {
  const asked = reader.find.value.trim().length > 1;
  reader.count.textContent = !asked ? "" : reader.hits.length ? `${reader.at + 1} of ${reader.hits.length}` : "Not found";
  reader.back.hidden = reader.next.hidden = !reader.hits.length;
}
