import * as z from 'zod/mini';

import { HOUR } from '@/utils/base/clock.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { createRemembered } from '../remembered.ts';
import { expectJson, path } from '../request.ts';
import { explain, VERSION } from './client.ts';
import type { SalesforceClient } from './client.ts';

const description = once(() =>
  z.object({
    fields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        type: z.string(),
        createable: z.boolean(),
        updateable: z.boolean(),
        htmlFormatted: z.optional(z.boolean()),
        picklistValues: z.optional(
          z.array(z.object({ active: z.boolean(), defaultValue: z.boolean(), value: z.string() })),
        ),
      }),
    ),
  }),
);

/** A field of the case as the org has it. */
export interface CaseField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  /** It holds HTML. */
  readonly rich: boolean;
  /** Active values of a picklist; empty for other types. */
  readonly values: readonly string[];
  readonly standard: string | undefined;
}

/** With all its picklists it is by far the largest answer; a few hundred kilobytes are usual. */
const LARGE = 16 * 1024 * 1024;

export type FetchFields = (
  instance: Instance,
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, CaseField>>;

/** Fields of the case by name. One request an hour at most. */
export function createFetchFields(parts: PlatformParts, client: SalesforceClient): FetchFields {
  const known = createRemembered<{ at: number; fields: ReadonlyMap<string, CaseField> }>(20);
  return async (instance, signal) => {
    const now = parts.clock.now();
    const found = known.get(instance.url);
    if (found !== undefined && now >= found.at && now - found.at < HOUR) return found.fields;
    const answer = await client.call(
      instance,
      {
        purpose: 'salesforce: fields of the case',
        path: path`/services/data/${VERSION}/sobjects/Case/describe`,
        maximumBytes: LARGE,
      },
      signal,
    );
    const fields = new Map(
      expectJson(answer, description(), now, explain).fields.map((field) => {
        const active = (field.picklistValues ?? []).filter((value) => value.active);
        return [
          field.name,
          {
            name: field.name,
            label: field.label,
            type: field.type,
            rich: field.htmlFormatted === true,
            values: active.map(({ value }) => value),
            standard: active.find(({ defaultValue }) => defaultValue)?.value,
          },
        ];
      }),
    );
    known.set(instance.url, { at: now, fields });
    return fields;
  };
}
