import type { Access } from '@/utils/domain/access.ts';

import { useWords } from './backend-context.ts';
import { Button } from './ui/Button.tsx';
import { Notice } from './ui/Notice.tsx';

export interface AccessNoticeProps {
  readonly access: Access;
  /** Must ask the browser within the click. */
  readonly onAllow: (origins: readonly string[]) => void;
  readonly onSignIn: () => void;
  readonly onToken: () => void;
  readonly onRetry: () => void;
}

/** What stands in the way at an instance, with the one button that solves it; nothing where nothing does. */
export function AccessNotice({ access, onAllow, onSignIn, onToken, onRetry }: AccessNoticeProps) {
  const words = useWords();
  const { text } = words;
  const obstacle = words.obstacle(access);
  if (!obstacle) return null;
  const detail = access.state === 'failed' && access.detail;
  return (
    <Notice kind={access.state === 'failed' ? 'bad' : 'wait'} title={<bdi>{obstacle.title}</bdi>} live>
      {obstacle.now !== '' && <span>{obstacle.now}</span>}
      {detail && !obstacle.title.includes(detail) && (
        <span class="muted">
          <bdi>{text('platform_says', detail)}</bdi>
        </span>
      )}
      {access.state === 'signed-out' && (
        <Button kind="primary" onClick={onSignIn} testId="sign-in">
          {text('button_sign_in')}
        </Button>
      )}
      {access.state === 'signed-in' && (
        <Button onClick={onSignIn} testId="sign-in">
          {text('button_sign_in_other')}
        </Button>
      )}
      {access.state === 'permission-missing' && (
        <Button kind="primary" onClick={() => onAllow(access.origins)} testId="allow">
          {text('button_allow')}
        </Button>
      )}
      {access.state === 'token-missing' && (
        <Button onClick={onToken} testId="add-token">
          {text('button_add_token')}
        </Button>
      )}
      {access.state === 'failed' && <Button onClick={onRetry}>{text('button_try_again')}</Button>}
    </Notice>
  );
}
