// A scene's words for its breakdown. Texts are set as text, never as markup. Python counts characters by code points,
// browsers by UTF-16 units: everything sent and received is in code points.
const make = (tag, name = "", text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });
const button = (name, text, label, key = "") => {
  const made = Object.assign(make("button", name, text), { type: "button", title: label });
  made.setAttribute("aria-label", label);
  if (key) made.append(make("kbd", "", key));
  return made;
};
const TYPING = "input, textarea, select, [contenteditable], [role=dialog] *, [role=combobox]";

export default function ({ parentElement, data, setTriggerValue }) {
  const view = (parentElement._breakdown ??= create(parentElement));
  view.send = setTriggerValue;
  view.seen = data.seen;
  const drawn = JSON.stringify({ ...data, seen: 0 });
  if (view.drawn !== drawn) {
    view.drawn = drawn;
    draw(view, data);
  }
  next(view);
  if (!view.listening) {
    view.listening = true;
    document.addEventListener("keydown", view.onKey);
    document.addEventListener("selectionchange", view.onSelect);
  }
  return () => {
    view.listening = false;
    document.removeEventListener("keydown", view.onKey);
    document.removeEventListener("selectionchange", view.onSelect);
  };
}

function create(parent) {
  const view = { root: make("div", "bd"), queue: [], n: 0, at: 0, scene: null };
  view.picker = make("select", "bd-picker");
  view.picker.setAttribute("aria-label", "Scene");
  view.picker.addEventListener("change", () => act(view, { what: "open", scene_id: Number(view.picker.value) }));
  view.list = make("nav", "bd-list");
  view.list.setAttribute("aria-label", "Scenes");
  view.main = make("div", "bd-main");
  const body = make("div", "bd-body");
  body.append(view.list, view.main);
  view.root.append(view.picker, body);
  parent.append(view.root);
  view.onKey = (event) => keyed(view, event);
  view.onSelect = () => {
    clearTimeout(view.timer);
    view.timer = setTimeout(() => selected(view), 250);
  };
  return view;
}

// --- telling Python, one thing after the other

function act(view, what) {
  view.queue.push(what);
  next(view);
}

function next(view) {
  if (!view.queue.length || (view.n && view.seen < view.n && Date.now() - view.sentAt < 8000)) return;
  view.n = Math.max(view.n, view.seen) + 1;
  view.sentAt = Date.now();
  view.send("did", { ...view.queue.shift(), n: view.n });
}

// --- drawing

function draw(view, data) {
  view.data = data;
  view.colours = new Map(data.categories.map((one) => [one.id, one]));
  if (view.scene !== data.scene.id) {
    view.scene = data.scene.id;
    view.at = 0;
    view.queue = [];
  }
  view.at = Math.max(0, Math.min(view.at, data.scene.suggestions.length - 1));
  close(view);
  drawList(view, data);
  view.main.replaceChildren();
  if (data.editable) view.main.append(offer(view));
  view.text = make("div", "bd-text");
  view.text.append(make("h3", "", `${data.scene.number}  ${data.scene.heading}`));
  view.text.append(...data.scene.paragraphs.map((one, at) => paragraph(view, one, at)));
  if (!data.scene.paragraphs.length) view.text.append(make("p", "bd-none", "This scene has no words: it came from no draft. Add elements on the sheet."));
  view.main.append(view.text);
}

function drawList(view, data) {
  const kept = view.list.scrollTop;
  view.list.replaceChildren(...data.scenes.map((one) => {
    const row = button(`bd-row ${one.said === "done" || one.said === "omitted" ? one.said : ""}`, "", `Scene ${one.number}, ${one.heading}, ${one.said}`);
    row.append(make("b", "", one.number), make("span", "", one.heading), make("i", "", one.sign));
    if (one.id === data.scene.id) row.setAttribute("aria-current", "true");
    row.addEventListener("click", () => act(view, { what: "open", scene_id: one.id }));
    return row;
  }));
  view.picker.replaceChildren(...data.scenes.map((one) => Object.assign(make("option", "", `${one.number}  ${one.heading} (${one.said})`), { value: one.id })));
  view.picker.value = data.scene.id;
  view.list.scrollTop = kept;
  const row = view.list.querySelector("[aria-current]");
  if (row && view.shown !== data.scene.id) {
    view.shown = data.scene.id;
    const above = row.offsetTop - view.list.offsetTop - view.list.scrollTop;
    if (above < 0 || above > view.list.clientHeight - row.offsetHeight) view.list.scrollTop += above - view.list.clientHeight / 3;
  }
}

