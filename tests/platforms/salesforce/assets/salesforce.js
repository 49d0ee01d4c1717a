// The practice org's own single-page application. Header and tab bar come late and are drawn anew after
// navigations, as in a real org.
const config = JSON.parse(document.getElementById('auraConfig').textContent);
const app = document.getElementById('app');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) node.setAttribute(key, value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
  return node;
}

const link = (href, text, properties = {}) => el('a', { href, ...properties }, text);

let calls = 0;
async function aura(name, params = {}) {
  calls += 1;
  const message = {
    actions: [{ id: `${calls};a`, descriptor: `practice://CaseController/ACTION$${name}`, params }],
  };
  const body = new URLSearchParams({ message: JSON.stringify(message), 'aura.token': config.token });
  const answer = await fetch(`/aura?r=${calls}&practice.${name}=1`, { method: 'POST', body });
  const text = await answer.text();
  const result = JSON.parse(text);
  if (result.exceptionEvent) {
    location.reload();
    return new Promise(() => {});
  }
  const [action] = result.actions;
  if (action.state !== 'SUCCESS') throw new Error(action.error[0].message);
  return action.returnValue;
}

function toast(text, failed = false) {
  const node = el('div', { class: `slds-notify_toast${failed ? ' error' : ''}`, role: 'status' }, text);
  document.body.append(node);
  setTimeout(() => node.remove(), 4000);
}

const isSetup = () => location.pathname.startsWith('/lightning/setup/');

function drawHeader() {
  if (config.anchors === 'none') return el('div', { class: 'plain-header' }, el('b', {}, config.org));
  return el(
    'header',
    { id: 'oneHeader', class: 'slds-global-header_container' },
    el(
      'div',
      { class: 'slds-global-header' },
      el('span', { class: 'mark' }, `${config.org}${config.sandbox ? ' (sandbox)' : ''}`),
      el(
        'ul',
        { class: 'slds-global-actions' },
        el('li', { class: 'slds-global-actions__item' }, link('/lightning/page/home', 'Home')),
        el(
          'li',
          { class: 'slds-global-actions__item' },
          link(`https://${config.hosts.setup}/lightning/setup/SetupOneHome/home`, 'Setup', {
            'data-full': '',
          }),
        ),
        el(
          'li',
          { class: 'slds-global-actions__item' },
          el('span', { class: 'branding-userProfile-button' }, config.user),
        ),
        el(
          'li',
          { class: 'slds-global-actions__item' },
          link(`https://${config.hosts.rest}/secur/logout.jsp`, 'Log Out', { 'data-full': '' }),
        ),
      ),
    ),
  );
}

function drawTabs() {
  if (config.anchors === 'none') return el('div');
  const tabs = isSetup()
    ? [
        ['/lightning/setup/SetupOneHome/home', 'Home'],
        ['/lightning/setup/ObjectManager/home', 'Object Manager'],
      ]
    : [
        ['/lightning/page/home', 'Home'],
        ['/lightning/o/Case/list?filterName=AllOpenCases', 'Cases'],
      ];
  return el(
    'div',
    { class: 'tabBarContainer' },
    el(
      'ul',
      { class: 'tabBarItems slds-grid', role: 'tablist' },
      tabs.map(([href, text]) =>
        el(
          'li',
          { class: `tabItem${location.pathname === href.split('?')[0] ? ' active' : ''}` },
          link(href, text),
        ),
      ),
    ),
    isSetup()
      ? el('ul', { class: 'pinnedItems slds-grid', role: 'presentation' }, el('li', { class: 'quiet' }, ''))
      : null,
  );
}

let header = null;
let tabs = null;
const content = el('div', { class: 'layout', id: 'content' });

function place(old, fresh) {
  if (old) old.replaceWith(fresh);
  return fresh;
}

async function drawFrame() {
  app.replaceChildren(el('div', { class: 'spinner quiet' }, 'Loading'));
  await pause(config.lateMs);
  header = drawHeader();
  app.replaceChildren(header, content);
  await pause(config.lateMs);
  tabs = drawTabs();
  header.after(tabs);
  // A real org draws its header again once everything has arrived.
  await pause(config.lateMs);
  header = place(header, drawHeader());
  tabs = place(tabs, drawTabs());
}

