// Amends in the browser: comfort on pages that also work without it. No eval, no inline styles, no outside requests.
// What a page says it wants stands in data attributes; each part below opens with the ones it reads.
(function () {
  'use strict';
  const root = document.documentElement;
  const on = (kind, selector, act) => document.addEventListener(kind, (event) => {
    const found = event.target instanceof Element ? event.target.closest(selector) : null;
    if (found) act(event, found);
  });
  const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act);
  const say = (text) => { const place = document.getElementById('said'); if (place) place.textContent = text; };
  const csrf = () => document.querySelector('meta[name=csrf-token]')?.content || '';
  const writing = (target) => target instanceof Element && !!target.closest('input, textarea, select, [contenteditable=true]');

  // data-theme-set="light|dark|auto": kept in a cookie so that the server draws the page right the next time.
  on('click', '[data-theme-set]', (event, button) => {
    const wish = button.dataset.themeSet;
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    const age = wish === 'auto' ? 0 : 31536000;
    document.cookie = `amends_theme=${wish}; Path=/; SameSite=Lax; Max-Age=${age}${secure}`;
    if (wish === 'auto') delete root.dataset.themeChosen; else root.dataset.themeChosen = '1';
    root.dataset.bsTheme = wish === 'auto' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : wish;
  });

  // details.menu: closes when the eye goes elsewhere.
  document.addEventListener('click', (event) => each('details.menu[open]', (menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') each('details.menu[open]', (menu) => { menu.open = false; menu.querySelector('summary').focus(); });
  });

  // data-copy="text" data-copied="said afterwards"
  on('click', '[data-copy]', async (event, button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const words = button.querySelector('[data-copy-words]');
    if (words && button.dataset.copied) {
      const before = words.textContent;
      words.textContent = button.dataset.copied;
      window.setTimeout(() => { words.textContent = before; }, 2000);
    }
    say(button.dataset.copied || '');
  });

  // data-print: prints the page. data-open="#id" and data-close: dialogs.
  on('click', '[data-print]', () => window.print());
  on('click', '[data-open]', (event, button) => document.querySelector(button.dataset.open)?.showModal());
  on('click', '[data-close]', (event, button) => button.closest('dialog')?.close());

  // data-dismiss: takes the surrounding .flash away.
  on('click', '[data-dismiss]', (event, button) => button.closest('.flash')?.remove());

  // role=tablist with role=tab aria-controls=ID: arrows move, the panel shown is the one selected.
  const choose = (tab) => {
    each('[role=tab]', (other) => {
      const chosen = other === tab;
      other.setAttribute('aria-selected', chosen ? 'true' : 'false');
      other.tabIndex = chosen ? 0 : -1;
      const panel = document.getElementById(other.getAttribute('aria-controls'));
      if (panel) panel.hidden = !chosen;
    }, tab.closest('[role=tablist]'));
  };
  on('click', '[role=tab]', (event, tab) => choose(tab));
  on('keydown', '[role=tab]', (event, tab) => {
    const tabs = [...tab.closest('[role=tablist]').querySelectorAll('[role=tab]')];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
    event.preventDefault();
  });

  // A form is sent once. data-again on the form allows more.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.dataset.again !== undefined || form.method === 'get') return;
    if (form.dataset.sent && event.submitter?.name !== 'language') { event.preventDefault(); return; }
    form.dataset.sent = '1';
    // A file that is already with the server is not sent a second time.
    each('input[type=file][data-upload]', (input) => { if (input.dataset.taken) input.disabled = true; }, form);
    if (event.submitter) event.submitter.setAttribute('aria-busy', 'true');
  });
  window.addEventListener('pageshow', () => each('form[data-sent]', (form) => { delete form.dataset.sent; each('[aria-busy]', (b) => b.removeAttribute('aria-busy'), form); }));

  // data-draft="URL" on a form: what is typed goes to the server every few seconds (desk).
  // data-draft-saved="words with {time}", shown in [data-draft-state].
  each('form[data-draft]', (form) => {
    let waiting = 0;
    const state = form.querySelector('[data-draft-state]');
    const save = async () => {
      waiting = 0;
      const body = new FormData(form);
      for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
      try {
        const answer = await fetch(form.dataset.draft, { method: 'POST', body, headers: { 'X-CSRFToken': csrf() }, keepalive: true });
        if (!answer.ok) return;
        form.dataset.draftClean = '1';
        const time = new Date().toLocaleTimeString(root.lang, { hour: '2-digit', minute: '2-digit' });
        if (state) state.textContent = (form.dataset.draftSaved || '{time}').replace('{time}', time);
      } catch { /* offline: the strip says so, the next keystroke tries again */ }
    };
    form.addEventListener('input', () => { delete form.dataset.draftClean; if (!waiting) waiting = window.setTimeout(save, 3000); });
    window.addEventListener('pagehide', () => { if (waiting) { window.clearTimeout(waiting); save(); } });
  });

  // data-keep="name" on a form: what is typed survives a reload in this tab only (portal, no account).
  each('form[data-keep]', (form) => {
    const key = 'amends:' + form.dataset.keep;
    const fields = () => [...form.elements].filter((field) => field.name && !['hidden', 'file', 'password', 'submit', 'button'].includes(field.type));
    if (!form.dataset.bound) {
      let kept = {};
      try { kept = JSON.parse(sessionStorage.getItem(key) || '{}'); } catch { kept = {}; }
      fields().forEach((field) => {
        const value = kept[field.name];
        if (value === undefined) return;
        if (field.type === 'checkbox' || field.type === 'radio') field.checked = value.includes(field.value);
        else if (!field.value || field.tagName === 'SELECT') [field.value] = value;
      });
    }
    form.addEventListener('input', () => {
      const now = {};
      fields().forEach((field) => {
        const chosen = field.type === 'checkbox' || field.type === 'radio' ? field.checked : true;
        now[field.name] = now[field.name] || [];
        if (chosen) now[field.name].push(field.value);
      });
      sessionStorage.setItem(key, JSON.stringify(now));
    });
  });
  // form[data-left=URL]: left unsent, the part reached last ([data-part]) is counted, and nothing else is told.
  each('form[data-left]', (form) => {
    let part = '';
    form.addEventListener('input', (event) => { part = event.target.closest('[data-part]')?.dataset.part || part; delete form.dataset.told; });
    window.addEventListener('pagehide', () => {
      if (!part || form.dataset.sent || form.dataset.told) return;
      form.dataset.told = '1';
      const body = new FormData();
      body.append('part', part);
      body.append('brand', form.elements.brand?.value || '');
      body.append('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
      navigator.sendBeacon(form.dataset.left, body);
    });
  });

  each('[data-forget]', (mark) => sessionStorage.removeItem('amends:' + mark.dataset.forget));

  // input[type=file][data-upload=URL]: each file goes up at once with its own bar; see partials/files.html.
  // A small picture drawn here: the security policy lets in no addresses made by scripts.
  const draw = async (file, place) => {
    try {
      const picture = await createImageBitmap(file);
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 96;
      const share = Math.max(96 / picture.width, 96 / picture.height);
      const [width, height] = [picture.width * share, picture.height * share];
      canvas.getContext('2d').drawImage(picture, (96 - width) / 2, (96 - height) / 2, width, height);
      place.replaceChildren(canvas);
    } catch { /* no picture: the sign of a file stays */ }
  };
  const row = (input, file) => {
    const made = document.getElementById(input.dataset.template).content.firstElementChild.cloneNode(true);
    made.querySelector('[data-name]').textContent = file.name;
    const place = made.querySelector('[data-thumb]');
    if (/^image\/(png|jpeg|webp|gif)$/.test(file.type)) draw(file, place);
    document.getElementById(input.dataset.list).append(made);
    return made;
  };
  const refuse = (made, words) => {
    made.querySelector('progress').hidden = true;
    const place = made.querySelector('[data-state]');
    place.className = 'late t13 push';
    place.textContent = words;
    made.querySelector('[data-wrong]')?.removeAttribute('hidden');
    say(words);
  };
  const send = (input, file) => new Promise((done) => {
    const made = row(input, file);
    const place = made.querySelector('[data-state]');
    const bar = made.querySelector('progress');
    bar.setAttribute('aria-label', file.name);
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append('file', file);
    const token = input.form.elements.token;
    if (token) body.append('token', token.value);
    made.querySelector('[data-remove]').addEventListener('click', () => { request.abort(); made.remove(); done(); });
    request.upload.addEventListener('progress', (event) => {
      bar.value = event.total ? Math.round((100 * event.loaded) / event.total) : 0;
      place.textContent = bar.value + ' %';
    });
    request.addEventListener('load', () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { answer = {}; }
      if (request.status === 201) {
        made.dataset.held = answer.id;
        const hidden = made.querySelector('input[type=hidden]');
        hidden.value = answer.id;
        hidden.disabled = false;
        bar.hidden = true;
        place.className = 'calm t13 push nowrap';
        place.textContent = input.dataset.done;
        say(file.name + ' ' + input.dataset.done);
      } else refuse(made, answer.error || input.dataset.failed);
      done();
    });
    request.addEventListener('error', () => { refuse(made, input.dataset.failed); done(); });
    if (file.size > Number(input.dataset.limit)) { refuse(made, input.dataset.tooBig); done(); return; }
    request.open('POST', input.dataset.upload);
    request.setRequestHeader('X-CSRFToken', csrf());
    request.setRequestHeader('Accept', 'application/json');
    request.send(body);
  });
  document.addEventListener('change', async (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset.upload) return;
    const files = [...input.files];
    input.value = '';
    for (const file of files) await send(input, file);
  });
  on('click', '[data-pick]', (event, button) => document.getElementById(button.dataset.pick).click());

  // Keys: data-key="g i" on a link or button; "/" goes to [data-search]; "?" shows dialog#keys. Off: localStorage amends_keys=off.
  let first = '';
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    if (localStorage.getItem('amends_keys') === 'off') return;
    if (event.key === '/') { const box = document.querySelector('[data-search]'); if (box) { box.focus(); event.preventDefault(); } return; }
    if (event.key === '?') { document.querySelector('dialog#keys')?.showModal(); return; }
    const two = first + event.key;
    const found = document.querySelector(`[data-key="${CSS.escape(two)}"]`) || document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    first = event.key === 'g' ? 'g ' : '';
    if (found) { event.preventDefault(); if (found.matches('textarea, input')) found.focus(); else found.click(); }
  });
  // j and k move through [data-row] links.
  document.addEventListener('keydown', (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.isComposing || writing(event.target) || localStorage.getItem('amends_keys') === 'off') return;
    const rows = [...document.querySelectorAll('[data-row]')];
    const next = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement) + step))];
    if (next) next.focus();
  });
  on('change', '[data-keys-switch]', (event, box) => localStorage.setItem('amends_keys', box.checked ? 'on' : 'off'));

  // The first wrong field is focused; the strip says when the line is down.
  const wrong = document.querySelector('.errs[tabindex], [aria-invalid=true]');
  if (wrong) wrong.focus();
  const strip = document.getElementById('offline');
  const line = () => { if (strip) strip.hidden = navigator.onLine; };
  window.addEventListener('online', line);
  window.addEventListener('offline', line);
  line();

  // htmx: a thin line while it works; refused forms (409, 422) are shown in place.
  document.addEventListener('htmx:configRequest', (event) => { event.detail.headers['X-CSRFToken'] = csrf(); });
  document.addEventListener('htmx:beforeRequest', () => root.classList.add('is-busy'));
  document.addEventListener('htmx:afterRequest', () => root.classList.remove('is-busy'));
  document.addEventListener('htmx:afterSwap', (event) => event.target.querySelector?.('[data-focus], [aria-invalid=true]')?.focus());
})();
