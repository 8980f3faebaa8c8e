// Suggestions below the search field, as an editable combobox with a list (WAI-ARIA Authoring Practices 1.2). The form works
// without it. What comes from the server is only ever set as text.
(() => {
  const field = document.querySelector("[data-suggest]");
  const make = tag => document.createElement(tag);
  const list = make("ul"), all = list.children;
  const set = (of, names) => { for (const name in names) of.setAttribute(name, names[name]); };
  const active = "aria-activedescendant", chosen = "aria-selected", open = "aria-expanded";
  let at = -1, wait, asked;
  set(list, { id: "found", role: "listbox", "aria-label": field.dataset.label });
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-controls": "found" });
  field.after(list);
  const close = () => {
    at = -1;
    list.hidden = true;
    set(field, { [open]: false });
    field.removeAttribute(active);
  };
  const choose = next => {
    if (at >= 0) set(all[at], { [chosen]: false });
    // One step beyond either end is the field itself.
    at = next < -1 ? all.length - 1 : next < all.length ? next : -1;
    if (at < 0) return field.removeAttribute(active);
    set(all[at], { [chosen]: true });
    set(field, { [active]: all[at].id });
    all[at].scrollIntoView({ block: "nearest" });
  };
  const ask = async () => {
    const typed = asked = field.value;
    let found = [];
    try {
      if (typed.trim()[1]) found = await (await fetch(field.dataset.suggest + encodeURIComponent(typed))).json();
    } catch { }
    if (typed != asked) return;
    close();
    list.replaceChildren(...found.map((o, n) => {
      const item = make("li"), kind = make("span");
      set(item, { id: "found-" + n, role: "option", [chosen]: false, dir: "auto" });
      item.append(o.text, " ", kind);
      kind.append(o.kind);
      item.onclick = () => location = o.href;
      return item;
    }));
    list.hidden = !found[0];
    set(field, { [open]: !list.hidden });
  };
  close();
  field.oninput = () => { clearTimeout(wait); wait = setTimeout(ask, 120); };
  // What was still on its way must not open the list again.
  field.onblur = () => { asked = 0; clearTimeout(wait); close(); };
  // The field keeps the focus, so that a click is not taken for leaving it.
  list.onmousedown = e => e.preventDefault();
  field.onkeydown = e => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (list.hidden || e.isComposing) return;
    if (step) choose(at + step);
    else if (e.key == "Escape") close();
    else if (e.key == "Enter" && at >= 0) all[at].click();
    else return;
    e.preventDefault();
  };
})();