const SETUP_PAGES = [
  ['/lightning/setup/SetupOneHome/home', 'Setup Home'],
  ['/lightning/setup/ManageUsers/home', 'Users'],
  ['/lightning/setup/PermSets/home', 'Permission Sets'],
  ['/lightning/setup/NavigationMenus/home', 'App Manager'],
  ['/lightning/setup/SecuritySession/home', 'Session Settings'],
  ['/lightning/setup/CompanyProfileInfo/home', 'Company Information'],
];
const CLASSIC_PAGES = {
  '/lightning/setup/SecuritySession/home': '/setup/ui/securitySession.jsp',
  '/lightning/setup/CompanyProfileInfo/home': '/setup/company/companyInfo.jsp',
};

function drawSetup(path) {
  const title = SETUP_PAGES.find(([href]) => href === path)?.[1] ?? 'Object Manager';
  document.title = `${title} | Salesforce`;
  const classic = CLASSIC_PAGES[path];
  const card = classic
    ? el(
        'section',
        { class: 'card' },
        el(
          'force-aloha-page',
          {},
          el('iframe', { src: `https://${config.hosts.rest}${classic}?isdtp=p1`, title }),
        ),
      )
    : el(
        'section',
        { class: 'card', role: 'main' },
        el('div', { class: 'slds-page-header' }, el('h1', {}, title)),
        el('p', { class: 'quiet' }, `${config.org}, ${config.edition}, instance ${config.instance}`),
      );
  return [
    el(
      'nav',
      { class: 'tree', 'aria-label': 'Setup' },
      el(
        'ul',
        {},
        SETUP_PAGES.map(([href, text]) => el('li', {}, link(href, text))),
      ),
    ),
    card,
  ];
}

async function drawList() {
  document.title = 'Cases | Salesforce';
  const cases = await aura('listCases');
  return el(
    'section',
    { class: 'card', role: 'main' },
    el(
      'div',
      { class: 'slds-page-header' },
      el('h1', {}, 'All Open Cases'),
      link('/lightning/o/Case/new', 'New'),
    ),
    el(
      'table',
      { class: 'slds-table' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ['Case Number', 'Subject', 'Status', 'Priority'].map((text) => el('th', {}, text)),
        ),
      ),
      el(
        'tbody',
        {},
        cases.map((one) =>
          el(
            'tr',
            {},
            el(
              'th',
              { scope: 'row' },
              link(`/lightning/r/Case/${one.Id}/view`, one.CaseNumber, { 'data-recordid': one.Id }),
            ),
            el('td', {}, link(`/lightning/r/Case/${one.Id}/view`, one.Subject ?? '')),
            el('td', {}, one.Status),
            el('td', {}, one.Priority ?? ''),
          ),
        ),
      ),
    ),
  );
}

function caseForm(values, onsave) {
  const field = (name, label, input) => el('label', {}, label, Object.assign(input, { name }));
  const choice = (name, options) => {
    const select = el(
      'select',
      {},
      options.map((text) => el('option', { value: text }, text)),
    );
    select.value = values[name] ?? options[0];
    return select;
  };
  const subject = el('input', { maxlength: '255' });
  subject.value = values.Subject ?? '';
  const description = el('textarea');
  description.value = values.Description ?? '';
  const form = el(
    'form',
    { class: 'edit' },
    field('Subject', 'Subject', subject),
    field('Description', 'Description', description),
    field('Status', 'Status', choice('Status', ['New', 'Working', 'Escalated', 'Closed'])),
    field('Priority', 'Priority', choice('Priority', ['High', 'Medium', 'Low'])),
    el('button', { name: 'SaveEdit', type: 'submit' }, 'Save'),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await onsave(Object.fromEntries(new FormData(form)));
    } catch (error) {
      toast(error.message, true);
    }
  });
  return form;
}