function offer(view) {
  const found = view.data.scene.suggestions;
  const bar = make("div", "bd-offer");
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Suggestions");
  const one = found[view.at];
  if (!one) {
    bar.classList.add("done");
    bar.append(make("span", "", "No more suggestions here. Select words in the text to add an element."));
    return bar;
  }
  bar.style.setProperty("--c", view.colours.get(one.category_id)?.colour ?? "");
  const choice = make("select");
  choice.setAttribute("aria-label", "Category");
  choice.append(...view.data.categories.filter((each) => each.kind !== "cast" && !each.archived).map((each) =>
    Object.assign(make("option", "", each.name), { value: each.id, selected: each.id === one.category_id })));
  choice.disabled = one.element_id !== null;
  view.choice = choice;
  const yes = button("yes", "Accept", `Accept ${one.label}`, "A");
  yes.addEventListener("click", () => decide(view, "accept", false));
  const no = button("no", "Refuse", `Refuse ${one.label}`, "X");
  no.addEventListener("click", () => decide(view, "refuse", false));
  const all = button("yes", one.count > 1 ? `Accept in ${one.count} scenes` : "Accept everywhere", `Accept ${one.label} in every scene`, "⇧A");
  all.addEventListener("click", () => decide(view, "accept", true));
  const never = button("no", "Refuse everywhere", `Refuse ${one.label} in every scene`, "⇧X");
  never.addEventListener("click", () => decide(view, "refuse", true));
  const word = make("span", "word", one.label);
  word.setAttribute("aria-live", "polite");
  const back = button("step", "‹", "Suggestion before");
  back.addEventListener("click", () => step(view, -1));
  const on = button("step", "›", "Next suggestion");
  on.addEventListener("click", () => step(view, 1));
  bar.append(word, choice, make("span", "why", one.why), make("span", "grow"), make("span", "at", `${view.at + 1} of ${found.length}`));
  if (found.length > 1) bar.append(back, on);
  bar.append(make("span", "break"), yes, no, all, never);
  return bar;
}

