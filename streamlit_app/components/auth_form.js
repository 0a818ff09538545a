// A form that posts JSON to the API from the browser, so that the answer can set an HttpOnly cookie.
export default function ({ parentElement, data }) {
  const form = parentElement.querySelector("form");
  const shape = JSON.stringify(data.fields);
  const alertLine = form.querySelector("[role=alert]");
  const button = form.querySelector("button");
  if (form.dataset.shape !== shape) {
    form.dataset.shape = shape;
    form.querySelectorAll("label").forEach((label) => label.remove());
    for (const field of data.fields) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      const wrong = document.createElement("small");
      label.append(field.label, input, wrong);
      Object.assign(input, { name: field.name, type: field.type || "text", required: field.required !== false });
      if (field.autocomplete) input.autocomplete = field.autocomplete;
      if (field.value) input.value = field.value;
      if (field.minlength) input.minLength = field.minlength;
      if (field.inputmode) input.inputMode = field.inputmode;
      wrong.textContent = field.hint || "";
      form.insertBefore(label, alertLine);
    }
    form.querySelector("input")?.focus({ preventScroll: true });
  }
  button.textContent = data.submit;
  form.onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    alertLine.textContent = "";
    alertLine.className = "";
    form.querySelectorAll("small").forEach((small) => small.classList.remove("wrong"));
    const body = { ...data.fixed, ...Object.fromEntries(new FormData(form)) };
    for (const field of data.fields) if (field.required === false && body[field.name] === "") delete body[field.name];
    try {
      const answer = await fetch(data.url, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      const said = await answer.json().catch(() => ({ message: "The server answered something unexpected." }));
      if (answer.ok) {
        if (data.then) return window.location.assign(data.then);
        if (data.stay) {
          alertLine.className = "good";
          alertLine.textContent = said.message;
          button.disabled = false;
          return;
        }
        return window.location.reload();
      }
      alertLine.textContent = said.message || "That did not work.";
      for (const { field, message } of said.errors || []) {
        const input = form.querySelector(`[name="${CSS.escape(field)}"]`);
        if (!input) continue;
        const small = input.nextElementSibling;
        small.textContent = message;
        small.classList.add("wrong");
        input.focus();
      }
    } catch {
      alertLine.textContent = "The server does not answer. Is this device still on the same network?";
    }
    button.disabled = false;
  };
}
