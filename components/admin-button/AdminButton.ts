/** What the admin wants to do; the buttons themselves can do nothing but ask for it (T2). */
export type AdminAction = 'initiate' | 'accept';

/** Where the group stands; `corner` is the only place from which it can be sent away. */
export type Standing = 'inline' | 'overlay' | 'corner';

/** Everything the group says. Read before it is drawn: once the extension is gone, nothing can be looked up. */
export interface AdminButtonTexts {
  readonly group: string;
  readonly initiate: string;
  readonly accept: string;
  readonly hide: string;
  readonly reload: string;
}

/** What came of asking for an action: nothing to say, or what happened and what to do now. */
export type Outcome =
  | undefined
  | { readonly title: string; readonly now: string; readonly canReload: boolean };

export interface AdminButtonProps {
  readonly texts: AdminButtonTexts;
  /** Called once per trusted click; further clicks wait until it has settled. Never rejects. */
  readonly onChoose: (action: AdminAction) => Promise<Outcome>;
  readonly onHide: () => void;
  readonly onReload: () => void;
}

/** A drawn group. */
export interface AdminButton {
  /** What goes into the shadow root. */
  readonly element: HTMLElement;
  setStanding(standing: Standing): void;
}

const SVG = 'http://www.w3.org/2000/svg';

/** The mark: two open rings that reach for each other. */
function drawMark(): SVGElement {
  const mark = document.createElementNS(SVG, 'svg');
  mark.setAttribute('class', 'mark');
  mark.setAttribute('viewBox', '0 0 24 24');
  mark.setAttribute('aria-hidden', 'true');
  for (const line of ['M12 7.4A5.7 5.7 0 1 0 12 16.6', 'M12 16.6A5.7 5.7 0 1 0 12 7.4']) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', line);
    mark.append(path);
  }
  return mark;
}

/**
 * The group *Initiate connection* / *Accept invitation* that stands on admin pages. Plain DOM: with a framework the
 * same two buttons weigh four times as much in every page of the platform.
 */
export function createAdminButton({ texts, onChoose, onHide, onReload }: AdminButtonProps): AdminButton {
  const frame = document.createElement('div');
  frame.className = 'frame';
  const group = document.createElement('div');
  group.className = 'group';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', texts.group);
  // Present from the start, so that what is put into it later is read out.
  const status = document.createElement('div');
  status.setAttribute('role', 'status');

  const actions: HTMLButtonElement[] = [];
  let pending = false;

  const say = (outcome: Outcome) => {
    status.replaceChildren();
    if (outcome === undefined) return;
    const note = document.createElement('div');
    note.className = 'note';
    const title = document.createElement('b');
    title.textContent = outcome.title;
    const now = document.createElement('span');
    now.textContent = outcome.now;
    note.append(title, now);
    if (outcome.canReload) note.append(createButton(texts.reload, '', onReload));
    status.append(note);
  };

  const createButton = (label: string, className: string, onPress: () => void): HTMLButtonElement => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = className;
    button.textContent = label;
    button.addEventListener('click', (event) => {
      // A page can dispatch what it likes; only a person's click or key counts (T1).
      if (!event.isTrusted) return;
      event.stopPropagation();
      onPress();
    });
    return button;
  };

  const choose = async (action: AdminAction) => {
    if (pending) return;
    pending = true;
    for (const button of actions) button.setAttribute('aria-disabled', 'true');
    say(undefined);
    const outcome = await onChoose(action);
    pending = false;
    for (const button of actions) button.removeAttribute('aria-disabled');
    say(outcome);
  };

  for (const [action, label] of [
    ['initiate', texts.initiate],
    ['accept', texts.accept],
  ] as const) {
    actions.push(createButton(label, action, () => void choose(action)));
  }
  const hide = createButton('✕', 'hide', onHide);
  hide.setAttribute('aria-label', texts.hide);
  hide.title = texts.hide;
  hide.hidden = true;

  frame.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.isTrusted) say(undefined);
  });
  group.append(drawMark(), ...actions, hide);
  frame.append(group, status);

  return {
    element: frame,
    setStanding(standing) {
      frame.className = standing === 'inline' ? 'frame' : `frame floating ${standing}`;
      hide.hidden = standing !== 'corner';
    },
  };
}