async function drawCase(id, view) {
  const one = await aura('getCase', { id });
  document.title = `${one.CaseNumber} | Case | Salesforce`;
  const card = el('section', { class: 'card', role: 'main', 'data-recordid': one.Id });
  const edit = el(
    'button',
    {
      name: 'Edit',
      onclick: () => {
        details.replaceWith(
          caseForm(one, async (fields) => {
            await aura('saveCase', { id, fields });
            toast(`Case "${one.CaseNumber}" was saved.`);
            refresh();
          }),
        );
      },
    },
    'Edit',
  );
  const details = el(
    'dl',
    {},
    [
      ['Case Number', one.CaseNumber],
      ['Status', one.Status],
      ['Priority', one.Priority],
      ['Owner', one.Owner],
      ['Contact', one.Contact],
      ['Description', one.Description],
    ].flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value ?? '')]),
  );
  const comment = el('textarea', { name: 'CommentBody', 'aria-label': 'Comment' });
  const published = el('input', { type: 'checkbox', name: 'IsPublished' });
  const comments = [
    el('h2', {}, `Case Comments (${one.Comments.length})`),
    el(
      'table',
      { class: 'related' },
      el(
        'tbody',
        {},
        one.Comments.map((text) =>
          el(
            'tr',
            {},
            el('td', {}, text.By),
            el('td', {}, text.Published ? 'Public' : 'Internal'),
            el('td', {}, text.Body),
          ),
        ),
      ),
    ),
    el(
      'form',
      {
        class: 'edit',
        name: 'newComment',
        onsubmit: async (event) => {
          event.preventDefault();
          await aura('addComment', { id, body: comment.value, published: published.checked });
          toast('Case Comment was created.');
          refresh();
        },
      },
      comment,
      el('label', {}, published, 'Public'),
      el('button', { type: 'submit' }, 'Add comment'),
    ),
    el('h2', {}, `Files (${one.Files.length})`),
    el(
      'ul',
      {},
      one.Files.map((file) => el('li', {}, `${file.Name} (${file.Size} bytes)`)),
    ),
  ];
  card.append(
    el(
      'div',
      { class: 'slds-page-header' },
      el('h1', {}, el('div', { class: 'quiet' }, 'Case'), one.Subject ?? one.CaseNumber),
      edit,
    ),
    el(
      'ul',
      { class: 'slds-grid' },
      el('li', {}, link(`/lightning/r/Case/${id}/view`, 'Details')),
      el('li', {}, link(`/lightning/r/Case/${id}/related/CaseComments/view`, 'Case Comments')),
    ),
    ...(view === 'comments' ? comments : [details, ...comments]),
  );
  return card;
}

function drawNew() {
  document.title = 'New Case | Salesforce';
  return el(
    'section',
    { class: 'card', role: 'main' },
    el('h1', {}, 'New Case'),
    caseForm({ Priority: 'Medium' }, async (fields) => {
      const one = await aura('createCase', { fields });
      go(`/lightning/r/Case/${one.Id}/view`);
    }),
  );
}

function drawHome() {
  document.title = 'Home | Salesforce';
  return el(
    'section',
    { class: 'card', role: 'main' },
    el('h1', {}, `Welcome, ${config.user}`),
    el('p', {}, link('/lightning/o/Case/list?filterName=AllOpenCases', 'Cases')),
  );
}

let turn = 0;
async function draw() {
  turn += 1;
  const mine = turn;
  const legacy = /^#\/sObject\/(\w{15,18})\/view/.exec(location.hash)?.[1];
  const path = location.pathname;
  const id = legacy ?? /^\/lightning\/r\/(?:Case\/)?(500\w{12,15})\/view/.exec(path)?.[1];
  const related = /^\/lightning\/r\/(?:Case\/)?(500\w{12,15})\/related\/CaseComments\/view/.exec(path)?.[1];
  let drawn;
  try {
    if (isSetup()) drawn = drawSetup(path);
    else if (id) drawn = await drawCase(id, 'all');
    else if (related) drawn = await drawCase(related, 'comments');
    else if (path.startsWith('/lightning/o/Case/new')) drawn = drawNew();
    else if (path.startsWith('/lightning/o/Case/')) drawn = await drawList();
    else drawn = drawHome();
  } catch (error) {
    document.title = 'Salesforce';
    drawn = el('section', { class: 'card', role: 'main' }, el('h1', {}, error.message));
  }
  if (mine !== turn) return;
  content.replaceChildren(...[drawn].flat());
  if (tabs) tabs = place(tabs, drawTabs());
}

function refresh() {
  draw().catch((error) => toast(String(error), true));
}

function go(href) {
  history.pushState({}, '', href);
  refresh();
}

document.addEventListener('click', (event) => {
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!anchor || anchor.hasAttribute('data-full') || event.ctrlKey || event.metaKey || event.button !== 0)
    return;
  const url = new URL(anchor.href);
  if (url.origin !== location.origin || !url.pathname.startsWith('/lightning/')) return;
  if (url.pathname.startsWith('/lightning/setup/') !== isSetup() && !isSetup()) return;
  event.preventDefault();
  go(url.href);
});
window.addEventListener('popstate', refresh);
window.addEventListener('hashchange', refresh);

void drawFrame();
refresh();
