import type { Instance } from './platform.ts';

/** A choice, a status, a user: the platform's own id and what people read. */
export interface Named {
  readonly id: string;
  readonly label: string;
}

/** What a field takes, whatever the platform calls it. */
export type FieldType =
  | 'text'
  | 'rich-text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'time'
  | 'choice'
  | 'choices'
  | 'user'
  | 'reference'
  | 'labels'
  | 'other';

/** A field as the instance has it now, for rules that name it. */
export interface FieldFact {
  /** As in `Entity.fields`. */
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly writable: boolean;
  /** Characters; what is longer is refused or cut. */
  readonly maximum?: number;
  /** All that it takes, where that is a list. */
  readonly values?: readonly Named[];
}

/** One way on from the state that an entity is in. */
export interface TransitionFact {
  readonly id: string;
  readonly label: string;
  readonly to: Named;
  /** Fields that have to be given with it, as in `Entity.fields`. */
  readonly required: readonly string[];
}

/** What a question about fields and statuses is about; platforms without projects or types ignore it. */
export interface MetadataScope {
  readonly project?: string;
  /** Name of a type. */
  readonly type?: string;
}

/** What rules beyond Basic have to know of a platform. Throws `AppError` `platform/*`. */
export interface PlatformMetadata {
  fetchFields(instance: Instance, scope: MetadataScope, signal: AbortSignal): Promise<readonly FieldFact[]>;
  fetchStatuses(instance: Instance, scope: MetadataScope, signal: AbortSignal): Promise<readonly Named[]>;
  /** Ways on from where this entity is. Several may lead to one status, and none to another. */
  fetchTransitions(instance: Instance, id: string, signal: AbortSignal): Promise<readonly TransitionFact[]>;
  /** The one active user with this address; `undefined` where there is none, or more than one. */
  findUser(instance: Instance, email: string, signal: AbortSignal): Promise<Named | undefined>;
}
