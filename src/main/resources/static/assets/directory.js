// Shows the "copy" buttons, which need a script, and serves them; without it the addresses can be selected by hand.
(() => {
  const reveal = (root) => root.querySelectorAll('[data-copy][hidden]').forEach((b) => { b.hidden = false; });
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    const words = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
  document.addEventListener('htmx:afterSwap', () => reveal(document));
  reveal(document);
})();
