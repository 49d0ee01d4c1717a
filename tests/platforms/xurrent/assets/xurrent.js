// Lists whose rows load a detail pane without a reload, as the real pages do.
const csrf = document.querySelector('meta[name="csrf-token"]')?.content ?? '';
const pane = document.querySelector('[data-pane]');
const rows = document.querySelector('.rows');

function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value !== null && value !== undefined) node.setAttribute(key, value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
  return node;
}

function flash(text) {
  const node = el('div', { class: 'flash', role: 'status' }, text);
  document.body.append(node);
  setTimeout(() => node.remove(), 4000);
}

async function call(path, method = 'GET', body) {
  const answer = await fetch(path, {
    method,
    headers: {
      'X-CSRF-Token': csrf,
      'X-Requested-With': 'XMLHttpRequest',
      'Content-Type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.status === 401) {
    location.assign('/login');
    return new Promise(() => {});
  }
  const result = await answer.json();
  if (!answer.ok)
    throw new Error((result.errors ?? [['', result.message]]).map(([, text]) => text).join(', '));
  return result;
}

function choices(name, values, current) {
  const select = el(
    'select',
    { name },
    values.map((value) => el('option', { value }, value.replaceAll('_', ' '))),
  );
  select.value = current;
  return select;
}

function draw(id, request) {
  document.title = `#${id} ${request.subject} - ${document.body.dataset.account}`;
  const subject = el('input', { name: 'subject', value: request.subject, maxlength: '255' });
  const form = el(
    'form',
    { class: 'edit_req', 'data-request-id': String(id) },
    el('label', {}, 'Subject', subject),
    el('label', {}, 'Status', choices('status', request.statuses, request.status)),
    el(
      'label',
      {},
      'Completion reason',
      choices('completion_reason', ['', ...request.reasons], request.completion_reason ?? ''),
    ),
    el('button', { type: 'submit', name: 'save' }, 'Save'),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    try {
      await call(`/ui/requests/${id}`, 'PATCH', {
        ...fields,
        completion_reason: fields.completion_reason || null,
      });
      flash('Request was saved');
      await open(id);
    } catch (error) {
      form.append(el('p', { class: 'error', role: 'alert' }, error.message));
    }
  });
  const text = el('textarea', { name: 'note', 'aria-label': 'Note' });
  const internal = el('input', { type: 'checkbox', name: 'internal' });
  const noteForm = el(
    'form',
    { class: 'new_note' },
    text,
    el('label', {}, internal, 'Internal note'),
    el('button', { type: 'submit' }, 'Add note'),
  );
  noteForm.addEventListener('submit', async (event) => {
    event.preventDefault();
    await call(`/ui/requests/${id}/notes`, 'POST', { text: text.value, internal: internal.checked });
    flash('Note was added');
    await open(id);
  });
  pane.replaceChildren(
    el('h1', {}, el('span', { class: 'record-identifier' }, String(id)), ' ', request.subject),
    el('p', { class: 'quiet' }, [request.category, request.impact, request.team].filter(Boolean).join(' · ')),
    form,
    el('h2', {}, 'Notes'),
    ...request.notes.map((note) =>
      el(
        'div',
        { class: `note${note.internal ? ' internal' : ''}` },
        el('div', { class: 'quiet' }, `${note.by} · ${note.at}${note.internal ? ' · internal' : ''}`),
        note.text,
      ),
    ),
    noteForm,
  );
}

let turn = 0;
async function open(id) {
  turn += 1;
  const mine = turn;
  for (const row of rows?.children ?? []) row.classList.toggle('selected', row.dataset.id === String(id));
  try {
    const request = await call(`/ui/requests/${id}`);
    if (mine === turn) draw(id, request);
  } catch (error) {
    if (mine === turn) pane.replaceChildren(el('h1', {}, error.message));
  }
}

const idOfAddress = () => /^\/requests\/(\d+)/.exec(location.pathname)?.[1];

rows?.addEventListener('click', (event) => {
  const row = event.target instanceof Element ? event.target.closest('li') : null;
  if (!row || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  // The inbox keeps its own address whatever is selected; the list of requests does not.
  if (!location.pathname.startsWith('/inbox')) history.pushState({}, '', `/requests/${row.dataset.id}`);
  void open(row.dataset.id);
});
window.addEventListener('popstate', () => {
  const id = idOfAddress();
  if (id) void open(id);
  else pane?.replaceChildren();
});

if (pane && idOfAddress()) void open(idOfAddress());
