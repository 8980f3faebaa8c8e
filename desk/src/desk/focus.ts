// The point that a crop keeps: by a click on the picture, beside the two fields that say it in numbers.

export function focus() {
  const frame = document.querySelector<HTMLElement>("[data-focus]");
  const image = frame?.querySelector("img");
  const x = document.querySelector<HTMLInputElement>("#f-focus_x");
  const y = document.querySelector<HTMLInputElement>("#f-focus_y");
  if (!frame || !image || !x || !y) return;
  for (const hint of document.querySelectorAll<HTMLElement>("[data-focus-hint]")) hint.hidden = false;
  frame.classList.add("sets");
  const mark = document.createElement("span");
  mark.className = "mark";
  frame.append(mark);
  const draw = () => {
    const at = [x, y].map((field) => Number(field.value.replace(",", ".")));
    const said = x.value.trim() !== "" && y.value.trim() !== "" && at.every((n) => n >= 0 && n <= 100);
    mark.hidden = !said;
    // Places in a picture do not turn with the direction of writing.
    mark.style.left = `${at[0]}%`;
    mark.style.top = `${at[1]}%`;
  };
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    const percent = (from: number, size: number) => String(Math.min(100, Math.max(0, Math.round((from / size) * 1000) / 10)));
    x.value = percent(event.clientX - box.left, box.width);
    y.value = percent(event.clientY - box.top, box.height);
    draw();
  });
  x.addEventListener("input", draw);
  y.addEventListener("input", draw);
  draw();
}
