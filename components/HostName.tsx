import { displayHost } from '@/utils/base/url-safety.ts';

export interface HostNameProps {
  /** An http(s) address. */
  readonly url: string;
}

/** An address for the eye: its host in ASCII with the part that somebody had to register in bold, then its path. */
export function HostName({ url }: HostNameProps) {
  const { host, pathname, protocol } = new URL(url);
  const shown = displayHost(host);
  return (
    <span class="host-name" dir="ltr">
      {protocol === 'http:' && 'http://'}
      {shown.subdomain}
      <b>{shown.registrable}</b>
      {pathname === '/' ? '' : pathname}
    </span>
  );
}
