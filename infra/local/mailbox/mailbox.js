// @ts-check
/** @typedef {{ id: string, to: string, subject: string, html: string, text: string, at: string }} Letter */

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const list = element("letters");
const frame = /** @type {HTMLIFrameElement} */ (element("html"));
/** @type {Letter[]} */
let letters = [];
/** @type {string | undefined} */
let chosen;
let view = "wide";

function show() {
  const letter = letters.find((letter) => letter.id === chosen);
  for (const id of ["head", "views"]) element(id).hidden = !letter;
  frame.hidden = !letter || view === "text";
  element("text").hidden = !letter || view !== "text";
  if (!letter) return;
  element("to").textContent = letter.to;
  element("subject").textContent = letter.subject;
  element("text").textContent = letter.text;
  frame.className = view;
  const source = `/mail/${letter.id}`;
  if (frame.getAttribute("src") !== source) frame.src = source;
}

function draw() {
  element("none").hidden = letters.length > 0;
  list.replaceChildren(...letters.map((letter) => {
    const button = document.createElement("button");
    const subject = document.createElement("strong");
    const meta = document.createElement("span");
    subject.textContent = letter.subject;
    meta.textContent = `${letter.to} · ${new Date(letter.at).toLocaleString()}`;
    button.append(subject, meta);
    if (letter.id === chosen) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => { chosen = letter.id; draw(); show(); });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }));
}

async function refresh() {
  const answer = await fetch("/mail/letters.json");
  if (!answer.ok) return;
  /** @type {Letter[]} */
  const fresh = await answer.json();
  if (fresh[0]?.id === letters[0]?.id && fresh.length === letters.length) return;
  letters = fresh;
  chosen ??= letters[0]?.id;
  draw();
  show();
}

for (const button of element("views").querySelectorAll("button")) {
  button.addEventListener("click", () => {
    view = button.dataset.view ?? "wide";
    for (const other of element("views").querySelectorAll("button")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    show();
  });
}

await refresh();
setInterval(refresh, 1500);
