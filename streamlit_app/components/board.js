// A board of columns with strips or cards: drag by mouse and touch, select several, move and open by keyboard.
// The browser shows a move at once and sends it; the next move is sent when Python has answered the one before, and what
// Python draws is shown when nothing is under way. SortableJS moves one item; several are gathered here, because its own
// multi-drag listens on the document, where everything inside a component looks like one element.
let library;
const sortable = () =>
  (library ??= import(new URL("/app/static/vendor/sortable.esm.js", location.origin).href).then((module) => module.default));
const KEYS = /Mac|iP/.test(navigator.platform) ? ["⌘", "Option"] : ["Ctrl", "Alt"];
const PATIENCE = 10000; // ms to wait for an answer before sending the next move all the same

const make = (tag, name, text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });

export default function ({ parentElement, data, setTriggerValue }) {
  const board = (parentElement._board ??= create(parentElement));
  board.send = setTriggerValue;
  board.latest = data;
  settle(board);
  return () => setTimeout(() => {
    if (board.root.isConnected) return;
    board.columns.forEach((column) => column.sortable?.destroy());
    if (parentElement._board === board) delete parentElement._board;
  });
}

function create(parent) {
  const board = { items: new Map(), columns: new Map(), selected: new Set(), queue: [], sent: 0, drawn: "", group: `board-${Math.random()}` };
  board.root = make("div", "board");
  board.bar = make("div", "bar");
  board.several = make("button", "", "Select several");
  board.several.type = "button";
  [board.count, board.keys] = [make("span", "count"), make("span", "keys")];
  board.bar.append(board.several, board.count, board.keys);
  board.days = make("div", "days");
  board.aside = make("div", "aside");
  const columns = make("div", "columns");
  columns.append(board.days, board.aside);
  board.said = make("div", "said");
  board.said.setAttribute("role", "status");
  board.root.setAttribute("role", "group");
  board.root.append(board.bar, columns, board.said);
  parent.append(board.root);
  board.root.addEventListener("pointerdown", (event) => (board.pointer = event.pointerType));
  board.root.addEventListener("click", (event) => onClick(board, event));
  board.root.addEventListener("dblclick", (event) => open(board, event.target.closest(".item")));
  board.root.addEventListener("keydown", (event) => onKey(board, event));
  board.root.addEventListener("focusout", (event) => board.placing || board.root.contains(event.relatedTarget) || putBack(board));
  board.root.addEventListener("contextmenu", (event) => {
    if (board.pointer === "touch" && event.target.closest(".item")) event.preventDefault(); // a long press selects
  });
  return board;
}

// --- talking with Python

function post(board, move) {
  // made on what is drawn, whatever arrived during a drag
  board.queue.push(board.sent || board.queue.length ? move : { rev: board.shown, ...move });
  sendNext(board);
}

function sendNext(board) {
  if (!board.queue.length || (board.sent && Date.now() - board.sent < PATIENCE)) return;
  board.sent = Math.max(Date.now(), board.sent + 1);
  board.send("moved", { rev: board.latest.rev, ...board.queue.shift(), n: board.sent });
}

function settle(board) {
  if (board.latest.seen >= board.sent) board.sent = 0;
  if (board.dragging || board.lifted) return;
  sendNext(board);
  if (!board.sent) draw(board, board.latest);
}
// --- drawing; every text is set as text, never as markup

function draw(board, data) {
  const wanted = JSON.stringify(data);
  if (board.drawn === wanted) return;
  [board.drawn, board.shown] = [wanted, data.rev];
  const focused = board.root.getRootNode().activeElement;
  board.root.className = `board ${data.layout}${data.readonly ? " readonly" : ""}${data.dense ? " dense" : ""}`;
  board.root.classList.toggle("beside", data.columns.some((column) => column.aside));
  board.root.setAttribute("aria-label", data.label);
  board.bar.hidden = data.readonly;
  board.keys.textContent = [
    "Drag to move", `${KEYS[0]}-click or Shift-click selects several`, "Space picks up, arrows move, Space drops",
    data.opens && "double-click or Enter opens", data.history && `${KEYS[0]}+Z takes back`,
  ].filter(Boolean).join(" · ");
  drawColumns(board, data);
  for (const id of board.selected) if (!board.items.has(id)) board.selected.delete(id);
  showSelection(board);
  hold(board, board.items.get(board.current) || board.root.querySelector(".item"));
  if (focused?.isConnected && board.root.contains(focused)) focused.focus({ preventScroll: true });
  showWanted(board, data.show);
}

