// One live socket per tab: tells Python which kinds of rows changed in this production, so that it can draw them again.
// Drawing the page again closes an open dialog and drops what is half typed, so news waits: for typing a minute at most.
const TYPING = 60000;

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
    if (event.by === data.me) return; // this tab has drawn its own change already
    pending.add(event.kind);
    clearTimeout(timer);
    timer = setTimeout(emit, 250);
  };
  const emit = () => {
    if (busy()) return void (timer = setTimeout(emit, 500));
    root._emit(pending);
    pending.clear();
  };
  let typed = { field: null, at: 0 };
  const typing = (event) => (typed = { field: event.target, at: Date.now() });
  document.addEventListener("input", typing, true);
  const busy = () =>
    document.querySelector("[role=dialog]") ||
    (document.activeElement === typed.field && Date.now() - typed.at < TYPING);
  const open = () => {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws`);
    root._socket = socket;
    socket.onopen = () => {
      retry = 1000;
      socket.send(JSON.stringify({ type: "hello" }));
      socket.send(JSON.stringify({ type: "join", room: data.room }));
    };
    socket.onmessage = (message) => {
      const event = JSON.parse(message.data);
      if (event.type === "ping") socket.send('{"type":"pong"}');
      if (event.type === "changed") tell(event);
    };
    socket.onclose = () => {
      if (closed) return;
      setTimeout(open, retry);
      retry = Math.min(retry * 2, 30000);
    };
  };
  open();
  root._close = () => {
    closed = true;
    clearTimeout(timer);
    document.removeEventListener("input", typing, true);
    root._socket?.close();
    root._socket = null;
  };
  return root._close;
}