function paragraph(view, { type, text }, at) {
  const line = make("p", type.replace("_", "-"));
  line.dataset.at = at;
  const letters = Array.from(text);
  const pieces = [
    ...view.data.scene.marks.filter((one) => one.paragraph === at).map((one) => ({ ...one, kind: "mark" })),
    ...(view.data.editable ? view.data.scene.suggestions : []).flatMap((one, place) =>
      one.spans.filter((span) => span.paragraph === at).map((span) => ({ ...span, kind: "offer", place, category: one.category_id }))),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  let from = 0;
  for (const piece of pieces) {
    if (piece.start < from) continue; // words in two marks show the first
    line.append(letters.slice(from, piece.start).join(""));
    line.append(piece.kind === "mark" ? marked(view, piece, letters) : offered(view, piece, letters));
    from = piece.end;
  }
  line.append(letters.slice(from).join(""));
  return line;
}

function marked(view, piece, letters) {
  const category = view.colours.get(piece.category);
  const made = make("mark", "", letters.slice(piece.start, piece.end).join(""));
  made.style.setProperty("--c", category?.colour ?? "#757575");
  made.dataset.short = (category?.name ?? "").slice(0, 4).toUpperCase();
  made.title = `${piece.name}, ${category?.name ?? ""}`;
  if (view.data.editable) {
    made.tabIndex = 0;
    made.setAttribute("role", "button");
    made.addEventListener("click", () => tell(view, piece, made));
    made.addEventListener("keydown", (event) => event.key === "Enter" && tell(view, piece, made));
  }
  return made;
}

function offered(view, piece, letters) {
  const made = make("span", `offer${piece.place === view.at ? " now" : ""}`, letters.slice(piece.start, piece.end).join(""));
  made.style.setProperty("--c", view.colours.get(piece.category)?.colour ?? "#757575");
  made.title = "Suggested; click to decide";
  made.addEventListener("click", () => {
    if (!String(getSelection())) go(view, piece.place);
  });
  return made;
}

// --- suggestions

function go(view, place) {
  view.at = place;
  draw(view, view.data);
  view.text.querySelector(".offer.now")?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function step(view, by) {
  const count = view.data.scene.suggestions.length;
  if (count) go(view, (view.at + by + count) % count);
}

function decide(view, what, everywhere) {
  const found = view.data.scene.suggestions;
  const one = found[view.at];
  if (!one) return;
  const chosen = Number(view.choice.value);
  const other = what === "accept" && chosen !== one.category_id ? { category_id: chosen } : {};
  const scene = { ...view.data.scene, suggestions: found.filter((each) => each !== one) };
  act(view, { what, scene_id: scene.id, key: one.key, everywhere, ...other });
  draw(view, { ...view.data, scene }); // at once; what Python then draws is the truth
  view.drawn = "";
}

// --- selecting words

function selected(view) {
  if (!view.data?.editable || !view.text) return;
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const line = paragraphOf(range.startContainer);
  if (!line || !view.text.contains(line) || !String(selection).trim()) return;
  const last = paragraphOf(range.endContainer);
  const start = lengthTo(line, range.startContainer, range.startOffset);
  const letters = Array.from(line.textContent);
  const end = last === line ? lengthTo(line, range.endContainer, range.endOffset) : letters.length;
  const span = wholeWords(letters, start, end);
  if (span.end > span.start) palette(view, { paragraph: Number(line.dataset.at), ...span }, range.getBoundingClientRect());
}

// A finger seldom hits the first letter: half a word is the word. Scripts without spaces stay as selected.
function wholeWords(letters, start, end) {
  const inside = (at) => /[\p{L}\p{N}\p{M}]/u.test(letters[at] ?? " ") && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(letters[at]);
  while (start < end && !inside(start) && !letters[start].trim()) start += 1;
  while (end > start && !letters[end - 1].trim()) end -= 1;
  while (start > 0 && inside(start) && inside(start - 1)) start -= 1;
  while (end < letters.length && inside(end) && inside(end - 1)) end += 1;
  return { start, end };
}

function paragraphOf(node) {
  return (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("p[data-at]");
}

function lengthTo(line, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(line);
  before.setEnd(node, offset);
  return Array.from(before.toString()).length;
}

function palette(view, span, box) {
  close(view);
  const words = Array.from(view.data.scene.paragraphs[span.paragraph].text).slice(span.start, span.end).join("").trim();
  const made = open(view, box, `“${words.length > 60 ? words.slice(0, 60) + "…" : words}” is`);
  view.keys = new Map();
  for (const one of view.data.categories) {
    if (one.kind === "cast" || one.archived) continue;
    const choose = () => {
      getSelection().removeAllRanges();
      close(view);
      act(view, { what: "mark", scene_id: view.data.scene.id, ...span, category_id: one.id });
    };
    const row = button("", one.name, `Mark as ${one.name}`, one.key.toUpperCase());
    row.style.setProperty("--c", one.colour);
    row.addEventListener("click", choose);
    if (one.key) view.keys.set(one.key, choose);
    made.append(row);
  }
}

function tell(view, piece, mark) {
  close(view);
  const category = view.colours.get(piece.category);
  const made = open(view, mark.getBoundingClientRect(), `${piece.name}, ${category?.name ?? ""}`);
  const off = button("", "Take the highlight off", "Take the highlight off; the scene keeps the element");
  off.addEventListener("click", () => {
    close(view);
    act(view, { what: "unmark", id: piece.id });
  });
  made.append(off);
}

function open(view, box, title) {
  const made = make("div", "bd-palette");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", title);
  const head = make("div", "head");
  const shut = button("", "Close", "Close", "Esc");
  shut.addEventListener("click", () => close(view));
  head.append(make("span", "", title), shut);
  made.append(head);
  made.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  const frame = view.root.getBoundingClientRect();
  made.style.setProperty("--top", `${box.bottom - frame.top + 8}px`);
  made.style.setProperty("--left", `${Math.max(0, Math.min(box.left - frame.left, frame.width - 490))}px`);
  view.root.append(made);
  view.palette = made;
  return made;
}

function close(view) {
  view.palette?.remove();
  view.palette = view.keys = null;
}

// --- keys

function turn(view, by) {
  const live = view.data.scenes.filter((one) => one.said !== "omitted" || one.id === view.data.scene.id);
  const there = live[live.findIndex((one) => one.id === view.data.scene.id) + by];
  if (there) act(view, { what: "open", scene_id: there.id });
}

function keyed(view, event) {
  if (event.ctrlKey || event.metaKey || !view.data || document.querySelector("[role=dialog]")) return;
  if (event.target.closest?.(TYPING) && event.target !== document.body) return;
  const key = event.key.toLowerCase();
  if (event.altKey) {
    if (key !== "arrowleft" && key !== "arrowright") return;
    event.preventDefault();
    return turn(view, key === "arrowright" ? 1 : -1);
  }
  if (view.palette && key === "escape") close(view);
  else if (view.keys?.has(key) && !event.shiftKey) view.keys.get(key)();
  else if (view.palette || !view.data.editable) return;
  else if (key === "a") decide(view, "accept", event.shiftKey);
  else if (key === "x") decide(view, "refuse", event.shiftKey);
  else if (key === "n" || key === "arrowright") step(view, 1);
  else if (key === "p" || key === "arrowleft") step(view, -1);
  else return;
  event.preventDefault();
}
