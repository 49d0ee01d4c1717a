import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { FieldFact } from '@/utils/domain/metadata.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { createJiraMetadata } from '@/utils/platforms/jira/metadata.ts';
import { createServiceNowMetadata } from '@/utils/platforms/servicenow/metadata.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';

const acme: Instance = { platform: 'servicenow', url: 'https://acme.service-now.com' };
const dc: Instance = { platform: 'jira-dc', url: 'https://jira.acme.example/jira' };
const cloud: Instance = { platform: 'jira-cloud', url: 'https://acme.atlassian.net' };
const jiras = [
  ['Data Center', dc],
  ['Cloud', cloud],
] as const;
const signal = patient();

let platforms: RunningPlatforms;
let browser: PracticeBrowser;

beforeAll(async () => {
  platforms = await startPlatforms();
  browser = createPracticeBrowser(platforms);
});
afterAll(async () => {
  browser.close();
  await platforms.stop();
});
beforeEach(async () => {
  platforms.reset();
  browser.clear();
  await browser.visit(`${acme.url}/login.do`, { user_name: 'admin', user_password: 'admin' });
  await browser.visit(`${dc.url}/login.jsp`, {
    os_username: 'admin',
    os_password: 'admin',
    os_destination: '',
  });
  await browser.visit('https://id.atlassian.com/login', {
    username: 'admin',
    password: 'admin',
    continue: `${cloud.url}/login?dest-url=%2Fjira%2Fyour-work`,
  });
});

const named = (fields: readonly FieldFact[], name: string) => fields.find((field) => field.name === name);
const act = (instance: Instance, action: string, input: unknown): unknown =>
  platforms.control(new URL(instance.url).hostname).act(action, input);

describe('what ServiceNow says of incidents', () => {
  const metadata = () => createServiceNowMetadata(createParts(browser).parts);

  test('fields with types, lengths and lists, notes not among them', async () => {
    const fields = await metadata().fetchFields(acme, {}, signal);
    expect(named(fields, 'summary')).toMatchObject({
      label: 'Short description',
      type: 'text',
      maximum: 160,
    });
    expect(named(fields, 'description')).toMatchObject({ maximum: 4000, writable: true });
    expect(named(fields, 'caller_id')).toMatchObject({ type: 'user' });
    expect(named(fields, 'assignment_group')).toMatchObject({ type: 'reference' });
    expect(named(fields, 'due_date')).toMatchObject({ type: 'time' });
    expect(named(fields, 'state')).toMatchObject({ type: 'choice' });
    expect(named(fields, 'state')?.values).toContainEqual({ id: '2', label: 'In Progress' });
    expect(named(fields, 'priority')).toMatchObject({ writable: false });
    expect(named(fields, 'work_notes')).toBeUndefined();
  });

  test('whoever may not read the dictionary is told so', async () => {
    browser.clear();
    await browser.visit(`${acme.url}/login.do`, { user_name: 'agent', user_password: 'agent' });
    await expect(metadata().fetchFields(acme, {}, signal)).rejects.toMatchObject({
      code: 'platform/not-admin',
    });
  });

  test('states, and the ways on from one', async () => {
    const { sys_id: id } = act(acme, 'create-incident', { short_description: 'x' }) as { sys_id: string };
    expect(await metadata().fetchStatuses(acme, {}, signal)).toContainEqual({ id: '7', label: 'Closed' });
    const ways = await metadata().fetchTransitions(acme, id, signal);
    expect(ways.map((way) => way.to.id)).not.toContain('1');
    expect(ways.find((way) => way.to.id === '6')).toMatchObject({ required: ['close_code', 'close_notes'] });
    expect(ways.find((way) => way.to.id === '2')).toMatchObject({ required: [] });
    await expect(metadata().fetchTransitions(acme, '0'.repeat(32), signal)).rejects.toMatchObject({
      code: 'platform/not-found',
    });
  });

  test('a user by address, and nobody by what is none', async () => {
    expect(await metadata().findUser(acme, 'Alex.Agent@acme.example', signal)).toMatchObject({
      label: 'Alex Agent',
    });
    for (const address of ['nobody@acme.example', 'x^active=true', 'a@b^ORemail=admin@acme.example']) {
      expect(await metadata().findUser(acme, address, signal)).toBeUndefined();
    }
    platforms
      .control('acme.service-now.com')
      .setFault({ kind: 'drop-query-term', detail: { field: 'email' } });
    expect(await metadata().findUser(acme, 'nobody@acme.example', signal)).toBeUndefined();
  });
});

describe('what Jira says of issues', () => {
  const metadata = () => createJiraMetadata(createParts(browser).parts);

  test.each(jiras)('fields of a type with what they take, at %s', async (_name, instance) => {
    const fields = await metadata().fetchFields(instance, { project: '10000', type: 'bug' }, signal);
    expect(named(fields, 'summary')).toMatchObject({ type: 'text', required: true, maximum: 255 });
    expect(named(fields, 'description')).toMatchObject({ type: 'rich-text', required: false });
    expect(named(fields, 'priority')).toMatchObject({ type: 'choice' });
    expect(named(fields, 'priority')?.values).toContainEqual({ id: '2', label: 'High' });
    expect(named(fields, 'labels')).toMatchObject({ type: 'labels', writable: true });
    expect(named(fields, 'assignee')).toMatchObject({ type: 'user' });
    expect(named(fields, 'duedate')).toMatchObject({ type: 'date' });
    expect(named(fields, 'type')).toMatchObject({ type: 'choice' });
    expect(named(fields, 'customfield_10020')?.values).toContainEqual({ id: '10100', label: 'S1' });
  });

  test('what a project asks for more', async () => {
    const fields = await metadata().fetchFields(dc, { project: '10001', type: 'Bug' }, signal);
    expect(named(fields, 'customfield_10020')).toMatchObject({ required: true });
  });

  test.each(jiras)('statuses of a type, and the ways on from one, at %s', async (_name, instance) => {
    const { key } = act(instance, 'create-issue', {
      fields: { project: { id: '10000' }, issuetype: { name: 'Task' }, summary: 'x' },
    }) as { key: string };
    const statuses = await metadata().fetchStatuses(instance, { project: '10000', type: 'Task' }, signal);
    expect(statuses).toContainEqual({ id: '3', label: 'In Progress' });
    const [start] = await metadata().fetchTransitions(instance, key, signal);
    expect(start).toStrictEqual({
      id: '21',
      label: 'Start progress',
      to: { id: '3', label: 'In Progress' },
      required: [],
    });
    act(instance, 'transition', { key, to: 'In Progress' });
    const ways = await metadata().fetchTransitions(instance, key, signal);
    expect(ways.find((way) => way.to.label === 'Done')).toMatchObject({ required: ['resolution'] });
  });

  test('a user by address, on Cloud also where the address is hidden', async () => {
    expect(await metadata().findUser(dc, 'alex.agent@acme.example', signal)).toStrictEqual({
      id: 'agent',
      label: 'Alex Agent',
    });
    expect(await metadata().findUser(cloud, 'alex.agent@acme.example', signal)).toStrictEqual({
      id: '60a1f0c2d2a3c4006f3b9d17',
      label: 'Alex Agent',
    });
    expect(await metadata().findUser(dc, 'agent@acme.example', signal)).toBeUndefined();
    expect(await metadata().findUser(dc, 'nobody', signal)).toBeUndefined();
  });
});
