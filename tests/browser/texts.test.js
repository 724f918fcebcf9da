import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FluentResource } from '@fluent/bundle';

const root = new URL('../../', import.meta.url);

/** @param {string} path */
const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** @param {string} language */
const ids = (language) => ['common.ftl', 'page.ftl'].flatMap((file) => new FluentResource(read(`shared/locales/${language}/${file}`)).body.map(({ id }) => id)).sort();

const scripts = readdirSync(new URL('web/app', root), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js')).map((path) => read(`web/app/${path}`)).join('\n');

test('German and English have the same texts', () => {
  assert.deepEqual(ids('en'), ids('de'));
});

test('every text that the page asks for exists', () => {
  const asked = [...scripts.matchAll(/\b(?:t|rich)\('([a-z0-9-]+)'/g)].map(([, id]) => id ?? '');
  const known = new Set(ids('de'));
  assert.deepEqual(asked.filter((id) => !known.has(id)), []);
});

test('every text of the page is used', () => {
  const own = new FluentResource(read('shared/locales/de/page.ftl')).body.map(({ id }) => id);
  const made = /^(cause|device|duty|privacy)-/;
  assert.deepEqual(own.filter((id) => !made.test(id) && !scripts.includes(`'${id}'`)), []);
});

test('no text has a line that the parser dropped', () => {
  const written = ['de', 'en'].flatMap((language) => ['common.ftl', 'page.ftl'].flatMap((file) => read(`shared/locales/${language}/${file}`).match(/^[a-z][a-z0-9-]*(?= =)/gm) ?? []));
  assert.deepEqual(written.sort(), [...ids('de'), ...ids('en')].sort());
});

test('an e-mail in the texts beside the sign-in never breaks at its hyphen', () => {
  const broken = ['de', 'en'].flatMap((language) => read(`shared/locales/${language}/page.ftl`).match(/^trust-.*\be-mail.*/gim) ?? []);
  assert.deepEqual(broken, []);
});

test('the vendored libraries are the published ones', () => {
  /** @type {[string, string][]} */
  const pairs = [
    ['preact/preact.js', 'preact/dist/preact.mjs'],
    ['preact/hooks.js', 'preact/hooks/dist/hooks.mjs'],
    ['htm/htm.js', 'htm/dist/htm.module.js'],
    ['htm/preact.js', 'htm/preact/index.module.js'],
    ...readdirSync(new URL('web/vendor/fluent-bundle', root)).filter((file) => file.endsWith('.js')).map((file) => /** @type {[string, string]} */ ([`fluent-bundle/${file}`, `@fluent/bundle/esm/${file}`])),
  ];
  const changed = pairs.filter(([ours, theirs]) => read(`web/vendor/${ours}`) !== readFileSync(new URL(`node_modules/${theirs}`, import.meta.url), 'utf8'));
  assert.deepEqual(changed, []);
});
