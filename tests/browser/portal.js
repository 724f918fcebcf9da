/** The running program, a browser, and what the tests say to both. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */
/** @typedef {{ id: string, to: string, subject: string, html: string, text: string, at: string }} Letter */

const program = new URL('../../target/debug/pagetally', import.meta.url).pathname;
const chrome = process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path)) ?? 'chromium';

/** Two devices at one address. */
export const small = { customer: '17102995', contract: 'SPV-20418' };
/** 400 devices at 60 addresses. */
export const large = { customer: '17105500', contract: 'SPV-40000' };

/**
 * Starts the program on fresh data, or takes the one that PAGETALLY_URL names where any day will do.
 *
 * @param {string} [today] what if it were this day
 * @returns {Promise<{ url: string, data: string, stop: () => Promise<void> }>}
 */
async function serve(today) {
  const running = process.env['PAGETALLY_URL'];
  if (running && !today) return { url: running.replace(/\/$/, ''), data: process.env['PAGETALLY_DATA'] ?? '.pagetally', stop: async () => {} };
  const data = await mkdtemp(join(tmpdir(), 'pagetally-'));
  const child = spawn(program, ['--port', '0', '--data', data, ...(today ? ['--today', today] : [])], { stdio: ['ignore', 'pipe', 'inherit'] });
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const [found] = said.match(/http:\/\/localhost:\d+/) ?? [];
      if (found) resolve(found);
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${program} ended with ${code}: ${said}`)));
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill();
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  return { url, data, stop };
}

/**
 * A command of the program; what it prints.
 *
 * @param {string[]} words
 * @param {string} [input]
 * @returns {Promise<string>}
 */
const run = (words, input = '') => new Promise((resolve, reject) => {
  const child = execFile(program, words, (error, out) => (error ? reject(error) : resolve(out)));
  child.stdin?.end(input);
});

/**
 * One program and one browser for a file of tests; each test opens windows of its own.
 *
 * @param {string} [today] what if it were this day
 */
export function portal(today) {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {Browser} */
  let browser;
  before(async () => {
    server = await serve(today);
    browser = await chromium.launch({
      executablePath: chrome,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** All letters, newest first. @returns {Promise<Letter[]>} */
  const letters = async () => (await fetch(`${server.url}/mail/letters.json`)).json();

  return {
    /**
     * A window with nothing remembered. Violations of the content security policy and uncaught errors are collected.
     *
     * @param {BrowserContextOptions} [options]
     */
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-DE', timezoneId: 'Europe/Berlin', baseURL: server.url, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      /** @type {string[]} */
      const complaints = [];
      await page.exposeFunction('complain', (/** @type {string} */ text) => complaints.push(text));
      await page.addInitScript("addEventListener('securitypolicyviolation', (event) => complain(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))");
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && message.text().startsWith('no text:')) complaints.push(message.text());
      });
      await page.goto('/');
      const close = async () => {
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await context.close();
      };
      return { page, complaints, close };
    },

    /**
     * Waits for the newest letter that fits; letters are sent a moment after the act.
     *
     * @param {(letter: Letter) => boolean} fits
     * @returns {Promise<Letter>}
     */
    async letter(fits) {
      for (let attempt = 0; attempt < 100; attempt++) {
        const found = (await letters()).find(fits);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('no such letter came');
    },

    /**
     * Answers a mailed code on the page of the contract, as its first contact.
     *
     * @param {Page} page
     * @returns {Promise<Letter>} the letter with the code
     */
    async confirm(page) {
      await page.waitForSelector('.people li');
      await page.getByRole('button', { name: 'Mit Code bestätigen' }).click();
      await page.locator('.choice input').first().check();
      const since = new Date().toISOString();
      await page.getByRole('button', { name: 'Code senden' }).click();
      await page.waitForSelector('#code');
      const alone = /^\s*(\d{4}\s?\d{4})\s*$/m;
      const mail = await this.letter(({ text, at }) => at >= since.slice(0, 19) && alone.test(text));
      const [, code = ''] = mail.text.match(alone) ?? [];
      await page.fill('#code', code);
      await page.press('#code', 'Enter');
      await page.getByText('Sie haben sich mit einem Code bestätigt.').waitFor();
      return mail;
    },

    /**
     * Puts an event of the operator's systems about a contract on the bus, and waits for what becomes of it.
     *
     * @param {{ customer: string, contract: string }} numbers
     * @param {string} type
     * @param {Record<string, unknown>} data
     */
    async tell({ customer, contract }, type, data) {
      const contracts = await run(['contracts', '--data', server.data]);
      const line = contracts.split('\n').find((one) => one.includes(`,${customer},${contract},`)) ?? '';
      const event = { version: 1, id: crypto.randomUUID(), occurred_at: new Date().toISOString(), contract_ref: line.trim().split(',').at(-1), type, data };
      await run(['send-event', '-', '--data', server.data], JSON.stringify(event));
    },
  };
}

/**
 * @param {Page} page
 * @param {{ customer: string, contract: string }} numbers
 */
export async function signIn(page, { customer, contract }) {
  await page.fill('#customer_no', customer);
  await page.fill('#contract_no', contract);
  await page.press('#contract_no', 'Enter');
  await page.waitForSelector('.tasks');
}

/**
 * Goes to a page by its address, as a bookmark would.
 *
 * @param {Page} page
 * @param {string} hash
 */
export async function visit(page, hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
}

/**
 * Chooses a device and puts its first article that the guard does not ask about into the basket.
 *
 * @param {Page} page
 * @param {string} serial
 */
export async function putOne(page, serial) {
  await page.check(`input[name=device][value="${serial}"]`);
  const row = page.locator('.article tbody tr').first();
  await page.locator('#articles-title').waitFor();
  await page.getByText(serial).last().waitFor();
  await row.getByRole('button', { name: /eins mehr/ }).click();
}

/**
 * Gives a reason wherever one is asked for, and takes the first contact.
 *
 * @param {Page} page
 */
export async function answer(page) {
  await page.waitForSelector('.orderbox');
  for (const reason of await page.locator('.reason select').all()) await reason.selectOption({ index: 1 });
  await page.locator('#contact_id option').nth(1).waitFor({ state: 'attached' });
  await page.selectOption('#contact_id', { index: 1 });
}

/** @param {Page} page the review, answered @returns {Promise<string[]>} the order numbers as shown */
export async function send(page) {
  await page.locator('form.review button[type=submit]').click();
  await page.waitForSelector('.receipt .numbers li');
  return page.locator('.receipt .numbers li').allTextContents();
}

/** Empties the contract's draft of readings, so that tests share nothing. @param {Page} page signed in */
export async function forgetDraft(page) {
  await page.evaluate(async () => {
    const { devices } = await (await fetch('api/readings/draft')).json();
    const body = JSON.stringify({ date: null, devices: Object.fromEntries(Object.keys(devices).map((serial) => [serial, null])) });
    await fetch('api/readings/draft', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body });
  });
}

/** What axe finds. @param {Page} page @returns {Promise<string[]>} */
export async function violations(page) {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => /** @type {any} */ (window).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return found.map((/** @type {any} */ { id, nodes }) => `${id} at ${nodes.map((/** @type {any} */ node) => node.target).join(', ')}`);
}

/** What is wider than the window or than its own box. Runs in the page. */
export function overflowing() {
  const width = document.documentElement.clientWidth;
  /** @type {string[]} */
  const found = [];
  if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('.sr, .skip, caption')) continue;
    const box = element.getBoundingClientRect();
    const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} ${(element.textContent ?? '').trim().slice(0, 30)}`;
    if (box.width > 0 && (box.right > width + 1 || box.left < -1)) found.push(`${name} leaves the window`);
    const hides = getComputedStyle(element).overflowX !== 'visible';
    if (hides && element instanceof HTMLElement && !element.matches('input, select') && element.scrollWidth > element.clientWidth + 1) found.push(`${name} is clipped`);
  }
  return found;
}
