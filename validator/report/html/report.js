'use strict';
// Filters the findings. The page is complete without this script, which only hides findings.
(() => {
  const form = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const articles = Array.from(document.querySelectorAll('#list > article'));
  const fields = Array.from(form.elements).filter((field) => field.name);
  const texts = new Map();

  // The choices of a list: the values that the findings have, most frequent first.
  const fill = (select) => {
    const counts = new Map();
    for (const article of articles) {
      const value = article.dataset[select.name];
      counts.set(value, (counts.get(value) || 0) + 1);
    }
    for (const [value, count] of [...counts].sort((a, b) => b[1] - a[1])) {
      select.add(new Option(`${value} (${count})`, value));
    }
  };

  const textOf = (article) => {
    if (!texts.has(article)) {
      texts.set(article, article.textContent.toLowerCase());
    }
    return texts.get(article);
  };

  const matches = (article, wanted) => wanted.every(([name, value]) =>
    name === 'text' ? textOf(article).includes(value.toLowerCase()) : article.dataset[name] === value);

  const apply = () => {
    const wanted = fields.map((field) => [field.name, field.value]).filter((pair) => pair[1] !== '');
    let count = 0;
    for (const article of articles) {
      article.hidden = !matches(article, wanted);
      count += article.hidden ? 0 : 1;
    }
    shown.textContent = `${count} of ${articles.length} shown`;
  };

  // The filter is in the address, so that a view can be linked.
  const write = () => {
    const wanted = fields.filter((field) => field.value !== '').map((field) => [field.name, field.value]);
    history.replaceState(null, '', wanted.length > 0 ? `#${new URLSearchParams(wanted)}` : location.pathname);
    apply();
  };

  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      field.value = wanted.get(field.name) || '';
    }
    apply();
  };

  fields.filter((field) => field.tagName === 'SELECT').forEach(fill);
  form.hidden = false;
  form.addEventListener('input', write);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(write));
  window.addEventListener('hashchange', () => {
    read();
    document.getElementById('findings').scrollIntoView();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !(event.target instanceof HTMLInputElement) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      form.elements.text.focus();
    }
  });
  read();
})();
