import { render } from 'preact';

import '../../../../entrypoints/shared/style.css';
import '../../../../entrypoints/connections/style.css';
import { drawState, states } from './states.tsx';

// One state (?state=…&theme=dark), or the list of all.
const parameters = new URLSearchParams(location.search);
const wanted = states.find(({ name }) => name === parameters.get('state'));
const app = document.querySelector('#app');
const theme = parameters.get('theme');
if (theme) document.documentElement.dataset['theme'] = theme;
if (app && wanted) {
  if (wanted.kind === 'popup') {
    document.documentElement.classList.add('popup-page');
    document.documentElement.dataset['window'] = '';
  }
  render(drawState(wanted), app);
} else if (app) {
  render(
    <ul>
      {states.map(({ name }) => (
        <li key={name}>
          <a href={`?state=${encodeURIComponent(name)}`}>{name}</a>
        </li>
      ))}
    </ul>,
    app,
  );
}
