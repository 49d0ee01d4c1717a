import { escapeHtml } from '../platforms/core/html.ts';
import type { PlatformName, PracticeDescription } from '../platforms/core/types.ts';

export type PracticeInstance = PracticeDescription & { platform: PlatformName };

const titles: Readonly<Record<PlatformName, string>> = {
  salesforce: 'Salesforce',
  servicenow: 'ServiceNow',
  'jira-dc': 'Jira Data Center',
  'jira-cloud': 'Jira Cloud',
  xurrent: 'Xurrent',
  intranet: 'A page that is none of them',
};

function row(instance: PracticeInstance): string {
  const people = instance.users
    .map(
      (user) => `${escapeHtml(user.name)} / ${escapeHtml(user.password)}${user.admin ? '' : ' (no admin)'}`,
    )
    .join('<br>');
  const links = [
    `<a href="${escapeHtml(instance.url)}">${escapeHtml(instance.url)}</a>`,
    ...(instance.entityUrl === undefined
      ? []
      : [`<a href="${escapeHtml(instance.entityUrl)}">one entity</a>`]),
  ].join('<br>');
  return `<tr><th>${titles[instance.platform]}</th><td>${links}</td><td>${people}</td></tr>`;
}

/** The page that a visitor of `npm start` sees first: what to try, and who may sign in where. */
export function welcomePage(instances: readonly PracticeInstance[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Try Liaison</title>
<style>
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid #8884 }
  li { margin: .4rem 0 }
</style>
<h1>Try Liaison</h1>
<p>This browser carries the extension. The sites below are practice platforms on this computer, under the names
real ones would have; nothing leaves it, and everything is forgotten when you close the window.</p>
<ol>
  <li>Open the ServiceNow page below and sign in.</li>
  <li>Press Liaison in the toolbar (behind the puzzle piece, until you pin it) and allow the site. <b>Initiate connection</b> now stands on the page too.</li>
  <li>Choose it, tick <b>I don’t have a URL</b>, go through to the end and copy the invitation code.</li>
  <li>Open a Jira or Salesforce page, sign in, allow the site, choose <b>Accept invitation</b> and paste the code.
    Or put the code on the mail page, select it, and choose <b>Accept invitation</b> from the context menu.</li>
</ol>
<table>
<tr><th>Platform</th><th>Pages</th><th>Name / password</th></tr>
${instances.map(row).join('\n')}
</table>
</html>
`;
}
