import type { Project, Instance } from '@/utils/domain/platform.ts';
import type { UserEvent } from '@/utils/wizard/state.ts';

/** What every step of the wizard gets besides its state. */
export interface StepProps {
  readonly send: (event: UserEvent) => void;
  readonly onClose: () => void;
  readonly progress: { readonly current: number; readonly total: number } | undefined;
}

/** How steps find projects. Throws `AppError`. */
export type SearchProjects = (instance: Instance, search: string) => Promise<readonly Project[]>;
