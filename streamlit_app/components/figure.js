// One big figure with a label above and a note below; every text is set as text. A note may count seconds down: "{left}".
export default function ({ parentElement, data }) {
  const part = (name) => parentElement.querySelector(`.${name}`);
  for (const name of ["label", "value", "note"]) part(name).textContent = data[name];
  part("value").classList.toggle("code", Boolean(data.code));
  clearInterval(parentElement._clock);
  if (data.seconds === undefined) return;
  const end = performance.now() + data.seconds * 1000; // the browser's date may be wrong, its seconds are not
  const tick = () => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    part("note").textContent = data.note.replace("{left}", `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
  };
  tick();
  parentElement._clock = setInterval(tick, 1000);
  return () => clearInterval(parentElement._clock);
}
