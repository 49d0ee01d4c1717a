import { ShortName } from '@/utils/domain/connection.ts';
import { platformFacts } from '@/utils/domain/platform.ts';
import type { Instance } from '@/utils/domain/platform.ts';

/** The short name for a side whose instance nobody knows yet. */
export const UNKNOWN_SHORT_NAME = 'PARTNER';

const identifierOf = (text: string): string => {
  const name = text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 40);
  return /^[A-Z]/.test(name) ? name : `I_${name}`.slice(0, 40);
};

/**
 * A short name from an instance's host: `https://acme.service-now.com` → `ACME`; on a customer's own host the
 * label that names the company, `https://jira.acme.example/jira` → `ACME`. Where it would equal `taken`, the
 * platform is added.
 */
export function shortNameOf(instance: Instance, taken?: string): string {
  const labels = new URL(instance.url).hostname.split('.');
  const first = labels[0] ?? '';
  const onOwnHost = /^(jira|servicenow|support|service|www|tickets?|issues?|portal|helpdesk|itsm)$/.test(
    first,
  );
  const name = identifierOf(onOwnHost && labels.length > 2 ? (labels[1] ?? first) : first);
  if (name !== taken) return name;
  const suffix = `_${platformFacts[instance.platform].shortName.toUpperCase()}`;
  const longer = name.slice(0, 40 - suffix.length) + suffix;
  return longer === taken ? `${longer.slice(0, 38)}_2` : longer;
}

/** `LOCAL_to_REMOTE`. */
export const connectionNameOf = (local: string, remote: string): string => `${local}_to_${remote}`;

/** Whether a text can be a side's short name. */
export const isShortName = (text: string): boolean => ShortName.safeParse(text.trim()).success;
