import { useEffect, useState } from 'preact/hooks';

import { platformFacts } from '@/utils/domain/platform-facts.ts';
import type { Settings, Site } from '@/utils/domain/settings.ts';

import { useBackend, useWords } from '../backend-context.ts';
import { useAct, useLive, useNow } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Busy } from '../ui/Busy.tsx';
import { Button } from '../ui/Button.tsx';
import { Check } from '../ui/Check.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Select } from '../ui/Select.tsx';
import { ImportButton } from './ImportButton.tsx';

/** What the admin chooses once for all. Every change is kept at once. */
export function SettingsTab() {
  const { text } = useWords();
  const { read, send } = useBackend();
  const settings = useLive(() => read.settings(), ['settings'], '');
  const act = useAct();
  const [saved, setSaved] = useState(false);
  const change = async (by: Partial<Settings>) => {
    setSaved(false);
    setSaved(await act.run(() => send('settings.change', by)));
  };
  return (
    <div class="settings">
      <output class="visually-hidden">{saved ? text('settings_saved') : ''}</output>
      {act.problem && <ProblemNotice problem={act.problem} />}
      {settings.state === 'loading' && <Busy>{text('loading')}</Busy>}
      {settings.state === 'failed' && <ProblemNotice problem={settings.problem} />}
      {settings.state === 'ready' && (
        <>
          <Look settings={settings.value} onChange={change} />
          <WizardDefaults settings={settings.value} onChange={change} />
        </>
      )}
      <Sites />
      <Backup />
      <StorageState />
      <Diagnostics />
    </div>
  );
}

interface PartProps {
  readonly settings: Settings;
  readonly onChange: (by: Partial<Settings>) => Promise<void>;
}

function Look({ settings, onChange }: PartProps) {
  const { text } = useWords();
  const { languages } = useBackend();
  const nameOf = (folder: string) => {
    const tag = folder.replace('_', '-');
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  };
  return (
    <section class="setting stack">
      <h2>{text('settings_look')}</h2>
      <div class="setting-pair">
        <Select
          label={text('settings_theme')}
          value={settings.theme}
          onChange={(theme) => void onChange({ theme })}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: text(`settings_theme_${value}`),
          }))}
          testId="theme"
        />
        <Select
          label={text('settings_language')}
          value={settings.language}
          onChange={(language) => void onChange({ language })}
          options={[
            { value: 'browser', label: text('settings_language_browser') },
            ...languages.map((value) => ({ value, label: nameOf(value) })),
          ]}
          testId="language"
        />
      </div>
    </section>
  );
}

const DAYS = [1, 3, 7, 14, 30] as const;

function WizardDefaults({ settings, onChange }: PartProps) {
  const words = useWords();
  const { text } = words;
  const hours = [...new Set([...DAYS.map((days) => days * 24), settings.invitationHours])].toSorted(
    (one, other) => one - other,
  );
  return (
    <section class="setting stack">
      <h2>{text('settings_wizard')}</h2>
      <div class="setting-pair">
        <Select
          label={text('settings_mode')}
          value={settings.defaultMode}
          onChange={(defaultMode) => void onChange({ defaultMode })}
          options={(['basic', 'visual', 'script'] as const).map((value) => ({
            value,
            label: text(`mode_${value}`),
          }))}
          testId="default-mode"
        />
        <Select
          label={text('settings_expiry')}
          value={String(settings.invitationHours)}
          onChange={(value) => void onChange({ invitationHours: Number(value) })}
          options={hours.map((value) => ({
            value: String(value),
            label: words.duration(value * 3_600_000),
          }))}
          hint={text('settings_expiry_hint')}
          testId="expiry"
        />
      </div>
      <Check
        label={text('settings_remember')}
        checked={settings.rememberLast}
        onChange={(rememberLast) => void onChange({ rememberLast })}
      />
    </section>
  );
}

function Sites() {
  const { text } = useWords();
  const { read, send, surface } = useBackend();
  const sites = useLive(() => read.sites(), ['sites'], '');
  const now = useNow();
  const act = useAct();
  const [revoking, setRevoking] = useState<Site>();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const origins = sites.state === 'ready' ? sites.value.map(({ origin }) => origin).join(' ') : '';
  const { run } = useAct();
  useEffect(() => {
    if (origins !== '') void run(async () => setHidden(await surface.hiddenButtons(origins.split(' '))));
  }, [origins, run, surface]);
  const show = (origin: string) =>
    act.run(async () => {
      await surface.showButtons(origin);
      setHidden(new Set([...hidden].filter((other) => other !== origin)));
    });
  return (
    <section class="setting stack">
      <h2>{text('settings_sites')}</h2>
      <p class="muted">{text('settings_sites_what')}</p>
      {sites.state === 'failed' && <ProblemNotice problem={sites.problem} />}
      {act.problem && <ProblemNotice problem={act.problem} />}
      {sites.state === 'ready' && sites.value.length === 0 && <p>{text('settings_sites_none')}</p>}
      {sites.state === 'ready' && sites.value.length > 0 && (
        <ul class="list">
          {sites.value.map((site) => (
            <SiteItem
              key={site.origin}
              site={site}
              now={now}
              onRevoke={() => setRevoking(site)}
              {...(hidden.has(site.origin) ? { onShow: () => void show(site.origin) } : {})}
            />
          ))}
        </ul>
      )}
      {revoking && (
        <Dialog
          title={text('site_revoke_question')}
          onClose={() => setRevoking(undefined)}
          onSubmit={() => {
            setRevoking(undefined);
            void act.run(() => send('sites.revoke', { origins: [revoking.origin] }));
          }}
          actions={
            <>
              <Button onClick={() => setRevoking(undefined)}>{text('button_cancel')}</Button>
              <Button kind="danger" type="submit" first>
                {text('button_revoke_access')}
              </Button>
            </>
          }
        >
          <p>{revoking.origin.replace(/\/\*$/, '')}</p>
          <p>{text('site_revoke_what')}</p>
        </Dialog>
      )}
    </section>
  );
}