function showWanted(board, show) {
  // Python asks for a place on the board, once; a board drawn anew has shown it already
  const before = sessionStorage.getItem("backlot-shown");
  if (!show || before === String(show.n)) return;
  sessionStorage.setItem("backlot-shown", show.n);
  board.selected = new Set(show.ids.filter((id) => board.items.has(id)));
  showSelection(board);
  const place = board.items.get(show.ids[0]) || board.columns.get(show.column)?.root;
  place?.scrollIntoView({ block: "center" });
  place?.focus?.({ preventScroll: true });
}

function drawColumns(board, data) {
  const unused = { columns: new Map(board.columns), items: new Map(board.items) };
  const places = new Map([[board.days, 0], [board.aside, 0]]);
  for (const shape of data.columns) {
    const column = board.columns.get(shape.id) || newColumn(board, shape);
    unused.columns.delete(shape.id);
    drawHead(board, column, shape, data);
    drawLines(column, shape.lines || []);
    column.root.classList.toggle("placeless", shape.items.every((item) => !item.cells?.[6]));
    const home = shape.aside ? board.aside : board.days;
    put(home, column.root, places.get(home));
    places.set(home, places.get(home) + 1);
    shape.items.forEach((item, index) => {
      put(column.list, drawItem(board, item, data.layout), index);
      unused.items.delete(item.id);
    });
    column.sortable?.option("disabled", data.readonly);
  }
  unused.items.forEach((item, id) => (item.remove(), board.items.delete(id)));
  unused.columns.forEach((column, id) => (column.sortable?.destroy(), column.root.remove(), board.columns.delete(id)));
}

const put = (parent, child, index) => parent.children[index] === child || parent.insertBefore(child, parent.children[index] || null);

function newColumn(board, shape) {
  const column = { id: shape.id, root: make("section", "col"), head: make("div", "head"), list: make("div", "list") };
  column.list._column = column;
  column.list.setAttribute("role", "listbox");
  column.list.setAttribute("aria-multiselectable", "true");
  column.lines = make("div", "lines");
  column.root.append(column.head, column.list, column.lines);
  board.columns.set(shape.id, column);
  sortable().then((Sortable) => {
    if (board.columns.get(shape.id) === column) column.sortable = Sortable.create(column.list, dragging(board));
  });
  return column;
}

function drawLines(column, lines) {
  const look = JSON.stringify(lines);
  if (column.below === look) return;
  column.below = look;
  column.lines.replaceChildren(...lines.map((line) => colour(make("div", "line", line.text), line)));
}

function colour(element, look) {
  for (const [property, value] of [["--c", look.color], ["--fg", look.fg]]) {
    if (value && CSS.supports("color", value)) element.style.setProperty(property, value);
    else element.style.removeProperty(property);
  }
  return element;
}

function drawHead(board, column, shape, data) {
  const look = JSON.stringify([shape.title, shape.extra, shape.alert, data.columnOpens, data.readonly]);
  if (column.look === look) return;
  column.look = look;
  column.title = shape.title;
  const name = make(data.columnOpens ? "button" : "span", "name", shape.title);
  if (data.columnOpens) name.onclick = () => board.send("column", { id: shape.id });
  column.head.replaceChildren(name, make("span", "alert", shape.alert), make("span", "extra", shape.extra));
  column.list.setAttribute("aria-label", [shape.title, shape.extra, shape.alert].filter(Boolean).join(", "));
  column.list.dataset.empty = data.readonly ? "Empty" : "Drop here";
}

function drawItem(board, item, layout) {
  const root = board.items.get(item.id) || make("div", "");
  const look = JSON.stringify([item, layout]);
  if (root._look === look) return root;
  const kind = layout !== "strips" ? "card" : item.banner ? "strip banner" : "strip";
  Object.assign(root, { _look: look, _id: item.id, className: `item ${kind}`, tabIndex: -1 });
  board.items.set(item.id, root);
  const texts = layout === "strips" ? item.cells : [item.title];
  const parts = texts.map((text, index) => make("span", layout === "strips" ? `c${index}` : "title", text));
  root.replaceChildren(...parts, make("div", "sub", item.sub));
  root.classList.toggle("alerted", Boolean(item.alert));
  root.title = item.alert || "";
  root.setAttribute("role", "option");
  root.setAttribute("aria-label", [...texts, item.sub, item.alert].filter(Boolean).join(", "));
  return colour(root, item);
}
// --- selecting and opening

const inOrder = (board) => [...board.root.querySelectorAll(".item")];

