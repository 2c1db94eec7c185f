// What a page gains from a script: copying, and answers in place. Everything else works without one.
(() => {
  const reveal = () => document.querySelectorAll('[data-copy][hidden], [data-copy-from][hidden], [data-print][hidden]')
    .forEach((button) => { button.hidden = false; });
  document.addEventListener('click', async (event) => {
    if (event.target.closest('[data-print]')) { window.print(); return; }
    const button = event.target.closest('[data-copy], [data-copy-from]');
    if (!button) return;
    const text = button.dataset.copy ?? document.getElementById(button.dataset.copyFrom).textContent;
    const rich = window.ClipboardItem && document.getElementById(button.dataset.copyRich);
    // As it looks for programs that take formatted text, plain for all others.
    if (rich) await navigator.clipboard.write([new ClipboardItem({
      'text/html': new Blob([rich.innerHTML], { type: 'text/html' }), 'text/plain': new Blob([text], { type: 'text/plain' }) })]);
    else await navigator.clipboard.writeText(text);
    const words = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
  // A whole page in answer to a part (session over, an error): show it as the page that it is.
  document.addEventListener('htmx:beforeSwap', (event) => {
    const { xhr, requestConfig } = event.detail;
    if (requestConfig?.elt.closest('[hx-select]')) { // takes its part of a whole page; what is none leaves it as it is, and is asked for again
      if (!/<main[\s>]/i.test(xhr.responseText)) event.detail.shouldSwap = false;
      return;
    }
    if (!/^\s*<!doctype/i.test(xhr.responseText)) return;
    event.detail.target = document.body;
    event.detail.swapOverride = 'innerHTML';
    event.detail.shouldSwap = true;
  });
  // The part that came is read from its beginning, by eye, keyboard and screen reader.
  document.addEventListener('htmx:afterSwap', (event) => {
    reveal();
    if (!event.detail.requestConfig?.triggeringEvent) { // the page asked by itself: nobody is interrupted until what was awaited is there
      const main = document.getElementById('contenu');
      if (event.detail.target === document.body || event.detail.target.id === main.id && !main.querySelector('[hx-trigger^="every"]')) main.focus();
      return;
    }
    const told = event.detail.elt.querySelector?.('[role="alert"], [role="status"]');
    if (told) { told.tabIndex = -1; told.focus({ preventScroll: false }); }
  });
  reveal();
})();
