// The desk in the browser: panes beside lists, the composer, the clock of a call. Pages work without it.
(function () {
  'use strict';
  const on = (kind, selector, act) => document.addEventListener(kind, (event) => {
    const found = event.target instanceof Element ? event.target.closest(selector) : null;
    if (found) act(event, found);
  });

  // a[data-pane=URL]: on a wide screen the complaint is shown beside the list; a second press opens it whole.
  on('click', 'a[data-pane]', (event, row) => {
    const pane = document.getElementById('pane');
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (!pane || !window.htmx || !isPlain || !window.matchMedia('(min-width: 1200px)').matches) return;
    if (row.getAttribute('aria-current')) return;
    event.preventDefault();
    document.querySelectorAll('a[data-pane][aria-current]').forEach((other) => other.removeAttribute('aria-current'));
    row.setAttribute('aria-current', 'true');
    row.classList.remove('unread');
    window.htmx.ajax('GET', row.dataset.pane, '#pane');
  });

  // A tab of the composer: its box gets the cursor. A call's clock starts with one key.
  on('click', '.composer [role=tab]', (event, tab) => document.querySelector('#' + tab.getAttribute('aria-controls') + ' [data-compose]')?.focus());
  const asked = new URLSearchParams(location.search).get('write');
  if (asked) document.querySelector('#box-' + CSS.escape(asked) + ' [data-compose]')?.focus();

  // data-clock=ID: one press notes the moment in the hidden field and lets the clock run.
  on('click', '[data-clock]', (event, button) => {
    const began = new Date();
    document.getElementById(button.dataset.clock).value = began.toISOString();
    const face = button.parentElement.querySelector('[data-clock-face]');
    const show = () => { const gone = Math.floor((Date.now() - began) / 1000); face.textContent = Math.floor(gone / 60) + ':' + String(gone % 60).padStart(2, '0'); };
    show();
    window.setInterval(show, 1000);
    button.disabled = true;
  });
  // Ctrl or Cmd with Enter sends the form that is written in, never while an IME composes.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const form = event.target instanceof Element ? event.target.closest('form') : null;
    if (form?.querySelector('[data-submit]')) form.requestSubmit(form.querySelector('[data-submit]'));
  });

  // Where one is stands in sight in a row of ways that runs out at the side of a phone.
  document.querySelectorAll('.set-menu, .chips').forEach((row) => {
    const here = row.querySelector('[aria-current]');
    if (here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.clientWidth) / 2;
  });

  // data-scroll-end: the newest entry is in sight when the page opens.
  document.querySelectorAll('[data-scroll-end]').forEach((stream) => { if (!location.hash) stream.scrollTop = stream.scrollHeight; });
})();
