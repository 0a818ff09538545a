// Who is working now: a tile each, whose clock goes on in the browser. Every text is set as text.
const make = (tag, name, text) => {
  const node = document.createElement(tag);
  node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
};

const clock = (seconds) => {
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
};

export default function ({ parentElement, data, setTriggerValue }) {
  let strip = parentElement.querySelector(".now");
  if (!strip) parentElement.append((strip = make("div", "now")));
  const drawn = performance.now(); // the browser's date may be wrong, its seconds are not
  const clocks = [];
  const tiles = data.people.map((person) => {
    const tile = make("button", "tile");
    tile.type = "button";
    tile.title = person.title;
    tile.style.setProperty("--program", person.colour);
    const time = make("span", "time", clock(person.seconds));
    clocks.push([time, person.seconds]);
    const top = make("span", "top");
    top.append(make("span", "who", person.name), time);
    const below = make("span", "below");
    below.append(make("span", "program", person.program), make("span", "since", person.since));
    tile.append(top, make("span", "task", person.task), below);
    tile.onclick = () => setTriggerValue("picked", { user: person.id });
    return tile;
  });
  strip.setAttribute("role", "group");
  strip.setAttribute("aria-label", data.label);
  strip.replaceChildren(...tiles);
  clearInterval(parentElement._clock);
  parentElement._clock = setInterval(() => {
    const passed = (performance.now() - drawn) / 1000;
    for (const [node, seconds] of clocks) node.textContent = clock(seconds + passed);
  }, 1000);
  return () => clearInterval(parentElement._clock);
}