interface SiteItemProps {
  readonly site: Site;
  readonly now: number;
  readonly onRevoke: () => void;
  /** Absent where our buttons have not been sent away. */
  readonly onShow?: () => void;
}

function SiteItem({ site, now, onRevoke, onShow }: SiteItemProps) {
  const words = useWords();
  const { text } = words;
  const platform = site.instance?.platform;
  return (
    <li class="item">
      <div class="grow">
        <b class="one-line">{site.origin.replace(/\/\*$/, '')}</b>
        <span class="muted">
          {[
            ...(platform ? [platformFacts[platform].name] : []),
            text('site_granted', words.relative(site.grantedAt - now)),
            ...(onShow ? [text('site_buttons_hidden')] : []),
          ].join(' · ')}
        </span>
      </div>
      {onShow && (
        <Button onClick={onShow} testId="show-buttons">
          {text('button_show_buttons')}
        </Button>
      )}
      <Button onClick={onRevoke}>{text('button_revoke_access')}</Button>
    </li>
  );
}

/** `liaison-2026-11-21.json` */
const fileName = (now: number): string => `liaison-${new Date(now).toISOString().slice(0, 10)}.json`;

function Backup() {
  const { text } = useWords();
  const { send, surface, now } = useBackend();
  const act = useAct();
  return (
    <section class="setting stack">
      <h2>{text('settings_backup')}</h2>
      <p class="muted">{text('settings_backup_what')}</p>
      <div class="row row-wrap">
        <Button
          disabled={act.busy}
          onClick={() =>
            void act.run(async () => surface.saveFile(fileName(now()), await send('config.export')))
          }
          testId="export"
        >
          {text('button_export')}
        </Button>
        <ImportButton />
      </div>
      {act.problem && <ProblemNotice problem={act.problem} />}
    </section>
  );
}

function StorageState() {
  const { text } = useWords();
  const { surface } = useBackend();
  const [kept, setKept] = useState<boolean>();
  useEffect(() => {
    const ask = async () => setKept(await surface.persistStorage().catch(() => false));
    void ask();
  }, [surface]);
  return (
    <section class="setting stack">
      <h2>{text('settings_storage')}</h2>
      {kept === undefined ? (
        <Busy>{text('loading')}</Busy>
      ) : (
        <Notice kind={kept ? 'good' : 'wait'} title={text(kept ? 'storage_kept' : 'storage_not_kept')}>
          {!kept && <span>{text('storage_not_kept_now')}</span>}
        </Notice>
      )}
    </section>
  );
}

function Diagnostics() {
  const { text } = useWords();
  const { send, surface, now } = useBackend();
  const [report, setReport] = useState<string>();
  const act = useAct();
  return (
    <section class="setting stack">
      <h2>{text('settings_diagnostics')}</h2>
      <p class="muted">{text('settings_diagnostics_what')}</p>
      <div>
        <Button
          disabled={act.busy}
          onClick={() => void act.run(async () => setReport(await send('diagnostics.read')))}
          testId="diagnostics"
        >
          {text('button_diagnostics')}
        </Button>
      </div>
      {act.problem && <ProblemNotice problem={act.problem} />}
      {report !== undefined && (
        <Dialog
          title={text('diagnostics_heading')}
          onClose={() => setReport(undefined)}
          onSubmit={() => {
            surface.saveFile(fileName(now()).replace('.json', '-diagnostics.txt'), report);
            setReport(undefined);
          }}
          actions={
            <>
              <Button onClick={() => setReport(undefined)}>{text('button_cancel')}</Button>
              <Button kind="primary" type="submit">
                {text('button_save_file')}
              </Button>
            </>
          }
        >
          <p>{text('diagnostics_review')}</p>
          <Field label={text('diagnostics_text')} value={report} onChange={setReport} lines={12} code first />
        </Dialog>
      )}
    </section>
  );
}
