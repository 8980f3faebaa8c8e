// Forms that publish or move an article first save a revision, and are sent with its number.

import type { Saved } from "./saver.js";

const ready = new WeakSet<HTMLFormElement>();

/** `failed` says that nothing was sent, and why. */
export function formsThatNeedSaving(save: () => Promise<Saved>, failed: () => void) {
  // On the way down, before htmx hears of it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-needs-saving]")) return;
    if (ready.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter instanceof HTMLElement ? event.submitter : null;
    form.setAttribute("aria-busy", "true");
    void save().then(async (saved) => {
      // While the event is still being told about, a form cannot be sent again (HTML, 4.10.21.3): when there was nothing to
      // save, this is that moment.
      await new Promise((later) => setTimeout(later));
      form.removeAttribute("aria-busy");
      if (!saved.ok) return failed();
      const field = form.querySelector<HTMLInputElement>("input[name=revision]");
      if (field) field.value = String(saved.number);
      // The bar may have been loaded anew meanwhile: a form that is in no document cannot be sent.
      if (!form.isConnected) {
        form.hidden = true;
        document.body.append(form);
      }
      ready.add(form);
      form.requestSubmit(submitter);
    });
  }, true);
}
