import type { ErrorCode } from '@/utils/base/errors.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';
import type { Instance, PlatformId } from '@/utils/domain/platform.ts';

import type { Text } from './backend.ts';

/** A fault as screens word it. */
export interface Problem {
  readonly code: ErrorCode;
  readonly detail?: string | undefined;
}

/** What happened, and what to do now. */
export interface Sentence {
  readonly title: string;
  readonly now: string;
}

/** Texts, numbers and dates in the page's language. */
export interface Words {
  readonly text: Text;
  /** The form of `key` that fits a count: `key_one`, `key_other` and what else the language has; the count is `$1`. */
  plural(key: string, count: number, ...more: readonly (string | number)[]): string;
  /** `2 hours ago`, `in 3 days`. */
  relative(milliseconds: number): string;
  /** `2 hours`, without direction. */
  duration(milliseconds: number): string;
  /** `24 Nov, 09:40`. */
  moment(time: number): string;
  number(value: number): string;
  /** The sentences of a fault. */
  problem(problem: Problem): Sentence;
  /** What stands in the way at an instance, or `undefined` where nothing does. */
  obstacle(access: Access): Sentence | undefined;
  noun(platform: PlatformId): string;
  nouns(platform: PlatformId): string;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/**
 * The unit in which a span reads best, and how many of it: rounded down, so that nothing is said to last longer
 * than it does, but for a fiftieth, so that what was given 72 hours a moment ago still has three days.
 */
function unitOf(milliseconds: number): { unit: 'day' | 'hour' | 'minute' | 'second'; count: number } {
  const span = Math.abs(milliseconds);
  for (const [unit, size] of units) {
    // From two days on days are told; below that hours, so that "in 1 day" never stands for 47 hours.
    const count = Math.floor(span / size + 0.02);
    if (count >= (unit === 'day' ? 2 : 1)) return { unit, count };
  }
  return { unit: 'second', count: 0 };
}

/** The product with its version, where the version says something: Jira Cloud has a build number and no releases. */
export function productOf(platform: PlatformId, version: string): string {
  const { name } = platformFacts[platform];
  return version === '' || platform === 'jira-cloud' ? name : `${name} ${version}`;
}

export const keyOfError = (code: string): string => `error_${code.replaceAll(/[/-]/g, '_')}`;

/** The host of an instance, with the context path where there is one. Only for text that needs no emphasis. */
export function hostOf(instance: Instance): string {
  const url = new URL(instance.url);
  return `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}

/** What anything thrown is as a fault. */
export const problemOf = (error: unknown): Problem =>
  error instanceof AppError ? { code: error.code, detail: error.detail } : { code: 'unknown' };

export function createWords(text: Text, language: string): Words {
  const plurals = new Intl.PluralRules(language);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const moment = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const number = new Intl.NumberFormat(language);
  const exists = (key: string) => text(key) !== key;

  const duration = (milliseconds: number): string => {
    const { unit, count } = unitOf(milliseconds);
    const shown = unit === 'second' ? { unit: 'minute' as const, count: 1 } : { unit, count };
    return new Intl.NumberFormat(language, {
      style: 'unit',
      unit: shown.unit,
      unitDisplay: 'long',
    }).format(shown.count);
  };

  const problem = ({ code, detail }: Problem): Sentence => {
    const plain = keyOfError(code);
    const facts = detail === undefined || detail === '' ? [] : factsOf(code, detail);
    // A detail that is a word of ours has a sentence of its own; any other is put into the sentence.
    const special = `${plain}_${detail?.replaceAll('-', '_') ?? ''}`;
    const key = facts.length === 0 ? plain : exists(special) ? special : `${plain}_detail`;
    const [title = '', ...now] = text(exists(key) ? key : plain, ...facts).split('\n');
    return { title, now: now.join(' ') };
  };

  /** A fault's detail as its sentence wants it. */
  const factsOf = (code: ErrorCode, detail: string): readonly string[] => {
    switch (code) {
      case 'code/cut-off':
        return detail.split('/');
      case 'code/expired':
        return Number.isNaN(Date.parse(detail)) ? [] : [moment.format(Date.parse(detail))];
      case 'platform/rate-limited':
        return Number.isFinite(Number(detail)) ? [duration(Number(detail) * 1000)] : [];
      default:
        return [detail];
    }
  };

  return {
    text,
    plural(key, count, ...more) {
      const fitting = `${key}_${plurals.select(count)}`;
      return text(exists(fitting) ? fitting : `${key}_other`, number.format(count), ...more);
    },
    relative(milliseconds) {
      const { unit, count } = unitOf(milliseconds);
      if (unit === 'second') return text(milliseconds < 0 ? 'time_just_now' : 'time_in_a_moment');
      return relative.format(milliseconds < 0 ? -count : count, unit);
    },
    duration,
    moment: (time) => moment.format(time),
    number: (value) => number.format(value),
    problem,
    obstacle(access) {
      switch (access.state) {
        case 'signed-in':
          return access.admin === false ? problem({ code: 'platform/not-admin' }) : undefined;
        case 'signed-out':
          return problem({ code: 'platform/signed-out' });
        case 'permission-missing':
          return problem({ code: 'platform/permission-missing' });
        case 'token-missing':
          return problem({ code: 'platform/token-missing' });
        case 'failed':
          return problem(access);
        default:
          return access satisfies never;
      }
    },
    noun: (platform) => text(`noun_${platformFacts[platform].noun}`),
    nouns: (platform) => text(`nouns_${platformFacts[platform].noun}`),
  };
}
