import type { UserEvent } from '@/utils/wizard/state.ts';

export interface EventQueueParts {
  /** Sends one event and resolves when the background has kept it. */
  readonly deliver: (event: UserEvent) => Promise<void>;
  /** What waits has changed: draw again. */
  readonly onChange: () => void;
  readonly onFault: (error: unknown) => void;
  /** Runs `act` after a while and answers what cancels it. */
  readonly later: (act: () => void, milliseconds: number) => () => void;
}

export interface EventQueue {
  /** Takes an event. Texts and choices in a row of one field become one; order is kept. */
  readonly send: (event: UserEvent) => void;
  /** What the background has not yet answered, oldest first. */
  readonly waiting: () => readonly UserEvent[];
  /** Sends all that waits at once and in order, without waiting for answers: the page is about to go. */
  readonly flush: () => void;
  /** Tries again after a fault. */
  readonly resume: () => void;
}

/** An address is looked up at its host, so it is sent when typing pauses; everything else goes at once. */
const PAUSE = 350;
const pauseOf = (event: UserEvent): number => (event.type === 'url-typed' ? PAUSE : 0);

/** Events of one slot replace each other while they wait; an act has no slot. */
function slotOf(event: UserEvent): string | undefined {
  switch (event.type) {
    case 'information-typed':
      return `information:${event.field}`;
    case 'project-chosen':
      return `project:${event.side}`;
    case 'url-typed':
    case 'no-url-ticked':
    case 'mode-chosen':
    case 'admin-access-chosen':
    case 'code-typed':
    case 'entity-typed':
      return event.type;
    case 'permission-granted':
    case 'address-acknowledged':
    case 'code-chosen':
    case 'local-chosen':
    case 'next':
    case 'back':
    case 'retry':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** Whether an event may be drawn before the background has answered: texts and choices, never a step. */
export const isDrawnAtOnce = (event: UserEvent): boolean => slotOf(event) !== undefined;

/**
 * What the admin does, on its way to the background: one at a time and in order, so that the last letters are
 * there before *Next* is, with no letter lost when the popup closes.
 */
export function createEventQueue({ deliver, onChange, onFault, later }: EventQueueParts): EventQueue {
  let queue: UserEvent[] = [];
  /** How many of the queue's first events are under way. */
  let sent = 0;
  let stopped = false;
  let cancel: (() => void) | undefined;

  const deliverFirst = async (): Promise<void> => {
    const event = queue[sent];
    if (event === undefined) return;
    sent += 1;
    try {
      await deliver(event);
      queue = queue.slice(1);
      sent -= 1;
    } catch (error) {
      sent = 0;
      stopped = true;
      onFault(error);
    }
    onChange();
    pump();
  };

  const pump = () => {
    const event = queue[sent];
    if (stopped || sent > 0 || event === undefined) return;
    cancel?.();
    cancel = undefined;
    // Whatever waits behind a text says that typing is over.
    const pause = queue.length > 1 ? 0 : pauseOf(event);
    if (pause === 0) void deliverFirst();
    else {
      cancel = later(() => {
        cancel = undefined;
        if (!stopped && sent === 0) void deliverFirst();
      }, pause);
    }
  };

  return {
    send(event) {
      const slot = slotOf(event);
      const at = slot === undefined ? -1 : queue.findLastIndex((waiting) => slotOf(waiting) === slot);
      // Only the last of the queue may be replaced: events behind it were meant for what it said.
      if (at >= sent && at === queue.length - 1) queue = queue.with(at, event);
      else queue = [...queue, event];
      onChange();
      if (sent === 0) pump();
    },
    waiting: () => queue,
    flush() {
      cancel?.();
      cancel = undefined;
      if (stopped) return;
      const rest = queue.length - sent;
      for (let count = 0; count < rest; count += 1) void deliverFirst();
    },
    resume() {
      stopped = false;
      pump();
    },
  };
}
