// One live socket per tab: tells Python which kinds of rows changed in this production, so that it can draw them again.
// Drawing the page again closes an open dialog and drops what is half typed or on its way (tables send what was typed
// a moment later), so news waits: for words in a field at most a minute, after any other touch a second.
const SIGNED_OUT = 4401;
const TYPING = 60000;
const TOUCHED = 1000;
const TOUCHES = ["input", "keydown", "pointerup"];

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement;
  root._emit = (kinds) => setTriggerValue("news", { kinds: [...kinds], at: Date.now() });
  if (root._room === data.room && root._socket && root._socket.readyState < 2) return root._close;
  root._close?.();
  root._room = data.room;
  let closed = false;
  let retry = 1000;
  let timer = null;
  const pending = new Set();
  const tell = (event) => {
    if (event.tab && event.tab === data.tab) return; // this tab has drawn its own change already
    pending.add(event.kind);
    clearTimeout(timer);
    timer = setTimeout(emit, 250);
  };
  const emit = () => {
    if (busy()) return void (timer = setTimeout(emit, 300));
    root._emit(pending);
    pending.clear();
  };
  let typed = null;
  let touched = 0;
  const touch = (event) => {
    touched = Date.now();
    if (event.type === "input") typed = event.target;
  };
  for (const name of TOUCHES) document.addEventListener(name, touch, true);
  const busy = () =>
    document.querySelector("[role=dialog]") ||
    Date.now() - touched < (typed && document.activeElement === typed ? TYPING : TOUCHED);
  const open = () => {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws`);
    root._socket = socket;
    socket.onopen = () => {
      retry = 1000;
      if (root._opened) tell({ kind: "*" }); // whatever happened while we were away
      root._opened = true;
      socket.send(JSON.stringify({ type: "hello" }));
      socket.send(JSON.stringify({ type: "join", room: data.room }));
    };
    socket.onmessage = (message) => {
      const event = JSON.parse(message.data);
      if (event.type === "ping") socket.send('{"type":"pong"}');
      if (event.type === "changed") tell(event);
      if (event.type === "refetch") tell({ kind: "*" });
    };
    socket.onclose = (event) => {
      if (closed) return;
      if (event.code === SIGNED_OUT) return tell({ kind: "*" }); // the page asks who this is and shows the entrance
      setTimeout(open, retry);
      retry = Math.min(retry * 2, 30000);
    };
  };
  open();
  root._close = () => {
    closed = true;
    clearTimeout(timer);
    for (const name of TOUCHES) document.removeEventListener(name, touch, true);
    root._socket?.close();
    root._socket = null;
  };
  return root._close;
}
