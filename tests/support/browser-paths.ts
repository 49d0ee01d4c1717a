import { existsSync } from 'node:fs';

// Where package managers put the two browsers; an environment variable wins, for machines that differ.
const chromiumPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const firefoxPlaces = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

function firstOf(variable: string, places: readonly string[]): string | undefined {
  const named = process.env[variable];
  return named ?? places.find((place) => existsSync(place));
}

/** Path of the installed Chromium or Chrome; `undefined` where none is found. `CHROMIUM_PATH` overrides. */
export const chromiumPath = (): string | undefined => firstOf('CHROMIUM_PATH', chromiumPlaces);

/** Path of the installed Firefox; `undefined` where none is found. `FIREFOX_PATH` overrides. */
export const firefoxPath = (): string | undefined => firstOf('FIREFOX_PATH', firefoxPlaces);
