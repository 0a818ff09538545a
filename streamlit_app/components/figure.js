// One big figure with a label above and a note below; every text is set as text.
export default function ({ parentElement, data }) {
  for (const name of ["label", "value", "note"]) parentElement.querySelector(`.${name}`).textContent = data[name];
}
