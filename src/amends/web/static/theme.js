// Runs before the first paint: marks that scripts run, and follows the system's theme unless the reader chose one.
(function () {
  const root = document.documentElement;
  root.classList.add('js');
  if (root.dataset.themeChosen) return;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = () => { if (!root.dataset.themeChosen) root.dataset.bsTheme = dark.matches ? 'dark' : 'light'; };
  follow();
  dark.addEventListener('change', follow);
})();