function showSelection(board) {
  board.items.forEach((item, id) => item.setAttribute("aria-selected", String(board.selected.has(id))));
  board.count.textContent = board.selected.size ? `${board.selected.size} selected` : "";
  board.several.setAttribute("aria-pressed", String(Boolean(board.tapping)));
}

function toggle(board, item) {
  if (!board.selected.delete(item._id)) board.selected.add(item._id);
  if (!board.selected.size) board.tapping = false;
  board.anchor = item._id;
  showSelection(board);
}

function selectTo(board, item) {
  const items = inOrder(board);
  const ends = [items.indexOf(board.items.get(board.anchor) || item), items.indexOf(item)].sort((a, b) => a - b);
  items.slice(ends[0], ends[1] + 1).forEach((between) => board.selected.add(between._id));
  showSelection(board);
}

function hold(board, item) {
  // one stop for the Tab key on the whole board; arrows go on from there
  board.items.forEach((other) => (other.tabIndex = other === item ? 0 : -1));
  board.current = item?._id;
}

function open(board, item) {
  if (item && board.latest.opens) board.send("opened", { id: item._id });
}

function onClick(board, event) {
  if (event.target === board.several) {
    board.tapping = !board.tapping;
    if (!board.tapping) board.selected.clear();
    return showSelection(board);
  }
  const item = event.target.closest(".item");
  if (!item || Date.now() - (board.dropped || 0) < 100) return;
  putBack(board);
  hold(board, item);
  item.focus({ preventScroll: true });
  if (board.latest.readonly) return board.pointer === "touch" ? open(board, item) : undefined;
  if (event.ctrlKey || event.metaKey || board.tapping) return toggle(board, item);
  if (event.shiftKey) return selectTo(board, item);
  board.selected.clear();
  showSelection(board);
  board.anchor = item._id;
  if (board.pointer === "touch") open(board, item);
}
// --- moving

function together(board, item) {
  return board.selected.has(item._id) ? inOrder(board).filter((other) => board.selected.has(other._id)) : [item];
}

const snapshot = (board) => inOrder(board).map((item) => [item, item.parentElement]);

function insert(board, items, list, index) {
  const rest = [...list.children].filter((item) => !items.includes(item));
  board.placing = true; // moving what has the focus takes it away for a moment
  items.forEach((item) => list.insertBefore(item, rest[index] || null));
  board.placing = false;
}

function place(board, before, items, list, index) {
  insert(board, items, list, index);
  const after = inOrder(board);
  if (after.every((item, i) => before[i][0] === item && before[i][1] === item.parentElement)) return;
  const column = list._column;
  board.said.textContent = `${named(items)} moved to ${column.title}, position ${index + 1} of ${list.children.length}`;
  post(board, { ids: items.map((item) => item._id), to: column.id, index });
}

function dragging(board) {
  let before;
  return {
    group: board.group, draggable: ".item", animation: 120, ghostClass: "ghost", delay: 180, delayOnTouchOnly: true, touchStartThreshold: 6,
    forceFallback: true, fallbackTolerance: 4, disabled: board.latest.readonly, scrollSensitivity: 60, scrollSpeed: 14,
    onChoose({ item }) {
      this.option("scroll", scroller(board));
      if (together(board, item).length > 1) item.dataset.count = together(board, item).length;
    },
    onUnchoose: ({ item }) => {
      delete item.dataset.count;
      if (board.pointer !== "touch" || board.dragging || board.latest.layout !== "strips") return;
      [board.tapping, board.dropped] = [true, Date.now()]; // held without moving: the first of several
      toggle(board, item);
    },
    onStart: ({ item }) => {
      [board.dragging, before] = [together(board, item), snapshot(board)];
      board.dragging.forEach((other) => other === item || other.classList.add("going"));
    },
    onEnd: ({ item, to }) => {
      const items = board.dragging;
      items.forEach((other) => other.classList.remove("going"));
      const index = [...to.children].filter((other) => other === item || !items.includes(other)).indexOf(item);
      Object.assign(board, { dragging: null, dropped: Date.now() });
      place(board, before, items, to, index);
      hold(board, item);
      item.focus({ preventScroll: true });
      settle(board);
    },
  };
}

function scroller(board) {
  // by itself SortableJS finds what scrolls the page, but nothing inside a component
  const sideways = board.latest.layout === "kanban" && board.days.scrollWidth > board.days.clientWidth;
  return sideways ? board.days : true;
}
// --- keyboard

const SIDEWAYS = { ArrowLeft: -1, ArrowRight: 1 };
const UPWARDS = { ArrowUp: -1, ArrowDown: 1 };

