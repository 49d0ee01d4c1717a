import type { Access } from '@/utils/domain/access.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';
import type { PlatformId } from '@/utils/domain/platform.ts';
import type { TabView } from '@/utils/messages/protocol.ts';

import { AccessNotice } from '../AccessNotice.tsx';
import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { productOf } from '../words.ts';

export interface TabNoticeProps {
  readonly tab: TabView;
  readonly refused: boolean;
  readonly onAllow: (origins: readonly string[]) => void;
  readonly onSignIn: () => void;
  readonly onToken: () => void;
  readonly onRetry: () => void;
  readonly onOpenOutside: () => void;
  readonly onChooseInstance: () => void;
}

/** What keeps the current tab from being worked with, and the one button that solves it. */
export function TabNotice({ tab, ...on }: TabNoticeProps) {
  const { text } = useWords();
  switch (tab.kind) {
    case 'unsupported':
      return (
        <Notice title={text('tab_unsupported')}>
          <span>{text('tab_unsupported_now')}</span>
          <Button onClick={on.onChooseInstance} testId="choose-instance">
            {text('button_choose_instance')}
          </Button>
        </Notice>
      );
    case 'needs-access':
      return (
        <Notice
          kind={on.refused ? 'bad' : 'wait'}
          title={text(on.refused ? 'destination_permission_refused' : 'tab_needs_access')}
          live={on.refused}
        >
          <span>
            {text('tab_needs_access_now')} <HostName url={`https://${tab.host}`} />
          </span>
          <Button kind="primary" onClick={() => on.onAllow(tab.origins)} testId="allow">
            {text('button_allow')}
          </Button>
        </Notice>
      );
    case 'instance':
      return (
        <>
          {tab.container && (
            <Notice kind="wait" title={text('tab_container')}>
              <span>{text('tab_container_now')}</span>
              <Button onClick={on.onOpenOutside}>{text('button_open_outside')}</Button>
            </Notice>
          )}
          <AccessNotice
            access={tab.access}
            onAllow={on.onAllow}
            onSignIn={on.onSignIn}
            onToken={on.onToken}
            onRetry={on.onRetry}
          />
        </>
      );
    default:
      return tab satisfies never;
  }
}

/** Who is signed in, in one line: `ServiceNow Zurich · signed in as admin`. */
export function accessLine(
  access: Access,
  platformId: PlatformId,
  text: (key: string, ...more: string[]) => string,
): string {
  const platform = platformFacts[platformId].name;
  switch (access.state) {
    case 'signed-in': {
      const who =
        access.admin === undefined
          ? text('tab_signed_in', access.user.name)
          : text(access.admin ? 'tab_signed_in_admin' : 'tab_signed_in_not_admin', access.user.name);
      return `${productOf(platformId, access.version)} · ${who}`;
    }
    case 'signed-out':
      return `${platform} · ${text('tab_signed_out')}`;
    case 'permission-missing':
      return `${platform} · ${text('tab_permission_missing')}`;
    case 'token-missing':
      return `${productOf(platformId, access.version)} · ${text('tab_token_missing')}`;
    case 'failed':
      return `${platform} · ${text('tab_failed')}`;
    default:
      return access satisfies never;
  }
}
