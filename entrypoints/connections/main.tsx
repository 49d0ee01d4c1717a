import { useEffect, useState } from 'preact/hooks';

import { ConnectionsPage, pageTabs } from '@/components/connections/ConnectionsPage.tsx';
import type { PageTab } from '@/components/connections/ConnectionsPage.tsx';

import { mount } from '../shared/mount.tsx';

/** The tab that the address names: `connections.html#invitations`. */
const tabOfAddress = (): PageTab => pageTabs.find((tab) => `#${tab}` === location.hash) ?? 'connections';

function Page() {
  const [tab, setTab] = useState(tabOfAddress);
  useEffect(() => {
    const follow = () => setTab(tabOfAddress());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return (
    <ConnectionsPage
      tab={tab}
      onTab={(name) => {
        location.hash = name;
      }}
    />
  );
}

await mount(() => <Page />);
