// Files that are brought into the library: by the button, by dropping them on the page, by pasting.

import { upload } from "../uploads/upload.js";

export function library() {
  const place = document.querySelector<HTMLElement>("[data-uploads]");
  const list = document.querySelector<HTMLElement>("[data-uploading]");
  const input = place?.querySelector<HTMLInputElement>("input[type=file]");
  if (!place || !list || !input) return;
  place.hidden = false;

  /** One after the other: two at once are not quicker. */
  let before: Promise<unknown> = Promise.resolve();
  const bring = (files: Iterable<File>) => {
    for (const file of files) {
      const row = document.createElement("li");
      const name = document.createElement("bdi");
      const bar = document.createElement("progress");
      const says = document.createElement("span");
      name.textContent = file.name;
      bar.max = 1;
      bar.setAttribute("aria-label", file.name);
      row.append(name, " ", bar, " ", says);
      list.hidden = false;
      list.append(row);
      before = before
        .then(() =>
          upload(file, "", (progress) => {
            bar.value = progress.done;
            says.textContent = progress.waiting ? (place.dataset["waiting"] ?? "") : "";
          }, new AbortController().signal),
        )
        .then(
          (medium) => {
            const link = document.createElement("a");
            link.href = `/desk/media/${medium.id}`;
            link.append(name);
            row.replaceChildren(link, ` ${place.dataset["done"] ?? ""}`);
          },
          (error: Error) => {
            says.className = "wrong";
            says.textContent = error.message;
            // Most reasons begin with the file's name.
            row.replaceChildren(...(error.message.startsWith(file.name) ? [says] : [name, " ", says]));
          },
        );
    }
  };
  input.addEventListener("change", () => {
    bring([...(input.files ?? [])]);
    input.value = "";
  });
  const carries = (data: DataTransfer | null) => data?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (carries(event.dataTransfer)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!carries(event.dataTransfer)) return;
    event.preventDefault();
    bring([...(event.dataTransfer?.files ?? [])]);
  });
  addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) bring([...event.clipboardData.files]);
  });
}
