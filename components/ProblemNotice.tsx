import type { ComponentChildren } from 'preact';

import { useWords } from './backend-context.ts';
import { Notice } from './ui/Notice.tsx';
import type { Problem } from './words.ts';

export interface ProblemNoticeProps {
  readonly problem: Problem;
  /** The button that solves it. */
  readonly children?: ComponentChildren;
}

/** A fault in words: what happened, and what to do now. */
export function ProblemNotice({ problem, children }: ProblemNoticeProps) {
  const { title, now } = useWords().problem(problem);
  return (
    <Notice kind="bad" title={<bdi>{title}</bdi>} live>
      {now !== '' && <span>{now}</span>}
      {children}
    </Notice>
  );
}
