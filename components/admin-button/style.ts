/**
 * The whole look of the injected group. It inherits nothing from the page (`all: initial`), and sizes are in px
 * since `rem` follows the page. Colours are those of `tokens.css`, written out: a page carries no second sheet.
 */
export const adminButtonStyle = `
:host {
  --bg: light-dark(#ffffff, #161c21); --raised: light-dark(#f5f7f8, #1f272d); --line: light-dark(#cfd8dc, #3b4852);
  --text: light-dark(#17212b, #e8eef1); --muted: light-dark(#56636e, #9fb0ba);
  --accent: light-dark(#0b6e69, #5fd0c5); --accent-soft: light-dark(#e3f2f0, #173935);
  --bad: light-dark(#b42318, #ff9a8f); --shadow: 0 1px 2px #0a1e281f, 0 4px 14px light-dark(#0a1e2824, #00000080);
}
.group {
  display: inline-flex; align-items: center; gap: 2px; box-sizing: border-box; padding: 2px; max-width: 100%;
  font: 600 13px/20px system-ui, sans-serif; letter-spacing: normal; text-align: start; white-space: nowrap;
  color: var(--text); background: var(--bg); border: 1px solid var(--line); border-radius: 8px;
}
.floating .group { box-shadow: var(--shadow); }
.mark { width: 18px; height: 18px; flex: none; margin-inline: 6px 2px; }
.mark path { fill: none; stroke-width: 2.6; stroke-linecap: round; }
.mark path:first-child { stroke: var(--accent); }
.mark path:last-child { stroke: var(--text); opacity: .8; }
button {
  all: unset; box-sizing: border-box; padding: 4px 10px; border-radius: 6px; cursor: pointer; color: var(--text);
}
button:hover { background: var(--accent-soft); }
button:active { background: var(--raised); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; }
button[aria-disabled="true"] { cursor: default; color: var(--muted); background: none; }
.hide { padding: 4px 7px; color: var(--muted); font-weight: 400; }
.note {
  position: absolute; z-index: 1; inset-block-start: calc(100% + 6px); inset-inline-end: 0;
  box-sizing: border-box; inline-size: max-content; max-inline-size: 320px; padding: 10px 12px;
  display: grid; gap: 4px; justify-items: start;
  font: 400 13px/1.45 system-ui, sans-serif; white-space: normal; overflow-wrap: anywhere; text-align: start;
  color: var(--text); background: var(--bg); border: 1px solid var(--line); border-inline-start: 3px solid var(--bad);
  border-radius: 8px; box-shadow: var(--shadow);
}
.corner .note { inset-block: auto calc(100% + 6px); }
.note b { font-weight: 600; }
.note button { margin-block-start: 6px; border: 1px solid var(--line); font-weight: 600; }
[hidden] { display: none !important; }
/* Here and not on the host, whose own properties are all reset to keep the page's rules off. */
.frame { position: relative; display: inline-block; color-scheme: light dark; }
@media (forced-colors: active) { .group, .note { border-color: ButtonText; } }
@media print { .frame { display: none; } }
`;