function onKey(board, event) {
  if ((event.ctrlKey || event.metaKey) && "zy".includes(event.key.toLowerCase())) return history(board, event);
  const item = event.target.closest(".item");
  if (!item) return;
  const lists = [...board.root.querySelectorAll(".list")];
  const [arrow, moves] = [event.key in SIDEWAYS || event.key in UPWARDS, !board.latest.readonly];
  if (board.lifted) carry(board, item, event.key, lists);
  else if (event.altKey && moves && arrow) shift(board, item, event.key, lists);
  else if (event.altKey) return;
  else if (arrow || event.key === "Home" || event.key === "End") walk(board, item, event.key, lists, event.shiftKey && moves);
  else if (event.key === "Enter") open(board, item);
  else if (event.key === " " && moves) event.ctrlKey || event.metaKey ? toggle(board, item) : lift(board, item);
  else if (event.key !== "Escape" || !board.selected.size) return;
  else board.selected.clear();
  showSelection(board);
  event.preventDefault();
}

function history(board, event) {
  if (!board.latest.history || board.lifted) return;
  event.preventDefault();
  board.send("history", { what: event.shiftKey || event.key.toLowerCase() === "y" ? "redo" : "undo", n: Date.now() });
}

const named = (items) => (items.length > 1 ? `${items.length} strips` : items[0].getAttribute("aria-label"));

function lift(board, item) {
  board.lifted = { items: together(board, item), before: snapshot(board) };
  board.lifted.items.forEach((other) => other.classList.add("lifted"));
  board.said.textContent = `${named(board.lifted.items)} picked up. Arrows move, Space drops, Escape puts back.`;
}

function carry(board, item, key, lists) {
  const { items, before } = board.lifted;
  if (key === "Escape") return putBack(board);
  if (key in SIDEWAYS || key in UPWARDS) {
    const [list, index] = goal(items, item, key, lists);
    if (!list) return;
    insert(board, items, list, index);
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    board.said.textContent = `${list._column.title}, position ${index + 1} of ${list.children.length}`;
  } else if (key === " " || key === "Enter") {
    const list = item.parentElement;
    down(board);
    place(board, before, items, list, [...list.children].indexOf(items[0]));
    item.focus({ preventScroll: true });
    settle(board);
  }
}

function down(board) {
  board.lifted.items.forEach((other) => other.classList.remove("lifted"));
  board.lifted = null;
}

function putBack(board) {
  if (!board.lifted) return;
  const { before } = board.lifted;
  const focused = board.root.getRootNode().activeElement;
  down(board);
  board.placing = true;
  before.forEach(([item, list]) => list.append(item));
  board.placing = false;
  if (board.items.has(focused?._id)) focused.focus({ preventScroll: true });
  board.said.textContent = "Put back where it was";
  settle(board);
}

function goal(items, item, key, lists) {
  // the list and the place in it, counted among the items that stay, where an arrow takes items
  const at = lists.indexOf(item.parentElement);
  const rest = (list) => [...list.children].filter((other) => !items.includes(other));
  let [to, index] = [at, [...lists[at].children].findIndex((other) => items.includes(other))];
  if (key in SIDEWAYS) to += SIDEWAYS[key];
  else index += UPWARDS[key];
  if (index < 0) [to, index] = [to - 1, Infinity];
  else if (to === at && index > rest(lists[at]).length) [to, index] = [to + 1, 0];
  return lists[to] ? [lists[to], Math.min(index, rest(lists[to]).length)] : [];
}

function shift(board, item, key, lists) {
  const items = together(board, item);
  const [list, index] = goal(items, item, key, lists);
  if (!list) return;
  place(board, snapshot(board), items, list, index);
  item.focus();
  item.scrollIntoView({ block: "nearest" });
}

function walk(board, item, key, lists, selecting) {
  const items = inOrder(board);
  let next;
  if (key in UPWARDS) next = items[items.indexOf(item) + UPWARDS[key]];
  else if (key === "Home") next = items[0];
  else if (key === "End") next = items.at(-1);
  else {
    const filled = lists.filter((list) => list.children.length);
    const list = filled[filled.indexOf(item.parentElement) + SIDEWAYS[key]];
    next = list && list.children[Math.min([...item.parentElement.children].indexOf(item), list.children.length - 1)];
  }
  if (!next) return;
  if (selecting) {
    if (!board.selected.size) board.anchor = item._id;
    selectTo(board, next);
  }
  hold(board, next);
  next.focus();
}
