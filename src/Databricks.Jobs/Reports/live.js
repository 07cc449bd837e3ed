(() => {
  const page = /^#job\/(\d+)(?:\/run\/(\d+))?$/.exec(location.hash);
  if (page) {
    location.replace('/jobs/' + page[1] + (page[2] ? '/runs/' + page[2] : '') + location.search);
    return;
  }
  const button = document.querySelector('[data-pause]');
  const note = document.querySelector('[data-note]');
  let paused = false;
  const update = async () => {
    const response = await fetch(location.href, { cache: 'no-store' });
    if (!response.ok) throw new Error(response.status);
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const fresh = next.querySelector('[data-live="' + part.dataset.live + '"]');
      if (!fresh || fresh.outerHTML === part.dataset.last) continue;
      const last = fresh.outerHTML;
      const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
      const scroll = [...part.querySelectorAll('.scroll')].map(box => [box.scrollLeft, box.scrollTop]);
      for (const fold of part.querySelectorAll('details[id]')) {
        const same = fresh.querySelector('#' + CSS.escape(fold.id));
        if (same) same.open = fold.open;
      }
      part.replaceWith(fresh);
      fresh.dataset.last = last;
      fresh.querySelectorAll('.scroll').forEach((box, i) => scroll[i] && box.scrollTo(...scroll[i]));
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
    document.title = next.title;
    document.querySelector('link[rel=icon]').href = next.querySelector('link[rel=icon]').href;
    return next.querySelector('[data-pause]') !== null;
  };
  const loop = async () => {
    let active = true;
    try {
      if (!paused && !document.hidden) active = await update();
      note.textContent = active ? '' : 'The run has ended.';
    } catch {
      note.textContent = 'The workspace does not respond.';
    }
    if (active) setTimeout(loop, 2000);
    else button.hidden = true;
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    paused = !paused;
    button.textContent = paused ? 'Resume updates' : 'Pause updates';
  });
  setTimeout(loop, 2000);
})();
